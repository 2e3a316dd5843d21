"""Who sees what: the only place that decides it. Pure, default closed, reasons given."""
