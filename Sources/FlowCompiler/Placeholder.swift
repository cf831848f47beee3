// Placeholder until the first file of FlowCompiler.
