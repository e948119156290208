"""All SQL of migration_tools: batches, raw rows, runs of steps, mapped rows and outcomes."""
