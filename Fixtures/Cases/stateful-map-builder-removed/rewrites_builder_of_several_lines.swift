import Bytewax

let flow = Dataflow("flow")
let sums = op.statefulMap("sums", numbers, builder: {  //~ rewritten
  // Begin with one.
  var start = [Int]()
  start.append(1)
  return start
}) { (all: [Int], number: Int) -> ([Int]?, Int) in
  guard number > 0 else { return (nil, 0) }
  return (all + [number], all.count)
}
// ---- after
import Bytewax

let flow = Dataflow("flow")
let sums = op.statefulMap("sums", numbers) { (all: [Int]?, number: Int) -> ([Int]?, Int) in
  let all = all ?? {
    // Begin with one.
    var start = [Int]()
    start.append(1)
    return start
  }()
  guard number > 0 else { return (nil, 0) }
  return (all + [number], all.count)
}
