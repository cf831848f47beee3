// Placeholder until the first file of BytewaxRunner.
