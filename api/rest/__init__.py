"""REST under /api/v1: the same road as the pages, for programs; one file a noun."""
