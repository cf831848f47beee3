import Connectors
import DataflowCore
import TestSupport
import Testing

/// Rows and offsets are those the 0.19.1 wheel gave for the same bytes, as far as a dictionary of strings can say them.
@Suite struct CSVSourceTests {
  let directory: Scratch
  init() throws { directory = try Scratch() }

  func rows(_ text: String) throws -> [[String: String]] { try items(open(CSVSource(directory.write("csv", text)))) }

  @Test func rowsAreKeyedByTheHeader() throws {
    #expect(try rows("index,value\n0,0.132\n1,51.8\n") == [["index": "0", "value": "0.132"], ["index": "1", "value": "51.8"]])
  }

  @Test func quotedFieldsHoldDelimitersLineBreaksAndDoubledQuotes() throws {
    #expect(try rows("a,b\n\"x\ny\",\"q\"\"q\"\n\"1,2\",\"\"\n") == [["a": "x\ny", "b": "q\"q"], ["a": "1,2", "b": ""]])
    #expect(try rows("a,\"b\nc\"\r\n\"x\r\ny\",2\r\n") == [["a": "x\r\ny", "b\nc": "2"]])
  }

  @Test func whatBreaksTheRulesIsReadAsPythonReadsIt() throws {
    #expect(
      try rows("a,b\n\"x\"y,2\nx\"y\",3\n \"p\",4\n\"a\" ,5\n")
        == [["a": "xy", "b": "2"], ["a": "x\"y\"", "b": "3"], ["a": " \"p\"", "b": "4"], ["a": "a ", "b": "5"]])
    #expect(try rows("a,b\n1,\"unfinished\nmore") == [["a": "1", "b": "unfinished\nmore"]])
  }

  @Test func shortRowsLackFieldsAndLongOnesLoseThem() throws {
    #expect(try rows("a,b\n3\n4,5,6,7\n,\n \n") == [["a": "3"], ["a": "4", "b": "5"], ["a": "", "b": ""], ["a": " "]])
  }

  @Test func restkeyAndRestvalKeepWhatIsTooMuchAndFillWhatIsMissing() throws {
    let path = try directory.write("csv", "a,b\n3\n4,5,6,7\n")
    let source = CSVSource(path, restkey: "rest", restval: "-")
    #expect(try items(open(source)) == [["a": "3", "b": "-"], ["a": "4", "b": "5", "rest": "6,7"]])
  }

  @Test func blankLinesAreSkippedAndEveryLineEndEndsARecord() throws {
    #expect(try rows("a,b\n1,2\n\n\n3,4\n") == [["a": "1", "b": "2"], ["a": "3", "b": "4"]])
    #expect(try rows("a,b\r\n1,2\r\n3,4\r5,6") == [["a": "1", "b": "2"], ["a": "3", "b": "4"], ["a": "5", "b": "6"]])
    #expect(try rows("a,b\n1,2\r\r\n3,4\n").count == 2)
  }

  @Test func ofEqualNamesTheLastWins() throws {
    #expect(try rows("a,a\n1,2\n3\n") == [["a": "2"], ["a": "3"]])
  }

  @Test func aFileWithoutRowsHasNone() throws {
    #expect(try rows("") == [])
    #expect(try rows("a,b\n") == [])
  }

  @Test func rowsUnderABlankHeaderAreAnError() throws {
    let error = #expect(throws: ConnectorError.self) { try rows("\na,b\n1,2\n") }
    #expect(error?.code == .badRecord)
  }

  @Test(arguments: [";", "\t", "|", "§"] as [Character])
  func anyCharacterMayBeTheDelimiter(_ delimiter: Character) throws {
    let path = try directory.write("csv", "a;b,c\n1;\"2;3\"\n".replacing(";", with: String(delimiter)))
    #expect(try items(open(CSVSource(path, delimiter: delimiter))) == [["a": "1", "b,c": "2\(delimiter)3"]])
  }

  @Test func formatOptionsWorkAsInPython() throws {
    let path = try directory.write("csv", "a|b\n'x|y'| 'z'\nit\\'s|\\|\n")
    let source = CSVSource(path, delimiter: "|", quotechar: "'", escapechar: "\\", skipinitialspace: true)
    #expect(try items(open(source)) == [["a": "x|y", "b": "z"], ["a": "it's", "b": "|"]])
    let plain = CSVSource(try directory.write("csv", "\"a\",b\n\"1\",2\n"), quotechar: nil)
    #expect(try items(open(plain)) == [["\"a\"": "\"1\"", "b": "2"]])
    let named = CSVSource(try directory.write("csv", "1,2\n"), fieldnames: ["x", "y"])
    #expect(try items(open(named)) == [["x": "1", "y": "2"]])
  }

  @Test func strictnessMakesBrokenRecordsErrorsThatNameTheirPlace() throws {
    let source = CSVSource(try directory.write("csv", "a,b\n1,2\n\"x\"y,2\n"), strict: true)
    let error = #expect(throws: ConnectorError.self) { try items(open(source)) }
    #expect(error?.code == .badRecord)
    #expect(error?.offset == 8)
  }

  @Test func aLineEndCannotBeTheDelimiter() throws {
    let path = try directory.write("csv", "a\n")
    #expect(message { _ = try CSVSource(path, delimiter: "\n").listParts() } == "delimiter is \"\\n\"; give one character that is not a line end")
  }

  @Test func badBytesNameTheirPlace() throws {
    let path = try directory.write("csv", Array("a,b\n1,2\n3,x".utf8) + [0xFF, 10])
    let error = #expect(throws: ConnectorError.self) { try items(open(CSVSource(path))) }
    #expect(error?.offset == 11)
  }

  @Test func theSnapshotIsTheOffsetBehindTheLastRecord() throws {
    let path = try directory.write("csv", "a,b\n1,2\n\n\"x\ny\",\"q\"\"q\"\n3\n4,5,6,7\n")
    let partition = try open(CSVSource(path, batchSize: 1))
    var offsets: [Int] = []
    while (try? partition.nextBatch()) != nil { offsets.append(partition.snapshot()) }
    #expect(offsets == [8, 22, 24, 32])
  }

  @Test func aResumedFileReadsItsHeaderAgain() throws {
    for seed in 0..<40 {
      var generator = SeededRandom(seed)
      let fields = ["1", "two", "\"quoted, with comma\"", "\"broken\nline\"", "\"\"", "é😀", "\"a\"\"b\""]
      let text = "\"first\ncolumn\",second\n" + (0..<20).map { _ in
        "\(fields.randomElement(using: &generator) ?? ""),\(fields.randomElement(using: &generator) ?? "")"
          + (["\n", "\r\n", "\r", "\n\n"].randomElement(using: &generator) ?? "")
      }.joined()
      let source = CSVSource(try directory.write("csv", text), batchSize: 1 + seed % 4)
      let whole = try items(open(source))
      #expect(whole.count == 20)
      let first = try open(source)
      var before: [[String: String]] = []
      while let batch = try? first.nextBatch() {
        before += batch
        #expect(before + (try items(open(source, resumeState: first.snapshot()))) == whole, "seed \(seed)")
      }
    }
  }

  /// Values of the 0.16.2 wheel (csv-input-dictreader).
  @Test func in016EveryLineIsARecord() throws {
    let path = try directory.write("csv", "a,b\n1,2\n\n3\n4,5,6\n\"x\ny\",1\n")
    let source = CSVSource(path: path, batchSize: 1, isLinewise: true)
    #expect(try source.listParts() == [path])
    #expect(
      try items(open(source))
        == [["a": "1", "b": "2"], [:], ["a": "3"], ["a": "4", "b": "5"], ["a": "x\n"], ["a": "y\"", "b": "1"]])
  }
}
