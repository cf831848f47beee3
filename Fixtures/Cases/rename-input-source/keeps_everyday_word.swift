import Bytewax

struct Form {
  enum Input { case text }
  let input: Input
}
