import Dispatch
import Testing

/// Runs the tests of a suite on threads of their own. A real printer forgets a job a minute after it has printed it: a
/// test that follows one must not wait behind all other tests each time that it has waited for an answer.
package struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
    private static let threads = Threads()

    private final class Threads: TaskExecutor {
        private let queue = DispatchQueue(label: "tests.servers", attributes: .concurrent)

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(OwnThreads.threads) { try await function() }
    }
}

extension Trait where Self == OwnThreads {
    package static var ownThreads: OwnThreads { OwnThreads() }
}
