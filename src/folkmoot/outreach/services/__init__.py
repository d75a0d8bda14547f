"""Everything that outreach does: letters, bounces, links, kits, and who is missing."""
