"""What the journal alone says of a dossier, and where what is stored says something else."""
