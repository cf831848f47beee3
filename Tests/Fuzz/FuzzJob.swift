import Foundation
import Synchronization
import TestSupport

/// One process that judges inputs, and says before each that it begins and behind each how it went.
struct FuzzJob {
  private let options: Options

  init(_ options: Options) { self.options = options }

  /// Judges every `jobs`th input.
  func run(from first: Int) throws {
    let maker = try InputMaker(seed: options.seed, size: options.size, only: options.only)
    let judge = try Judge()
    let memory = PeakMemory()
    onRoomyThread {
      for number in stride(from: first, to: options.count, by: options.jobs) {
        say("begin \(number)")
        report(number, maker.input(number), judge, memory)
      }
    }
  }

  /// Judges files by name.
  func judge(_ files: [String]) throws {
    let judge = try Judge()
    let memory = PeakMemory()
    onRoomyThread {
      for (number, file) in files.enumerated() {
        guard let kind = FuzzInput.Kind(fileName: file), let bytes = FileManager.default.contents(atPath: file) else {
          say("fail 0 \(file): no input; its name ends as the kinds of files do")
          exit(1)
        }
        say("begin \(number) \(file)")
        for form in 0..<Judge.reports {
          report(form * 5, FuzzInput(kind: kind, bytes: Array(bytes)), judge, memory, endsOnFailure: true)
        }
      }
    }
  }

  private func report(_ number: Int, _ input: FuzzInput, _ judge: Judge, _ memory: PeakMemory, endsOnFailure: Bool = false) {
    let watch = Watch(number, options, memory)
    var complaint: String?
    do { complaint = try judge.complaint(about: input, number) } catch { complaint = "throws \(error)" }
    let (seconds, megabytes, problem) = watch.end()
    complaint = complaint ?? problem
    if let complaint { say("fail \(number) \(complaint.replacing("\n", with: " "))") }
    say("end \(number) \(input.kind.rawValue) \(Int(seconds * 1000)) \(megabytes)")
    if complaint != nil, endsOnFailure { exit(1) }
  }

  /// With as much stack as the command's own threads have.
  private func onRoomyThread(_ body: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      body()
      done.signal()
    }
    thread.stackSize = 64 << 20
    thread.start()
    done.wait()
  }
}

/// Ends the process when an input takes too much.
private final class Watch: Sendable {
  private let isOver = Atomic(false)
  private let start = Watch.seconds
  private let memory: PeakMemory
  private let options: Options

  init(_ number: Int, _ options: Options, _ memory: PeakMemory) {
    (self.options, self.memory) = (options, memory)
    memory.forget()
    Thread.detachNewThread { [self] in
      while !isOver.load(ordering: .relaxed) {
        usleep(20_000)
        guard let problem, !isOver.load(ordering: .relaxed) else { continue }
        say("fail \(number) \(problem)")
        exit(3)
      }
    }
  }

  func end() -> (seconds: Double, megabytes: Int, problem: String?) {
    isOver.store(true, ordering: .relaxed)
    return (Watch.seconds - start, memory.megabytes, problem)
  }

  private var problem: String? {
    if Watch.seconds - start > options.seconds { return "takes more than \(options.seconds) seconds" }
    return memory.megabytes > options.megabytes ? "takes more than \(options.megabytes) MB" : nil
  }

  /// Of the processor, so that a busy machine does not count.
  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// Writes a line at once, for whoever follows the job.
private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
