/// What a script knows of a variable.
struct ShellVariable: Sendable {
  enum Value: Sendable, Equatable {
    case text([Letter])
    /// The words of an array, and where each is written with its quotes.
    case array([Element])
  }

  struct Element: Sendable, Equatable {
    let letters: [Letter]
    let token: Range<Int>?
  }

  /// All that it may hold; none when that is not known.
  var values: [Value]
  var isExported = false
  /// Whether it is set whatever happened before.
  var isCertain = true
  /// The numbers of the settings that may have given it, when it is one of Bytewax's.
  var settings: [Int] = []

  /// More ways than this to set a variable are not told apart.
  private static let mostValues = 8

  /// What is known where several ways meet, on some of which the variable may not be set.
  static func meeting(_ ways: [ShellVariable?]) -> ShellVariable? {
    guard let first = ways.lazy.compactMap({ $0 }).first else { return nil }
    var met = ShellVariable(values: [], isExported: first.isExported)
    met.isCertain = ways.allSatisfy { $0?.isCertain ?? false }
    var isKnown = true
    for way in ways {
      guard let way else {
        if !met.values.contains(.text([])) { met.values.append(.text([])) }
        continue
      }
      met.isExported = met.isExported || way.isExported
      for setting in way.settings where !met.settings.contains(setting) { met.settings.append(setting) }
      if way.values.isEmpty { isKnown = false }
      for value in way.values where !met.values.contains(value) { met.values.append(value) }
    }
    if !isKnown || met.values.count > mostValues { met.values = [] }
    return met
  }

  /// Its text, when it can only be one.
  var text: [Letter]? { if values.count == 1, case .text(let letters) = values[0] { letters } else { nil } }
}
