// Placeholder until the first file of BytewaxStreams.
