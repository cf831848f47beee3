import Bytewax

let connector = CSVInput("a.csv")  //~ rewritten
// ---- after
import Bytewax

let connector = CSVSource("a.csv")
