"""Who is asking: passwords, sessions, tokens, and the limit on guessing."""
