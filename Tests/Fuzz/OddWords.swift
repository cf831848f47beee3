/// What is seldom written, and what goes into itself.
extension TextMutation {
  static let odd = [
    "\u{FEFF}", "\u{0}", "\u{A0}", "\u{2028}", "\u{202E}", "🔥", "\r", "\r\n", "\t", "\n\n\n", ",", "(", ")", "[", "]", "{", "}", "\"", "'", "\"\"\"", "\\",
    ";", "`", "#", "/*", "*/", "//", "$", "${", "$(", "@", "=", "<", ">", "-", "--", "|", "&", "*", "!", "?", ":", "%", "0", "-1", "999999999999999999999",
  ]

  static let oddOfKind: [FuzzInput.Kind: [String]] = [
    .flow: [
      "func f(,) {}\n", "func f(\n,\n) {}\n", "#if A\n", "#endif\n", "#else\n", "\\(", "#\"", "\"#", "/x/", "if a {} else if b {}\n", " as! Int", "try! ", "await ", "inout ",
      "import Bytewax016\n", "import Bytewax\n", "let flow = Dataflow()\n", "flow.map(f)\n", "flow.output(\"o\", StdOutput(),)\n", "extension Dataflow { func g() { g() } }\n",
      "func again(_ flow: Dataflow) { again(flow); flow.map(f) }\nagain(flow)\n", "for a in b { flow.map(f) }\n", "switch x { case 1: flow.map(f) default: break }\n",
      "// waxwing:ignore every-step-needs-id x\n", "@main struct A { static func main() { } }\n", "$0", "$1", "self.", "super.", "`class`",
    ],
    .shell: ["<<EOF\n", "EOF\n", "$((1+", "`date`", "waxwing run flow.swift ", " --epoch-interval=5 ", " --sqlite-directory ", " -p 2 ", "case x in\n", "esac\n", " \\\n", "&& ", "2>&1 "],
    .yaml: ["{{ .Values.x }}", "&a ", "*a", "- ", "? ", "|\n", ">-\n", "!!str ", "---\n", "...\n", "<<: *a", "\"\\x41\"", "%YAML 1.2\n", "# waxwing:ignore-file x\n"],
    .makefile: ["$(shell ", "define x\n", "endef\n", "\t@", ".PHONY: ", " \\\n", "$$(", "ifeq (a,b)\n", "endif\n", "$<"],
    .dockerfile: ["RUN ", "CMD [", "ENTRYPOINT ", "ENV ", " \\\n", "ONBUILD ", "FROM scratch\n", "HEALTHCHECK CMD "],
    .settings: ["paths: ", "from: 9.9\n", "- ", "only: [", "evidence: typed\n", "&a ", "*a", "{a: b}", "? ", "!!set "],
  ]

  static let pairs = [("(", ")"), ("[", "]"), ("{", "}"), ("\"", "\""), ("'", "'"), ("([", "])"), ("(", "),"), ("{ (", ") }")]

  static let pairsOfKind: [FuzzInput.Kind: [(String, String)]] = [
    .flow: [
      ("#if A\n", "\n#endif\n"), ("#if A\n", "\n#else\n#endif\n"), ("if a { ", " }"), ("if a { } else if b { ", " }"), ("else if b { } ", ""), ("Array<", ">"), ("\"\\(", ")\""),
      (".map { (x: Int) in x }\n", ""), ("f(", ")"), ("f { ", " }"), ("{ x in ", " }"), ("for a in b { ", "\n}"), ("func f() { ", "\n}"), ("struct S { ", "\n}"), ("[1: ", "]"),
      ("x<", ">"), ("try ", ""), ("some ", ""), ("@a(", ")"), ("!(", ")"), ("b ? ", " : c"), ("let a = ", ""), ("do { ", " } catch {}"), ("switch x { case 1: ", "\n}"), ("(Int) -> ", ""),
      ("a.b.", ""), ("-", ""), ("?.a", ""), ("+ a ", ""), ("as Int ", ""), ("x[", "]"), ("#m(", ")"), ("repeat { ", " } while a"), ("/* ", " */"), ("guard let x = ", " else { return }"),
      ("extension Dataflow { ", "\n}"), ("flow.map { ", " }"), ("op.map(\"a\", ", ") { $0 }"), ("1 🔥 ", ""), ("\n", ""), ("// x\n", ""), ("_ = ", ""),
    ],
    .shell: [("$(", ")"), ("`", "`"), ("${a:-", "}"), ("if x; then ", "; fi"), ("sh -c '", "'"), ("$((", "))"), ("\"$(", ")\""), (" --epoch-interval 5", ""), ("a=b ", ""), ("<<E ", "\nE\n"), ("case x in a) ", ";; esac")],
    .yaml: [("- ", ""), ("a: {", "}"), ("? ", ""), ("[a, ", "]"), ("&a [*b, ", "]"), ("\n  - ", ""), ("a:\n ", ""), ("{{ ", " }}"), ("!!x ", ""), (" --epoch-interval 5", ""), ("\"", "\"")],
    .makefile: [("$(", ")"), ("$(shell ", ")"), ("${", "}"), ("ifdef A\n", "\nendif\n"), ("define a\n", "\nendef\n"), (" --epoch-interval 5", "")],
    .dockerfile: [("[\"", "\"]"), ("RUN ", "\n"), ("$(", ")"), ("ONBUILD ", ""), ("\\\n", "")],
    .settings: [("- ", ""), ("[", "]"), ("{a: ", "}"), ("? ", ""), ("&a [*b, ", "]")],
  ]
}
