import Storage

/// One year's collection in one district, by its rules. All that it knows is in the database that the transactions come
/// from; every function takes the caller's transaction, so that a step of the workflow commits with its own rows.
///
/// In order: `importRosters`, then each evening `importPayments` and `settle`, at the end `importTreasuryReceipts` and
/// `treasuryDifferences`; `summary` and the lists can be asked for at any time.
package struct Campaign: Sendable {
    package let policy: LevyPolicy

    package init(policy: LevyPolicy) { self.policy = policy }
}
