import Dispatch

/// Threads of their own for work that does not wait but takes its time, such as setting hundreds of pages or following
/// a long chain: it never keeps a request waiting.
package final class WorkThreads: TaskExecutor {
    private let queue: DispatchQueue

    /// - Parameter name: what the threads are called where somebody looks for who is busy.
    package init(_ name: String = "zhengjiao.work") { queue = DispatchQueue(label: name, attributes: .concurrent) }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
