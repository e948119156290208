"""Signatures on documents: an interface to sign by, a local signer, and what a reader can verify."""
