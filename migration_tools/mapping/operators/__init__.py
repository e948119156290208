"""The closed list of operators: each a small function from a value to a value, made once for its column."""
