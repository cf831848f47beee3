import Bytewax

let msgs = kop.serializeValue("ser", up, encoder)  //~ reported
