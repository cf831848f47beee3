/// What a command sees of Bytewax's variables, with what other files give to it.
struct VisibleVariables {
  /// A variable that is set, or may be.
  struct Variable {
    var settings: [SettingID]
    var isCertain: Bool
    var value: String?

    /// Whether a place is known that sets it, rather than one that nobody here can look into.
    var isSeen: Bool { !settings.isEmpty }
  }

  private var variables: [String: Variable] = [:]

  subscript(name: String) -> Variable? { variables[name] }

  /// A variable that some place here sets.
  func seen(_ name: String) -> Variable? { variables[name].flatMap { $0.isSeen ? $0 : nil } }

  /// All settings that are seen.
  var settings: Set<SettingID> { Set(variables.values.flatMap(\.settings)) }

  init(_ start: CommandStart, in file: Int, of tree: DeploymentIndex) {
    let reading = tree.readings[file]
    let place = start.words.first?.own.lowerBound ?? 0
    for name in BytewaxVariable.all {
      var found: Variable?
      for (source, binding) in tree.bindings(name, start, file) {
        let ids = Set(binding.settings.map(tree.readings[source].first)).sorted().map { SettingID(file: source, number: $0) }
        // What a template may leave out is not certain.
        let isThere =
          binding.settings.isEmpty || source != file || !reading.mask.hasRegions
          || binding.settings.contains { reading.mask.isThere(reading.settings[$0].place.lowerBound, whenever: place) }
        let isCertain = binding.isCertain && isThere
        if isCertain || found == nil {
          found = Variable(settings: ids, isCertain: isCertain, value: binding.value)
        } else if let before = found {
          found = Variable(settings: before.settings + ids, isCertain: before.isCertain, value: nil)
        }
      }
      // An empty one counts as none.
      if let found, !(found.isCertain && found.value == "") { variables[name] = found }
    }
  }
}

/// All files that were read, by what others know them by.
struct DeploymentIndex {
  let readings: [DeploymentReading]
  private let paths: [String: Int]
  private let maps: [String: [Int]]
  private let units: [String: [Int]]
  /// The variables that a file's steps hand on to later ones.
  private var handedOn: [Int: Set<String>] = [:]
  /// The images' files that set a variable.
  private var images: [String: [Int]] = [:]
  /// The files of services and pods that set one.
  private var services: [String: [Int]] = [:]

  init(_ readings: [DeploymentReading]) {
    self.readings = readings
    var paths: [String: Int] = [:]
    var maps: [String: [Int]] = [:]
    var units: [String: [Int]] = [:]
    for (number, reading) in readings.enumerated() {
      paths[Self.normal(reading.path)] = number
      for name in reading.maps.keys { maps[name, default: []].append(number) }
      if reading.kind == .unit { units[Self.unit(reading.path), default: []].append(number) }
      if NamesForLaterSteps.mayBeIn(reading.bytes) { handedOn[number] = UnreadWords(reading).variables }
      for name in Set(reading.ofImage.values.flatMap(\.keys)) { images[name, default: []].append(number) }
      if reading.kind == .yaml { for name in Set(reading.settings.map(\.name)) { services[name, default: []].append(number) } }
    }
    self.paths = paths
    self.maps = maps
    self.units = units
  }

  /// What gives a command a variable, the strongest last.
  func bindings(_ name: String, _ start: CommandStart, _ file: Int) -> [(file: Int, binding: Binding)] {
    var found: [(Int, Binding)] = []
    if handedOn[file]?.contains(name) ?? false { found.append((file, Self.unknown)) }
    if start.environment.isOfContainer, mayBeGiven(name, toContainerOf: file) { found.append((file, Self.unknown)) }
    for source in start.environment.sources {
      if source.hasPrefix("image:") {
        if let (other, variables) = image(String(source.dropFirst(6)), from: file) {
          if let binding = variables[name] { found.append((other, binding)) }
        } else if mayBeGiven(name, toContainerOf: file) {
          found.append((file, Self.unknown))
        }
      } else if source.hasPrefix("map:") {
        guard let files = maps[String(source.dropFirst(4))] else {
          found.append((file, Self.unknown))
          continue
        }
        for other in files {
          let settings = readings[other].maps[String(source.dropFirst(4))]!.filter { readings[other].settings[$0].name == name }
          if !settings.isEmpty {
            found.append((other, Binding(settings: settings, isCertain: true, value: value(settings, in: other))))
          }
        }
      } else if let other = paths[Self.normal(source.drop { $0 == "?" }.description, from: readings[file].path)],
        readings[other].kind == .environment
      {
        if let number = readings[other].ofFile[name] {
          found.append((other, Binding(settings: [number], isCertain: true, value: readings[other].settings[number].value)))
        }
      } else if !source.hasPrefix("?") {
        found.append((file, Self.unknown))
      }
    }
    if readings[file].kind == .unit {
      for other in units[Self.unit(readings[file].path)] ?? [] where other != file {
        if let binding = readings[other].ofUnit[name] { found.append((other, binding)) }
      }
    }
    if let own = start.environment.bindings[name] { found.append((file, own)) }
    return found
  }

  /// Whether an image gives its containers a variable, or what describes them does.
  private func mayBeGiven(_ name: String, toContainerOf file: Int) -> Bool {
    images[name] != nil || readings[file].kind != .yaml && services[name] != nil
  }

  /// What the stage of an image gives, if its file is here.
  private func image(_ source: String, from file: Int) -> (file: Int, variables: [String: Binding])? {
    let parts = source.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let number = paths[Self.normal(parts[0], from: readings[file].path)],
      let found = readings[number].ofImage[parts.count > 1 ? parts[1].lowercased() : ""]
    else { return nil }
    return (number, found)
  }

  /// Whether something that is not here may give a command further variables.
  private static let unknown = Binding(settings: [], isCertain: false, value: nil)

  private func value(_ settings: [Int], in file: Int) -> String? {
    settings.count == 1 ? readings[file].settings[settings[0]].value : nil
  }

  /// The name of the service whose file, or addition, this is.
  private static func unit(_ path: String) -> String {
    let parts = path.split(separator: "/")
    if let folder = parts.dropLast().last, folder.hasSuffix(".service.d") {
      return parts.dropLast(2).joined(separator: "/") + "/" + folder.dropLast(2)
    }
    return parts.dropLast().joined(separator: "/") + "/" + (parts.last ?? "")
  }

  /// A path without `.` and `..`, as seen from a file.
  private static func normal(_ path: String, from file: String = "") -> String {
    var parts: [Substring] = path.hasPrefix("/") ? [] : file.split(separator: "/").dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part == "..", parts.last.map({ $0 != ".." }) ?? false { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") || (file.hasPrefix("/") && !path.hasPrefix("/")) ? "/" : "") + parts.joined(separator: "/")
  }
}
