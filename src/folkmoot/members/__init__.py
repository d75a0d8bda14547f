"""The people who may take part: the address book, lists, and who is invited to what.

It must never know a voice, or anything finer than a day, and never imports ``participants``.
"""
