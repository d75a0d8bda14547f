"""The base of every error that insight raises on purpose."""


class InsightError(ValueError):
    """The data given cannot be analysed honestly; ``str()`` says why and what to do."""
