"""A kind of activity for the specifications: one text and one rating for each question.

It stands for every kind that is to come: whatever it needs outside this folder (one line of
tests/settings.py) every other kind would need, too.
"""
