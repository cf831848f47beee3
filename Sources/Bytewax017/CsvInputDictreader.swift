import Connectors
import DataflowCore

/// Breaking changes: csv-input-dictreader (0.16 → 0.17), rename-csv-input (0.17 → 0.18).
///
/// Reads a CSV file record by record as dictionaries by the names in its first one; in 0.17 quoted fields may hold line breaks, and
/// blank lines are skipped.
@available(_PackageDescription, deprecated: 1, message: "rename-csv-input: CSVSource")
public struct CSVInput: PartitionedInput {
  private let source: CSVSource

  /// Reads `batchSize` records at a time; the format is named as in Python's `csv` module.
  public init(
    _ path: String, batchSize: Int = 1000, delimiter: Character = ",", quotechar: Character? = "\"",
    escapechar: Character? = nil, doublequote: Bool = true, skipinitialspace: Bool = false, strict: Bool = false
  ) {
    source = CSVSource(
      path: path, batchSize: batchSize, isLinewise: false, delimiter: delimiter, quotechar: quotechar, escapechar: escapechar,
      doublequote: doublequote, skipinitialspace: skipinitialspace, strict: strict)
  }

  public func listParts() throws -> [String] { try source.listParts() }

  public func buildPart(forPart: String, resumeState: Int?) throws -> CSVPartition {
    try source.buildPart(stepID: "", forPart: forPart, resumeState: resumeState)
  }
}

extension CSVPartition: StatefulSource {
  public func nextAwake() -> Date? { nil }
}
