import Bytewax

let name = "item_inp_count_total"  //~ reported
