"""Voices: who speaks in a programme, with nothing by which anybody could be named.

It must never know a member, an address, a time or an order of arrival, and never imports
``members``.
"""
