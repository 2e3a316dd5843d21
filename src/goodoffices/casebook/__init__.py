"""Published conflicts and negotiations as data files; the path of each is its citation."""
