// Placeholder until the first file of MigrationReport.
