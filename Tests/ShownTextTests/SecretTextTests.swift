import Foundation
import Testing

@testable import ShownText

@Suite struct SecretTextTests {
  @Test(
    "what a name calls a secret is hidden, byte for byte",
    arguments: [
      (#"["sasl.password": "hunter2", "acks": "all"]"#, #"["sasl.password": "*******", "acks": "all"]"#),
      (#"conf["ssl.key.password"] = "ab""#, #"conf["ssl.key.password"] = "**""#),
      (#"let apiKey = "ä1""#, #"let apiKey = "***""#),
      (#"("bearer.auth.token", "x.y")"#, #"("bearer.auth.token", "***")"#),
      (#"url: "https://user:pw@host/x""#, #"url: "https://*******@host/x""#),
      (
        #"["sasl.jaas.config": "x required password=\"abc\";"]"#,
        "[\"sasl.jaas.config\": \"" + String(repeating: "*", count: 28) + "\"]"
      ),
      (#"ProcessInfo.environment["PASSWORD"] ?? "secret1""#, #"ProcessInfo.environment["PASSWORD"] ?? "*******""#),
      (#"x + "?api_key=ab&x=1" + y"#, #"x + "?api_key=******" + y"#),
      (#"f("PGPASSWORD=ab", token: 1)"#, #"f("PGPASSWORD=**", token: 1)"#),
      (#""Authorization: Bearer ab""#, #""Authorization: Bearer **""#), (#""password: \(word)""#, #""password: \(word)""#),
    ])
  func swift(_ text: String, _ shown: String) {
    #expect(text.withoutSecrets(isSwift: true) == shown)
    #expect(shown.utf8.count == text.utf8.count)
  }

  @Test(
    "every setting that can hold a secret is known, in Swift and in scripts",
    arguments: [
      "sasl.password", "ssl.key.password", "ssl.keystore.password", "ssl.key.pem", "sasl.oauthbearer.client.secret",
      "sasl.oauthbearer.config",
      "sasl.oauthbearer.extensions", "sasl.oauthbearer.assertion.private.key.passphrase", "sasl.jaas.config",
      "basic.auth.user.info", "bearer.auth.token",
      "basicAuth", "basic_auth", "BASIC_AUTH", "userInfo", "USER_INFO", "authorization", "accessKey", "api-key",
      "client_assertion", "passwd", "pwd",
    ])
  func settings(_ name: String) {
    for text in ["[\"\(name)\": \"hunter2\"]", "\(name): \"hunter2\"", "(\"\(name)\", \"hunter2\")"] {
      #expect(!text.withoutSecrets(isSwift: true).contains("hunter2"), "\(text)")
    }
  }

  @Test(
    "what is code stays",
    arguments: [
      "func login(password: String, token: Token) -> Bool", "let tokens = \"a b\".split(separator: \" \")",
      "init(secret: Secret) {}", "flow.map { (key: String) in key }",
      "op.keyOn(\"key\", s) { \"a\" }", "a@b", "let x = try decode(token)",
    ])
  func code(_ text: String) { #expect(text.withoutSecrets(isSwift: true) == text) }

  @Test(
    "in scripts and YAML the word behind a name is one",
    arguments: [
      ("SASL_PASSWORD=hunter2 waxwing run a.swift", "SASL_PASSWORD=******* waxwing run a.swift"),
      ("  sasl.password: hunter2", "  sasl.password: *******"),
      ("waxwing run a.swift --token abc -p 2", "waxwing run a.swift --token *** -p 2"),
      ("export API_KEY='a b'", "export API_KEY='***'"),
      ("curl -H 'Authorization: Bearer abc'", "curl -H 'Authorization: Bearer ***'"),
      ("BASIC_AUTH=me:abc run", "BASIC_AUTH=****** run"),
      ("PASSWORD=$(cat file)", "PASSWORD=$(cat file)"), ("password: |", "password: |"),
      ("run --sasl-password-of-main hunter2", "run --sasl-password-of-main *******"), ("say token aloud", "say token aloud"),
      ("a-token b", "a-token b"),
    ])
  func scripts(_ text: String, _ shown: String) { #expect(text.withoutSecrets(isSwift: false) == shown) }

  @Test(
    "what looks like a name all along takes no longer than other text", .timeLimit(.minutes(1)),
    arguments: [
      "-", "--", "secret", "password-", "--token", "token ", "api_key.", "password=\"", "://", "://a@", "key\\\"", "passwd:",
    ])
  func names(_ piece: String) {
    let text = "token --" + String(repeating: piece, count: 200_000 / piece.utf8.count)
    let start = clock()
    #expect(text.withoutSecrets(isSwift: false).utf8.count == text.utf8.count)
    #expect(Double(clock() - start) / Double(CLOCKS_PER_SEC) < 20)
  }
}
