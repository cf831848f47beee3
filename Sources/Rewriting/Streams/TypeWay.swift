/// What was found out on one way through a flow about the functions that add its steps.
///
/// Each is gone into once for each type of items, however often it is called; one that calls itself gives nothing new.
struct TypeWay {
  private struct Entry: Hashable {
    let function: Int
    let type: String?
  }
  private var results: [Entry: String?] = [:]
  private var needs: [Int: String?] = [:]
  private var open: Set<Int> = []

  /// The type behind a function that is given items of a type.
  mutating func result(of function: Int, from type: String?, unlessKnown find: (inout TypeWay) -> String?) -> String? {
    let entry = Entry(function: function, type: type)
    if let known = results[entry] { return known }
    guard open.insert(function).inserted else { return nil }
    let found = find(&self)
    open.remove(function)
    results[entry] = .some(found)
    return found
  }

  /// The type that a function asks of the items it is given.
  mutating func need(of function: Int, unlessKnown find: (inout TypeWay) -> String?) -> String? {
    if let known = needs[function] { return known }
    needs[function] = .some(nil)
    let found = find(&self)
    needs[function] = .some(found)
    return found
  }
}
