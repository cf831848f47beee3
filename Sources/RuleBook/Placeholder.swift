// Placeholder until the first file of RuleBook.
