"""Everything that reads outreach: counts and words, never anybody's name."""
