"""Legacy sources: one file a kind, all alike to the steps that read them."""
