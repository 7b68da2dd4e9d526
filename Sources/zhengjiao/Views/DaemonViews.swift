import Console
import Levy
import Storage
import Workflow

/// What the daemon's API shows of the levy's books.
enum DaemonViews {
    /// - Throws: `Rejection` for what is not there; nothing is shown that could not be logged.
    static func answer(_ request: ViewRequest, _ composition: Composition) throws -> String {
        let out = composition.desk.out
        let now = Instant(milliseconds: request.now)
        let look = LookUp(
            out: out, database: composition.database, by: request.by.name, purpose: request.purpose,
            scope: try request.by.scope(composition.desk.campaign.policy.rules))
        let file =
            switch request.subject {
            case .person(let id): try look.person(id, asOf: now.date)
            case .household(let village, let head): try look.household(village: village, head: head)
            case .bureau(let role): try LookUp.bureau(role, composition.engine, on: now)
            case .officer(let id, let name):
                try LookUp.officer(id == name ? [name] : [name, id], composition.engine, out, on: now)
            }
        return file.json.pretty
    }
}
