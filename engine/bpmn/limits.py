"""Limits of an uploaded diagram (BPMN.md §3); beyond them a file is refused, never half read."""

MAX_BYTES = 2_000_000
MAX_ELEMENTS = 5_000
MAX_DEPTH = 64
MAX_ATTRIBUTE = 64_000
MAX_NODES = 2_000
"""Flow nodes of one process."""

MAX_EXPRESSION = 4_096
MAX_CALL_DEPTH = 16
"""Called processes open within one another."""
