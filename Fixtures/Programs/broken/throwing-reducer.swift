/// Throws from the reducer of a keyed step.
import Bytewax

struct Overdrawn: Error {
  let account: Int
}

func withdraw(_ balance: Int, _ amount: Int) throws -> Int {
  guard balance >= amount else { throw Overdrawn(account: balance) }
  return balance - amount
}

let flow = Dataflow("bank")
let inpStream = op.input("inp", flow, TestingSource([("ann", 10), ("ann", 4), ("ann", 7)]))
let balanceStream = op.reduceFinal("balance", inpStream, withdraw)
op.output("out", balanceStream, StdOutSink())
