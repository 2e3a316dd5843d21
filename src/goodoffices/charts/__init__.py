"""One definition of each chart, for notebook, page and document, with its words and its table."""
