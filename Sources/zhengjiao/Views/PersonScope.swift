import Console
import Diagnostics
import Levy

extension Person {
    /// Whose data the people file lets this one see.
    /// - Throws: `Rejection` `levy.list.class-unknown` for a class that the rules do not have.
    func scope(_ rules: RuleBook) throws(Rejection) -> AccessScope {
        guard let classes else { return AccessScope(regions: regions, classes: nil) }
        var known: [SpecialClass] = []
        for word in classes {
            guard let argument = ClassArgument(argument: word) else { continue }
            known.append(try argument.specialClass(rules))
        }
        return AccessScope(regions: regions, classes: known)
    }
}

extension Looker {
    /// The same for a command with a people file, which then has to know who looks; without one everything.
    /// - Throws: `Rejection` `view.nobody`, those of the people file.
    func scope(_ rules: () throws -> RuleBook) throws -> AccessScope {
        guard let people else { return .everything }
        let file = try PeopleFile.load(path: people, definition: nil)
        guard let person = file.people.first(where: { $0.name == by || $0.id == by }) else {
            throw Rejection("view.nobody", ["person": by, "file": people])
        }
        return try person.scope(try rules())
    }
}
