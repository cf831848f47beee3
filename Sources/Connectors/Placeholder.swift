// Placeholder until the first file of Connectors.
