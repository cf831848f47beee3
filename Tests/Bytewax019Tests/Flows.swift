import Bytewax019

/// What a stream gives when its flow is run on one worker; batches are of `batchSize` items of `items`.
func results<In: Sendable, Out: Sendable>(
  of items: [In], batchSize: Int = 1, epochInterval: Duration? = nil, _ build: (Bytewax019.Stream<In>) throws -> Bytewax019.Stream<Out>
) throws -> [Out] {
  let flow = Dataflow("f")
  let seen = TestingList<Out>()
  let up = op.input("in", flow, TestingSource(items, batchSize: batchSize))
  op.output("out", try build(up), TestingSink(into: seen))
  try runMain(flow, epochInterval: epochInterval)
  return seen.items
}

/// Items as text, for comparisons of tuples.
func texts<Item>(_ items: [Item]) -> [String] { items.map { "\($0)" } }

struct Boom: Error, Equatable {
  var item = 0
}
