"""Synthetic legacy databases with ground truth: our own people and dossiers in the shapes of the old systems."""
