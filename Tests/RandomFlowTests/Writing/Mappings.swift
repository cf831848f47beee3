/// What turns one kind of item into another.
extension FlowDraft {
  typealias Mapping = (verb: String, making: String, body: (CallbackRecipe.Use) -> String)

  mutating func mapping(_ kind: Kind, to output: Kind) -> Mapping {
    let domain = domain
    switch (kind, output) {
    case (.text, .text):
      return ("tidy", "marking", { "\($0[0]).uppercased() + \"\(Self.numbered($0))\"" })
    case (.number, .number):
      return (pick(["scale", "double", "convert"]), pick(["scaling", "converting"]), { "\($0[0]) * \($0.constant)\($0.call.map { " + \($0) * 1000" } ?? "")" })
    case (.event, .event):
      let type = eventType()
      return ("correct", "correcting", { use in
        "\(type)(\(domain.key): \(use[0]).\(domain.key), \(domain.tag): \(use[0]).\(domain.tag), \(domain.time): \(use[0]).\(domain.time), "
          + "\(domain.otherTime): \(use[0]).\(domain.otherTime), \(domain.amount): \(use[0]).\(domain.amount) * \(use.constant)\(use.call.map { " + \($0)" } ?? ""))"
      })
    case (.pair(let value), .pair(let other)) where value == other && value != .event:
      let inner = mapping(value, to: value)
      return (inner.verb, inner.making, { use in
        "(\(use[0]).0, \(inner.body(.init(names: [use[0] + ".1"], constant: use.constant, call: use.call))))"
      })
    case (.list(let element), .list(let other)) where element == other:
      return ("shorten", "shortening", { "Array(\($0[0]).prefix(\($0.constant)))" })
    case (.text, .pair(.number)):
      return ("counted", "counting", { "(\($0[0]), 1\($0.call.map { " + \($0) * 100" } ?? ""))" })
    case (.text, .pair(.text)):
      return ("initial", "labelling", { "(String(\($0[0]).prefix(1)), \($0[0])\($0.call.map { " + \"#\\(\($0))\"" } ?? ""))" })
    case (.number, .pair(.number)):
      return ("remainder", "sorting", { "(\"k\\(abs(\($0[0])) % \($0.constant))\", \($0[0])\($0.call.map { " + \($0) * 100" } ?? ""))" })
    case (.event, .pair(.event)):
      return ("keyed", "keying", { "(\($0[0]).\(domain.key), \($0[0]))" })
    case (.event, .pair(.number)):
      return ("amount", "pricing", { "(\($0[0]).\(domain.key), \($0[0]).\(domain.amount) * \($0.constant)\($0.call.map { " + \($0) * 100" } ?? ""))" })
    case (.pair(.event), .pair(.number)):
      return ("amount", "pricing", { "(\($0[0]).0, \($0[0]).1.\(domain.amount) * \($0.constant)\($0.call.map { " + \($0) * 100" } ?? ""))" })
    case (.pair(.list), .pair(.number)):
      return ("size", "measuring", { "(\($0[0]).0, \($0[0]).1.count * \($0.constant)\($0.call.map { " + \($0) * 100" } ?? ""))" })
    case (.pair(let list), .pair(.text)):
      return ("spell", "spelling", { "(\($0[0]).0, \"\(list.words("\($0[0]).1", in: domain))\(Self.numbered($0))\")" })
    case (.pair(let value), .pair(let other)) where value == other:
      return ("same", "relabelling", { "(\($0[0]).0 + \"\(Self.numbered($0))\", \($0[0]).1)" })
    case (.windowed(let value), .pair(let other)) where value == other:
      return ("unwrap", "unwrapping", { "(\($0[0]).0, \($0[0]).1.1)" })
    default:
      return ("describe", "describing", { "\"\(kind.words($0[0], in: domain))\(Self.numbered($0))\"" })
    }
  }

  /// The end of a string literal that shows the number of the call.
  private static func numbered(_ use: CallbackRecipe.Use) -> String { use.call.map { " #\\(\($0))" } ?? "" }
}
