"""A framework as it is published: a frozen page with its evidence, and what became of each word.

It must never show what a person took back, nor more than was published.
"""
