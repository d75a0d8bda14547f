"""No error of the library reaches a page in its own words."""

import importlib
import pkgutil

import pytest

import insight
from folkmoot.analysis.presenting.stored_words import NO_GROUPS, NO_THEMES
from folkmoot.analysis.services.method_errors import in_plain_words
from insight.errors import InsightError

OWN_WORDS = "silhouette of k-means: VoteTable.from_arrays(min_votes=3)"


def every_error():
    for module in pkgutil.walk_packages(insight.__path__, "insight."):
        if "onnx" not in module.name:  # an extra that may not be installed
            importlib.import_module(module.name)
    waiting, found = [InsightError], []
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    return sorted({kind for kind in found if kind.__module__.startswith("insight")}, key=str)


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("missing", [NO_GROUPS, NO_THEMES])
def test_every_error_of_the_library_has_a_sentence_that_says_what_to_do_next(kind, missing):
    told = in_plain_words(kind(OWN_WORDS), missing)

    assert told.startswith(f"{missing} ")
    assert "nalyse again" in told
    assert not {"silhouette", "k-means", "VoteTable", kind.__name__} & set(told.split())
    assert OWN_WORDS not in told


def test_all_errors_of_the_library_were_looked_at():
    assert {"TooFewVoters", "NoDifferences", "TooFewTextsError", "DisclosureError"} <= {
        kind.__name__ for kind in every_error()
    }
