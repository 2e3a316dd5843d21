"""Building a model in the page.

The page carries the whole model along, its text and what it assumes. Every button is one form
sent: what was typed is taken up first (`hand`), then the button's own small edit is made
(`press`), and the page is shown again. Nothing is saved until that is asked for. What is shared
by models of every kind stands here, what is special to one in a folder of its own (a `Shop` of
its parts and places, `fields`, `presses`, `parts`).
"""
