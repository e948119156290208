"""What can be asked of the engine: one file a command, each a frozen value with its `run`."""
