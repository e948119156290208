"""What the engine speaks of: units, people, dossiers, procedures, and the time that the law counts."""
