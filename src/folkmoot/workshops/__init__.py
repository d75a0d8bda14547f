"""Online workshops: challenge questions, and the ideas, comments and votes that answer them.

One kind of activity among others: no other room imports it, and it must never know who its
authors are beyond their voices.
"""
