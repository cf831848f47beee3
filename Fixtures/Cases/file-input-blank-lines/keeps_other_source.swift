import Bytewax

let source = CSVInput("a.csv")
