import Bytewax

let recovery = RecoveryConfig("state")  // waxwing:ignore file-part-keys-fs-id the store is made anew each day
let flow = Dataflow()
flow.input("words", FileInput("words.txt"))
flow.map { (word: String) in (word, 1) }
flow.statefulMap("count", builder: { 0 }) { (count: Int, one: Int) in (count + one, count + one) }
flow.output("out", StdOutput())
