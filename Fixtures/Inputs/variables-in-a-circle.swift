import Bytewax

struct Made { let itself = Made().itself }

let first = second
let second = first
let wide = (first, (Made().itself, wide))
let flow = Dataflow()
flow.input("a", TestingInput([first, Made().itself]))
flow.map { x in second }
flow.filter { x in x == wide }
flow.output("o", StdOutput())
