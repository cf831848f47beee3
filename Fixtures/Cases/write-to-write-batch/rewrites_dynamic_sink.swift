import Bytewax

final class Printer: StatelessSink {
	func write(_ item: Int) { print(item) }  //~ rewritten
}
// ---- after
import Bytewax

final class Printer: StatelessSink {
	func writeBatch(_ items: [Int]) {
		for item in items { write(item) }
	}

	func write(_ item: Int) { print(item) }
}
