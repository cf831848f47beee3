// Placeholder until the first file of DataflowRuntime.
