import Dispatch

/// Threads of their own for the campaign's work, so that setting hundreds of pages never keeps a request waiting.
final class WorkThreads: TaskExecutor {
    private let queue = DispatchQueue(label: "zhengjiao.work", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
