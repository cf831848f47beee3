import Connectors

/// Breaking changes: testing-input-argument-renamed, testing-input-resume-count (0.16 → 0.17), rename-testing-input (0.17 → 0.18).
///
/// Emits what a sequence holds, one item at a time; for tests and first steps.
@available(_PackageDescription, deprecated: 1, message: "rename-testing-input: TestingSource")
public typealias TestingInput = TestingSource
