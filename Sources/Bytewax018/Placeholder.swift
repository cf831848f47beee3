// Placeholder until the first file of Bytewax018.
