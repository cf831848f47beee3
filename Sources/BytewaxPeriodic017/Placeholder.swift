// Placeholder until the first file of BytewaxPeriodic017.
