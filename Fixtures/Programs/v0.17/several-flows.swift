/// Holds two flows in one file; the runner is told which, as in `several-flows.swift:evens`.
import Bytewax

let odds = Dataflow()
odds.input("inp", TestingInput(1...6))
odds.filter { (number: Int) in number % 2 == 1 }
odds.output("out", StdOutput())

let evens = Dataflow()
evens.input("inp", TestingInput(1...6))
evens.filter { (number: Int) in number % 2 == 0 }
evens.output("out", StdOutput())
