"""Move dossiers: the token game, its certification, the legal clock, the store and the commands."""
