/// Reads quoted fields with another delimiter: a line break inside quotes is part of the field since 0.17, and ends the row in 0.16.
import Bytewax

func describe(_ row: [String: String]) -> String {
  let remark = row["remark"]?.split(separator: "\n").joined(separator: " / ")
  return "\(row["id"] ?? "no id"): \(remark ?? "no remark")"
}

let flow = Dataflow("csv_quoted")
let remarks = op.input("remarks", flow, CSVSource("Fixtures/Data/remarks.csv", delimiter: ";"))
let describeStream = op.map("describe", remarks, describe)
op.output("out", describeStream, StdOutSink())
