// Placeholder until the first file of BytewaxFluent.
