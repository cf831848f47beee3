import Bytewax

public final class Numbers: StatelessSource {
    public func next() -> Int? { queue.popLast() }  //~ rewritten
}
// ---- after
import Bytewax

public final class Numbers: StatelessSource {
    public func nextBatch() -> [Int] {
        guard let item = next() else { return [] }
        return [item]
    }

    public func next() -> Int? { queue.popLast() }
}
