"""What models of every kind share as files: text with its comments, and short names."""
