"""What the pages of the mediator's tools share: their links, lines of acts, words."""
