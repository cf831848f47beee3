import Bytewax

final class Plain: SchemaSerializer {
  func ser(_ value: Int) -> String { "" }
}
// ---- after
import Bytewax

// TODO(waxwing: kafka-serde-classes-removed): serializers are now called with the value and its context; write the class anew against that
final class Plain: SchemaSerializer {
  func ser(_ value: Int) -> String { "" }
}
