/// Matches selectors against elements of a template, whose siblings may be repeated or left out when it is filled.
struct SelectorMatcher {
    /// An element among its siblings.
    struct Place {
        let element: Element
        let siblings: [Element]
        let index: Int
    }

    typealias Answer = SelectorAnswer

    /// The element's ancestors, the root first, and at the end the element itself.
    let path: [Place]

    func matches(_ selector: Selector) -> Answer {
        guard let place = path.last else { return .no }
        let own = matches(selector.subject, place)
        if own == .no { return .no }
        return own && context(selector.context[...], place, depth: path.count - 1)
    }

    private func context(
        _ context: ArraySlice<(Selector.Combinator, Selector.Compound)>, _ place: Place, depth: Int
    ) -> Answer {
        guard let (combinator, compound) = context.first else { return .yes }
        let rest = context.dropFirst()
        switch combinator {
        case .child:
            guard depth > 0 else { return .no }
            return matches(compound, path[depth - 1])
                && self.context(rest, path[depth - 1], depth: depth - 1)
        case .descendant:
            var answer = Answer.no
            for level in (0..<depth).reversed() {
                answer = answer || (matches(compound, path[level]) && self.context(rest, path[level], depth: level))
                if answer == .yes { break }
            }
            return answer
        case .next, .following:
            return siblings(combinator, compound, rest, place, depth: depth)
        }
    }

    /// `A + B` and `A ~ B`: looks at the elements that may stand before, up to one that surely does.
    private func siblings(
        _ combinator: Selector.Combinator, _ compound: Selector.Compound,
        _ rest: ArraySlice<(Selector.Combinator, Selector.Compound)>, _ place: Place, depth: Int
    ) -> Answer {
        var answers: [Answer] = []
        var isCertain = false
        let first = place.element.presence == .repeated ? place.index : place.index - 1
        for index in stride(from: first, through: 0, by: -1) {
            let before = Place(element: place.siblings[index], siblings: place.siblings, index: index)
            let found = matches(compound, before) && context(rest, before, depth: depth)
            let isPresent = before.element.presence == .once
            if combinator == .following, found == .yes, isPresent { return .yes }
            answers.append(found)
            if isPresent, combinator == .next {
                isCertain = true
                break
            }
        }
        if answers.allSatisfy({ $0 == .no }) { return .no }
        guard answers.allSatisfy({ $0 == .yes }) else { return .unknown }
        // Whatever stands before matches, so the question is whether anything does.
        return isCertain ? .yes : nth(place, Selector.Position(step: 0, offset: 1)).negated
    }

    private func matches(_ compound: Selector.Compound, _ place: Place) -> Answer {
        if let type = compound.type, type != place.element.name { return .no }
        var answer = Answer.yes
        for condition in compound.conditions {
            answer = answer && matches(condition, place)
            if answer == .no { return .no }
        }
        return answer
    }

    private func matches(_ condition: Selector.Condition, _ place: Place) -> Answer {
        let element = place.element
        switch condition {
        case .identifier(let name): return Answer(element.identifier == name)
        case .className(let name): return Answer(element.classes.contains(name))
        case .attribute(let name, let value):
            guard let attribute = element[attribute: name] else { return .no }
            guard let value else { return .yes }
            return attribute.value.text.contains("{{") ? .unknown : Answer(attribute.value.text == value)
        case .root: return Answer(place.element === path[0].element)
        case .position(let position): return nth(place, position)
        case .not(let inside): return matches(inside, place).negated
        }
    }

    private func nth(_ place: Place, _ position: Selector.Position) -> Answer {
        let before = position.fromEnd ? place.siblings[(place.index + 1)...] : place.siblings[..<place.index]
        let counted = position.ofType ? before.filter { $0.name == place.element.name } : Array(before)
        let certain = counted.count { $0.presence == .once }
        if certain == counted.count, place.element.presence != .repeated { return Answer(position.holds(certain + 1)) }
        if position.step == 0, position.offset <= certain { return .no }
        return .test(PositionTest(element: ObjectIdentifier(place.element), position: position))
    }
}
