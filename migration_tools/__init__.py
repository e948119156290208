"""Bring old dossiers over: legacy data of a unit, row by row accounted for, before the cut-over."""
