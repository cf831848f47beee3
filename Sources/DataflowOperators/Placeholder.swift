// Placeholder until the first file of DataflowOperators.
