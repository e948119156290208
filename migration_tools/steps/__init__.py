"""The steps of a batch, one file each; every one can be repeated and goes on where it was killed."""
