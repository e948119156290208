"""The ways out of the city's system that a diagram may name; each is set up by an administrator."""

CONNECTORS = ("mail", "sms", "webhook", "portal")
"""E-mail, text message, another system's address, and the public portal."""

ADDRESSED = frozenset({"mail", "sms"})
"""Those that need the recipient's own address; the others go to one address for all."""
