/// Holds two flows in one file; the runner is told which, as in `several-flows.swift:evens`.
import Bytewax

let odds = Dataflow("odds")
let inpStream = op.input("inp", odds, TestingSource(1...6))
let filterStream = op.filter("filter", inpStream) { (number: Int) in number % 2 == 1 }
op.output("out", filterStream, StdOutSink())

let evens = Dataflow("evens")
let inp2Stream = op.input("inp", evens, TestingSource(1...6))
let filter2Stream = op.filter("filter", inp2Stream) { (number: Int) in number % 2 == 0 }
op.output("out", filter2Stream, StdOutSink())
