"""Errors the domain may raise and a page knows how to explain."""


class DomainError(Exception):
    """Something a person asked for cannot be done; ``str()`` is safe to show."""


class NotAllowed(DomainError):
    """The person's role, or the moment, does not permit the act."""


class Stale(DomainError):
    """Somebody else changed the same thing since this form was opened."""
