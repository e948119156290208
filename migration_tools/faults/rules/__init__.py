"""Rules that see one mapped row and what the city knows; what takes more rows is found by the steps' SQL."""
