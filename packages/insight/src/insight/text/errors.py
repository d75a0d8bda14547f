"""Named errors of the text methods."""

from insight.errors import InsightError


class TextInputError(InsightError):
    """Texts, labels or vectors that do not fit together; ``str()`` says which."""


class TooFewTextsError(InsightError):
    """There is too little text, or too few examples, for an honest answer."""


class ModelFileError(InsightError):
    """A model folder is incomplete, or a file in it is not the one that was pinned."""


class ExtraMissingError(InsightError):
    """The ``text`` extra is not installed: ``pip install "folkmoot-insight[text]"``."""
