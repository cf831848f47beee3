import Bytewax

struct TestingOutput {}

let connector = TestingOutput()
let text = "TestingOutput()"
