"""From a legacy row to what it means here: a closed language of mappings, and the one way to apply it."""
