"""From frozen contributions to results with their evidence: runs, themes, groups and their pages.

It reads contributions by type through ``activities`` and must never know an activity's room,
a member's name or address, or show a figure about fewer people than the smallest group.
"""
