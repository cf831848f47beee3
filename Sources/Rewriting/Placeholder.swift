// Placeholder until the first file of Rewriting.
