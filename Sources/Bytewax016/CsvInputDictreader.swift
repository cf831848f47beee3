import Connectors
import DataflowCore

/// Breaking changes: csv-input-dictreader (0.16 → 0.17), rename-csv-input (0.17 → 0.18).
///
/// Reads a CSV file as dictionaries by the names in its first line; in 0.16 every further line is a record of its own, a blank one an
/// empty dictionary, and the file must exist.
@available(_PackageDescription, deprecated: 1, message: "rename-csv-input: CSVSource")
public struct CSVInput: PartitionedInput {
  private let source: CSVSource

  /// The format is named as in Python's `csv` module.
  public init(
    _ path: String, delimiter: Character = ",", quotechar: Character? = "\"", escapechar: Character? = nil,
    doublequote: Bool = true, skipinitialspace: Bool = false, strict: Bool = false
  ) {
    source = CSVSource(
      path: path, batchSize: 1, isLinewise: true, delimiter: delimiter, quotechar: quotechar, escapechar: escapechar,
      doublequote: doublequote, skipinitialspace: skipinitialspace, strict: strict)
  }

  public func listParts() throws -> Set<String> { Set(try source.listParts()) }

  public func buildPart(forPart: String, resumeState: Int?) throws -> CSVPartition? {
    try source.buildPart(stepID: "", forPart: forPart, resumeState: resumeState)
  }
}

extension CSVPartition: StatefulSource {
  /// The next record; the input of 0.16 opens its file for batches of one.
  public func next() throws -> [String: String]? { try nextBatch().first }
}
