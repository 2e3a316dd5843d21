"""Who sees what: the only place that decides it. Pure, default closed, each answer with its reason."""
