"""The command line: `motcua …`; one file a family of commands."""
