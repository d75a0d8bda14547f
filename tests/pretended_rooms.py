"""What a pretended room tells, in the place of the real ones or beside them."""

from django.urls import get_resolver

from folkmoot.core import rooms


def instead(monkeypatch, *told):
    """As if nobody but this room had told any such thing."""
    _addresses()
    for one in told:
        monkeypatch.setitem(rooms._told, type(one), {"pretended": one})


def beside(monkeypatch, *told):
    for one in told:
        others = rooms._told.get(type(one), {})
        monkeypatch.setitem(rooms._told, type(one), {**others, "pretended": one})


def nobody(monkeypatch, *kinds):
    for kind in kinds:
        monkeypatch.setitem(rooms._told, kind, {})


def _addresses():
    """Those of the real activities, however early a test pretends: they are read but once."""
    assert get_resolver().url_patterns
