"""Building the model of a negotiation: its parts, its fields and its buttons."""
