import Diagnostics
import Settings
import Storage

/// One person acting for another, in one post, on some days.
package struct Delegation: Hashable, Sendable {
    package let id: Int
    /// A role of the plan.
    package let post: String
    /// Whose post it is.
    package let from: String
    /// Who acts for them.
    package let to: String
    package let days: CivilSpan
    package let reason: String
    package let by: String
    /// Milliseconds of UTC.
    package let given: Int64
    package let revoked: Int64?
}

extension Engine {
    /// Has `deputy` act for `principal` in a post, from the first to the last of `days`. What the deputy does counts as
    /// done by both: of one task neither can then sign again.
    /// - returns: the number of the delegation, for `revoke`.
    /// - throws: `Rejection` `delegation.role`, `delegation.to-himself`, `delegation.past`, `task.no-reason`.
    @discardableResult
    package func delegate(
        post: String, from principal: String, to deputy: String, days: CivilSpan, reason: String, by person: String,
        now: Int64
    ) throws -> Int {
        guard !reason.isEmpty else { throw Rejection("task.no-reason") }
        let names = definition.roles.map(\.id)
        guard names.contains(post) else {
            throw Rejection([
                NearName.diagnostic("delegation.role", ["role": post], name: post, among: names, at: nil)
            ])
        }
        guard principal != deputy else { throw Rejection("delegation.to-himself", ["person": deputy]) }
        guard days.last >= Instant(milliseconds: now).date else {
            throw Rejection("delegation.past", ["person": deputy, "last": days.last.iso])
        }
        return try database.write { transaction in
            let delegation = Delegation(
                id: 0, post: post, from: principal, to: deputy, days: days, reason: reason, by: person, given: now,
                revoked: nil)
            let id = try DelegationStore.insert(transaction, plan: plan, delegation)
            try Journal.append(
                transaction, at: now, kind: "delegation.give", subject: "\(id)",
                [
                    "post": post, "from": principal, "to": deputy, "first": days.first.iso, "last": days.last.iso,
                    "reason": reason, "by": person,
                ])
            try RunStore.touch(transaction, plan: plan, now: now)
            return id
        }
    }

    /// Ends a delegation before its last day.
    /// - throws: `Rejection` `delegation.unknown`, `delegation.revoked`, `task.no-reason`.
    package func revoke(delegation id: Int, by person: String, reason: String, now: Int64) throws {
        guard !reason.isEmpty else { throw Rejection("task.no-reason") }
        try database.write { transaction in
            guard let delegation = try DelegationStore.find(transaction, plan: plan, id: id) else {
                throw Rejection("delegation.unknown", ["id": "\(id)"])
            }
            guard delegation.revoked == nil else { throw Rejection("delegation.revoked", ["id": "\(id)"]) }
            try DelegationStore.revoke(transaction, id: id, by: person, now: now)
            try Journal.append(
                transaction, at: now, kind: "delegation.revoke", subject: "\(id)", ["by": person, "reason": reason])
            try RunStore.touch(transaction, plan: plan, now: now)
        }
    }

    /// All delegations, oldest first.
    package func delegations() throws -> [Delegation] {
        try database.read { try DelegationStore.all($0, plan: plan) }
    }
}
