/// The operators that 0.18 and 0.19 spell alike; each era's `op` adds its own.
public protocol StreamOperators {}
