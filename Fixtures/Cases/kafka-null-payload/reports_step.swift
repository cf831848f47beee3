import Bytewax

let msgs = kop.deserializeValue("de", source.oks, decoder)  //~ reported
