"""Letters and reach in words: hints, what an opening and a close do, and the calendar file."""
