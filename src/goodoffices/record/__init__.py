"""The record: acts, what accounts tell of them, and what follows; validated when built."""
