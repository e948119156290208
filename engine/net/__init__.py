"""The token game: which steps a process may take, as pure functions over small immutable values."""
