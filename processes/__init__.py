"""Bring a diagram into force: packages, their checks, their walks, the library of procedures."""
