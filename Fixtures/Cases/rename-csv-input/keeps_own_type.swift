import Bytewax

struct CSVInput {}

let connector = CSVInput()
let text = "CSVInput()"
