"""What the organisation will stand for: sections and statements, each with its evidence.

It cites what was said through ``activities`` and ``analysis`` and must never know which
activity it came from, or who said it.
"""
