"""Building the model of a conflict in the page.

The page carries the whole model along, its text and what it assumes. Every button is one form
sent: what was typed is taken up first (`fields`), then the button's own small edit is made
(`presses`), and the page is shown again (`parts`). Nothing is saved until that is asked for.
"""
