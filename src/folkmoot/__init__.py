"""Folkmoot: anonymous, en-masse conversations that end in action."""

__version__ = "0.1.0"
