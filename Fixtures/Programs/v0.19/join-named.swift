/// Joins a person's name and address under the names of the sides.
import Bytewax

func describe(_ entry: (String, [String: String])) -> String {
  "\(entry.0): \(entry.1["name"] ?? "nobody") <\(entry.1["email"] ?? "no address")>"
}

let flow = Dataflow("join_named")
let namesStream = op.input("names", flow, TestingSource([("1", "Ada"), ("2", "Ben"), ("3", "Cleo")]))
let emailsStream = op.input("emails", flow, TestingSource([("2", "ben@example.org"), ("1", "ada@example.org")]))
let peopleStream = op.joinNamed("people", ["name": namesStream, "email": emailsStream])
let describeStream = op.map("describe", peopleStream, describe)
op.output("out", describeStream, StdOutSink())
