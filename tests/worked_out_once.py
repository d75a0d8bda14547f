"""Groups and themes of one and the same crowd are worked out once in each process of the tests.

Both are functions of their arguments alone, which `packages/insight` holds them to; most
specifications start from the same crowd and are about what is made of its result. Specifications
of the calculation itself carry the mark `anew`.
"""

import pickle
from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256

import pytest

from folkmoot.analysis.services import opinion_groups, theme_finding
from insight.text.embedding import Embedder


def once(function: Callable, arguments: Callable[..., object]) -> Callable:
    """``arguments`` gives what the result depends on, or None where it must not be kept."""
    known: dict[bytes, object] = {}

    @wraps(function)
    def remember(*args, **named):
        on = arguments(*args, **named)
        if on is None:
            return function(*args, **named)
        key = sha256(pickle.dumps(on)).digest()
        if key not in known:
            known[key] = function(*args, **named)
        return known[key]

    return remember


def _of_texts(texts, *, embedder: Embedder, about, **settings) -> object:
    """Nothing where the model is a test's own."""
    model = getattr(embedder, "model", embedder)
    if not type(model).__module__.startswith("insight."):
        return None
    return list(texts), about, sorted(settings.items()), model.name


GROUPS = once(opinion_groups._tested, lambda table, smallest_group: (table, smallest_group))
THEMES = once(theme_finding.propose_codebook, _of_texts)
MODEL = cache(theme_finding.default_embedder)


@pytest.fixture(autouse=True)
def worked_out_once(request, monkeypatch):
    if request.node.get_closest_marker("anew"):
        return
    monkeypatch.setattr(opinion_groups, "_tested", GROUPS)
    monkeypatch.setattr(theme_finding, "propose_codebook", THEMES)
    monkeypatch.setattr(theme_finding, "default_embedder", MODEL)
