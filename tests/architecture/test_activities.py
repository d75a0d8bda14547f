"""Activities are strangers: nothing above them, and none beside them, knows one by name."""

from functools import cache
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db.models import Model

from folkmoot.activities.registry import kinds
from folkmoot.joining.services import crowd_tables
from folkmoot.participants.models import Participant

SRC = Path(__file__).parents[2] / "src/folkmoot"
MAY = {"config", "demo", "operations"}  # imports of earlier conversations, and the demonstration


@cache
def graph():
    return grimp.build_graph("folkmoot", cache_dir=None)


@pytest.mark.parametrize("room", sorted({kind.room for kind in kinds()} - {"toy"}))
def test_no_other_room_imports_an_activity(room):
    knows = graph()
    inside = {f"folkmoot.{room}"} | knows.find_descendants(f"folkmoot.{room}")
    wrong = {
        f"{importer} -> {module}"
        for module in inside
        for importer in knows.find_modules_that_directly_import(module)
        if importer not in inside and importer.split(".")[1] not in MAY
    }

    assert not wrong


@pytest.mark.parametrize("room", sorted({kind.room for kind in kinds()} - {"toy"}))
def test_no_page_of_another_room_leads_to_an_activity_by_name(room):
    wrong = [
        str(file.relative_to(SRC))
        for file in SRC.rglob("*")
        if file.suffix in {".html", ".py", ".js"}
        and file.relative_to(SRC).parts[0] not in {room, *MAY}
        and f"{room}:" in file.read_text(encoding="utf-8")
    ]

    assert not wrong


def test_every_table_that_leads_to_a_voice_has_its_order_rewritten():
    known: set[type[Model]] = {Participant}
    found: set[type[Model]] = {Participant}
    while found:
        found = {
            model
            for model in apps.get_models()
            for field in model._meta.get_fields()
            if field.is_relation and field.concrete and field.related_model in known
        } - known
        known |= found

    assert len(known) > 10
    assert known - set(crowd_tables()) == set()


def test_two_kinds_never_share_a_key_a_room_or_a_subject():
    told = kinds()

    assert len({kind.key for kind in told}) == len(told)
    assert len({kind.room for kind in told}) == len(told)
    subjects = [subject for kind in told for subject in kind.subjects]
    assert len(set(subjects)) == len(subjects)
