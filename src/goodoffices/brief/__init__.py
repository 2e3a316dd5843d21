"""The mediator's brief: composed from the record and the models, written in several formats.

`compose_brief` makes a `Brief` of what one seat may see; `to_html`, `to_markdown` and `to_json`
write it. Each lives in its module, so that importing the room loads nothing heavy.
"""
