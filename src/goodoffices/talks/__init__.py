"""Talks: protocols as frozen transition tables, pure of storage and pages (TK 1).

Each protocol has a table, a state, a `step` that takes a state and an event to the next state or a
refusal with its reason, and a `view` that says what one viewer sees of a state.
"""
