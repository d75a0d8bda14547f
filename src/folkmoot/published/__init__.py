"""The published state: what anybody sees of other people's acts moves in batches.

Whoever looks at a page before and after somebody they know had the browser in hand must read
nothing from what changed, and no table here says who has acted since the last batch
(docs/adr/published-state.md).
"""
