/// Reads quoted fields with another delimiter: a line break inside quotes is part of the field since 0.17, and ends the row in 0.16.
import Bytewax

func describe(_ row: [String: String]) -> String {
  let remark = row["remark"]?.split(separator: "\n").joined(separator: " / ")
  return "\(row["id"] ?? "no id"): \(remark ?? "no remark")"
}

let flow = Dataflow()
flow.input("remarks", CSVInput("Fixtures/Data/remarks.csv", delimiter: ";"))
flow.map(describe)
flow.output("out", StdOutput())
