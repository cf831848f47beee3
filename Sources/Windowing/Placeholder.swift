// Placeholder until the first file of Windowing.
