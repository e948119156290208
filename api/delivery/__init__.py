"""What leaves the city's system: e-mail, text messages, other systems, the portal; only after the commit."""
