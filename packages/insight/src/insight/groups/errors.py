"""Why opinion groups cannot be found in some data."""

from insight.errors import InsightError


class TooFewVoters(InsightError):
    """Fewer people than groups need have voted on anything."""


class TooFewIdeas(InsightError):
    """Fewer than two ideas were voted on."""


class NoDifferences(InsightError):
    """Everybody voted alike: all passed, or all gave the same answer to each idea."""


class ImpossibleGroups(InsightError):
    """The number of groups asked for, or the groups given, do not fit the people there are."""
