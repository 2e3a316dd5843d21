"""The journal: canonical bytes, chains of hashes, checkpoints, signatures, sealing of text."""
