import Bytewax

let name = "item_count_total"
