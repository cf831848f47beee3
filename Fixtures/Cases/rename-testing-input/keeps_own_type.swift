import Bytewax

struct TestingInput {}

let connector = TestingInput()
let text = "TestingInput()"
