// Placeholder until the first file of DataflowCore.
