import Bytewax

kop.output("out", up, brokers: [], topic: "t")
