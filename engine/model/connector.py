"""The ways out of the city's system that a diagram may name; each is set up by an administrator."""

CONNECTORS = ("mail", "sms", "webhook", "portal")
"""E-mail, text message, another system's address, and the public portal."""
