import Rewriting
import RuleBook

/// What has to become of a command, for one way in which it is started.
struct StartPlan {
  /// A change of one word.
  struct Change: Equatable {
    let rule: DeploymentRule
    /// Where the word stands that it belongs to: whoever starts with the same word must want the same.
    let anchor: Int
    /// The word in whose quotes and behind whose value something is put in, or which is taken out or replaced.
    let range: Range<Int>
    let text: String
    /// Where it is told of.
    let place: Int
    var message: String?
  }

  /// Something that is told of without a change.
  struct Remark: Equatable {
    let rule: DeploymentRule
    let place: Int
    let message: String
    var isUncertain = false
  }

  /// Why the command cannot be made right, and what to do.
  struct Obstacle: Equatable {
    let rule: DeploymentRule
    let place: Int
    let message: String
  }

  /// Words that are put in, and where.
  struct Addition: Equatable {
    let words: [String]
    let place: Int
    let message: String
    /// Behind this word of the value of a variable, where all that use the variable need the same.
    let inValue: Spot?
    /// Behind this word of the command's own.
    let inCommand: Spot

    struct Spot: Equatable {
      let anchor: Int
      let offset: Int
      let text: String
    }
  }

  var changes: [Change] = []
  var addition: Addition?
  var remarks: [Remark] = []
  var obstacles: [Obstacle] = []
  /// The settings that get a new name, by what they get.
  var renamed: [SettingID: DeploymentRule] = [:]
  /// All that it sees.
  var seen: Set<SettingID> = []
  /// Whether it names a flow of which it is known how far it gets.
  var isNamed = false

  var isEmpty: Bool { changes.isEmpty && addition == nil && renamed.isEmpty && obstacles.isEmpty }
}

/// A setting of one of the files.
struct SettingID: Hashable, Comparable {
  let file: Int
  let number: Int

  static func < (one: SettingID, other: SettingID) -> Bool { (one.file, one.number) < (other.file, other.number) }
}
