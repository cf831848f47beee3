/// Why a schema registry did not do what it was asked.
public struct SchemaRegistryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure; more may come.
  public struct Code: Hashable, Sendable {
    let name: String

    /// The subject, version or schema is not there (HTTP 404).
    public static let notFound = Code(name: "notFound")
    /// The schema is not compatible with those registered before (HTTP 409).
    public static let incompatible = Code(name: "incompatible")
    /// The registry does not take the schema, the version or the setting (HTTP 422).
    public static let invalid = Code(name: "invalid")
    /// The registry does not know the user, or the user may not do this (HTTP 401, 403).
    public static let refused = Code(name: "refused")
    /// The registry failed, and went on failing (HTTP 5xx, 408, 429).
    public static let failed = Code(name: "failed")
    /// The registry could not be reached.
    public static let unreachable = Code(name: "unreachable")
    /// The registry's certificate is not one that is trusted, or it does not take ours.
    public static let untrusted = Code(name: "untrusted")
    /// The answer is not one that a schema registry gives.
    public static let strangeAnswer = Code(name: "strangeAnswer")
    /// The client's configuration makes no sense.
    public static let badSetting = Code(name: "badSetting")
  }

  public let code: Code
  /// The registry's URL; for a bad setting its name.
  public let subject: String
  /// What the registry said, or what is wrong.
  public let errorMessage: String
  public let httpStatusCode: Int?
  /// The registry's own number of the error, such as 40401; -1 if it gave none.
  public let errorCode: Int?
  /// Where the flow's own file asked, as `Flow.swift:12`; `nil` for what a step asked, which is named with the step.
  public private(set) var place: String?

  init(_ code: Code, _ subject: String, _ errorMessage: String, httpStatusCode: Int? = nil, errorCode: Int? = nil) {
    self.code = code
    self.subject = subject
    self.errorMessage = errorMessage
    self.httpStatusCode = httpStatusCode
    self.errorCode = errorCode
  }

  /// The failure that an answer's status stands for.
  init(status: Int, errorCode: Int, _ message: String, from url: String) {
    let code: Code =
      switch status {
      case 404: .notFound
      case 409: .incompatible
      case 422: .invalid
      case 401, 403: .refused
      case 408, 429, 500...599: .failed
      default: .strangeAnswer
      }
    self.init(code, url, message, httpStatusCode: status, errorCode: errorCode)
  }

  func at(_ place: String) -> SchemaRegistryError {
    var error = self
    error.place = place
    return error
  }

  public var description: String { (place.map { "\($0): " } ?? "") + sentence }

  private var sentence: String {
    let numbers = httpStatusCode.map { " (HTTP \($0), code \(errorCode ?? -1))" } ?? ""
    return switch code {
    case .badSetting: "schema registry setting '\(subject)': \(errorMessage)"
    default: "schema registry '\(subject)': \(errorMessage)\(numbers); \(advice)"
    }
  }

  private var advice: String {
    switch code {
    case .notFound: "register the schema, or correct the subject, version or id"
    case .incompatible: "change the schema so that it is compatible, or the subject's compatibility level"
    case .invalid: "correct the schema or the version"
    case .refused: "check 'basic.auth.user.info' or the bearer token, and what the user may do"
    case .failed: "see the registry's log, then run the flow again"
    case .untrusted: "check the registry's certificate, or correct ssl.ca.location"
    case .unreachable: "check that it runs and that 'url' is right"
    default: "check that 'url' is a schema registry's"
    }
  }
}
