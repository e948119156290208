"""Every fault a legacy row can have, the rules that find them, and synthetic databases that carry them."""
