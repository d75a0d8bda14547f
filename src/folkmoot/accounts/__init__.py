"""Organisations, the staff who sign in, what each may do there, and the record of what they did.

It must never know a member or a voice: whoever signs in here is staff, and a voice's own
cookie is no part of this session.
"""
