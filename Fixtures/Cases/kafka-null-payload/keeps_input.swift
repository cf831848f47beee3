import Bytewax

let source = kop.input("inp", flow, brokers: [], topics: [])
