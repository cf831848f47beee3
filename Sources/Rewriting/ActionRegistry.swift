import RuleBook

/// All verbs, by name.
package enum ActionRegistry {
  static let siteActions: [any RuleAction.Type] = [
    RenameType.self, RenameFunction.self, ReplaceParameter.self, AddParameter.self, RemoveParameter.self,
    ReturnArray.self, RequireResult.self, BatchNext.self, BatchWrite.self, IndexPartition.self, AddMethod.self,
    RenameString.self, RemoveImport.self, AddArgument.self, WrapArgument.self, AppendToCall.self, FoldBuilder.self,
    DropFirstParameter.self, AddFirstParameter.self, JoinEmission.self, NameFlow.self, OptionalResult.self,
    AddStep.self, Leave.self, ReviewNumber.self, SerdeCall.self, SerdeType.self, RegistrySerdes.self,
  ]

  static let stepActions: [any StepAction.Type] = [
    UseOperator.self, OrderArguments.self, InspectorParameters.self, UnwrapWindow.self, SortWindow.self,
    ReduceRecipe.self, KafkaPairs.self, KafkaMessages.self, ReviewStep.self,
    NameStep.self, UniqueStepID.self, ContinueBehindOutput.self, ReplaceStream.self, ReviewOptional.self,
    ExactBatch.self,
  ]

  /// The words the rule files may use.
  package static var vocabulary: RuleVocabulary {
    RuleVocabulary(findKeys: SiteFinder.keys, verbs: Set(siteActions.map { $0.verb } + stepActions.map { $0.verb } + [StreamThreading.verb]))
  }

  /// The action of a verb over sites; nil for any other verb.
  static func siteAction(_ step: RuleStep, in rule: Rule) throws -> (any RuleAction)? {
    try siteActions.first { $0.verb == step.verb }.map { try $0.init(step.argument, in: rule) }
  }

  /// The action of a verb over steps; nil for any other verb.
  static func stepAction(_ step: RuleStep, in rule: Rule) throws -> (any StepAction)? {
    try stepActions.first { $0.verb == step.verb }.map { try $0.init(step.argument, in: rule) }
  }
}

extension ActionRegistry {
  /// Throws `RuleBookError` when a verb of the rule cannot use its argument.
  package static func check(_ rule: Rule) throws {
    for step in rule.edit {
      _ = try siteAction(step, in: rule)
      _ = try stepAction(step, in: rule)
    }
  }
}
