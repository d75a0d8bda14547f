"""Bringing people in: letters, reminders, posters, ambassadors' links, and who is missing so far.

It writes to members and must never see a voice; what it shows of those who joined comes from
``joining`` as counts of whole groups.
"""
