"""The published state: what anybody sees of other people's acts moves in batches.

Whoever looks at a page before and after somebody they know had the browser in hand must read
nothing from what changed (docs/adr/published-state.md).
"""
