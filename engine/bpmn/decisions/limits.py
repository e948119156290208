"""Limits of a decision table; beyond them a table is refused, never half read."""

MAX_RULES = 200
MAX_INPUTS = 10
MAX_OUTPUTS = 10

MAX_TRIALS = 100_000
"""Cells tried on values, or rows of values put together, by the check of one table; beyond that it says nothing."""
