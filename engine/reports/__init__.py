"""Questions answered straight from the tables, read-only; a report never loads a dossier."""
