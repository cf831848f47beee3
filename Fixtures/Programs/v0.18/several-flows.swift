/// Holds two flows in one file; the runner is told which, as in `several-flows.swift:evens`.
import Bytewax

let odds = Dataflow("odds")
let inp = op.input("inp", odds, TestingSource(1...6))
let filterNumber = op.filter("filter_number", inp) { (number: Int) in number % 2 == 1 }
op.output("out", filterNumber, StdOutSink())

let evens = Dataflow("evens")
let inp2 = op.input("inp", evens, TestingSource(1...6))
let filterNumber2 = op.filter("filter_number", inp2) { (number: Int) in number % 2 == 0 }
op.output("out", filterNumber2, StdOutSink())
