"""Building the model of a conflict: its parts, its fields and its buttons."""
