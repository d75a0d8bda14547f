"""The outgoing mail: batches of sealed letters, sent once each, and what the server proved of them.

It must never keep an address or a code in the open, nor know what a letter is about.
"""
