"""Letters, reach and suggestions in words; what an opening and a close do; the calendar file."""
