// Placeholder until the first file of SourceFacts.
