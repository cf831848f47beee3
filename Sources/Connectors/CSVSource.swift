public import DataflowCore

/// Reads a CSV file record by record, as dictionaries by the names in its first record.
///
///     let trades = op.input("trades", flow, CSVSource("trades.csv"))
///     let prices = op.map("price", trades) { trade in Double(trade["price"] ?? "") ?? 0 }
///
/// Quoted fields may hold delimiters, line breaks and doubled quotes. Blank lines are skipped. Fields a short record lacks are
/// absent, unless `restval` stands in for them; fields a long one has too many are dropped, unless `restkey` names a key
/// to keep them under, joined by the delimiter (Python keeps a list under the key `None`). Of equal names in the header the last wins.
/// The position is a byte offset; the header is read again when a flow resumes.
public struct CSVSource: FixedPartitionedSource {
  private let file: SourceFile
  private let shape: Result<CSVShape, any Error>

  /// Reads `batchSize` records at a time; `getFsID` is as in `FileSource`.
  ///
  /// The rest is named as in Python's `csv` module. With `fieldnames` the first record is not a header; without a `quotechar` quotes
  /// are characters like any other; `strict` makes malformed records errors.
  public init(
    _ path: String, batchSize: Int = 1000, getFsID: (String) throws -> String = deviceID(ofDirectory:),
    fieldnames: [String]? = nil, restkey: String? = nil, restval: String? = nil,
    delimiter: Character = ",", quotechar: Character? = "\"", escapechar: Character? = nil, doublequote: Bool = true,
    skipinitialspace: Bool = false, strict: Bool = false
  ) {
    file = SourceFile(path, batchSize: batchSize, .fileSystemAndPath, getFsID)
    shape = Result {
      CSVShape(
        format: try CSVFormat(
          delimiter: delimiter, quotechar: quotechar, escapechar: escapechar, doublequote: doublequote,
          skipinitialspace: skipinitialspace, strict: strict),
        batchSize: batchSize, fieldnames: fieldnames, restkey: restkey.map { ($0, String(delimiter)) }, restval: restval,
        isLinewise: false)
    }
  }

  /// As 0.17 and, line by line, 0.16 read it (csv-input-dictreader, file-part-keys-fs-id).
  ///
  /// In 0.16 every line is a record: a blank one is an empty dictionary, a quoted line break ends its record, and the file must exist.
  package init(
    path: String, batchSize: Int, isLinewise: Bool, delimiter: Character = ",", quotechar: Character? = "\"",
    escapechar: Character? = nil, doublequote: Bool = true, skipinitialspace: Bool = false, strict: Bool = false
  ) {
    file = SourceFile(path, batchSize: batchSize, isLinewise ? .pathOfExistingFile : .path, deviceID(ofDirectory:))
    shape = Result {
      CSVShape(
        format: try CSVFormat(
          delimiter: delimiter, quotechar: quotechar, escapechar: escapechar, doublequote: doublequote,
          skipinitialspace: skipinitialspace, strict: strict),
        batchSize: batchSize, fieldnames: nil, restkey: nil, restval: nil, isLinewise: isLinewise)
    }
  }

  public func listParts() throws -> [String] {
    _ = try shape.get()
    return try file.listParts()
  }

  public func buildPart(stepID: String, forPart: String, resumeState: Int?) throws -> CSVPartition {
    try file.check(forPart)
    return try CSVPartition(file.path, shape.get(), resumeState: resumeState)
  }
}

/// How a CSV file becomes dictionaries.
struct CSVShape: Sendable {
  let format: CSVFormat
  let batchSize: Int
  let fieldnames: [String]?
  let restkey: (name: String, separator: String)?
  let restval: String?
  let isLinewise: Bool
}

/// The records of one CSV file.
public final class CSVPartition: StatefulSourcePartition {
  private let reader: CSVReader
  private let path: String
  private let shape: CSVShape
  private let names: [String]
  /// Each name's place in a record; rows are copies of its layout, so that no name is hashed again.
  private let places: [String: Int]

  init(_ path: String, _ shape: CSVShape, resumeState: Int?) throws {
    self.path = path
    self.shape = shape
    reader = try CSVReader(path, shape.format, isLinewise: shape.isLinewise)
    names = try shape.fieldnames ?? reader.next() ?? []
    places = Dictionary(names.enumerated().map { ($1, $0) }) { $1 }
    if let resumeState { try reader.seek(to: resumeState) }
  }

  public func nextBatch() throws -> [[String: String]] {
    var rows: [[String: String]] = []
    rows.reserveCapacity(min(shape.batchSize, 65_536))
    while rows.count < shape.batchSize, let fields = try reader.next() {
      if fields.isEmpty && !shape.isLinewise { continue }
      rows.append(try row(fields))
    }
    if rows.isEmpty { throw StopIteration() }
    return rows
  }

  private func row(_ fields: [String]) throws -> [String: String] {
    if names.isEmpty {
      throw ConnectorError(.badRecord, path, "the header is a blank line, so columns have no names", offset: 0)
    }
    if fields.count >= names.count {
      var row = places.mapValues { fields[$0] }
      if let restkey = shape.restkey, fields.count > names.count {
        row[restkey.name] = fields[names.count...].joined(separator: restkey.separator)
      }
      return row
    }
    var row = Dictionary(zip(names, fields)) { $1 }
    if let restval = shape.restval {
      for name in names[fields.count...] { row[name] = restval }
    }
    return row
  }

  public func snapshot() -> Int { reader.offset }

  public func close() throws { try reader.close() }
}
