"""A room that is added later stands under the rules of the house without being listed anywhere."""

import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path

import grimp
import pytest
from importlinter.contracts.protected import ProtectedContract

from folkmoot.activities.registry import kinds

ROOT = Path(__file__).parents[2]
HOUSE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in HOUSE["contracts"]}
# The ground, the walls and the roof: no bounded context, and so no layers inside.
NO_CONTEXT = {"core", "web", "config", "demo", "operations"}


def rooms():
    return {
        folder.name
        for folder in (ROOT / "src/folkmoot").iterdir()
        if (folder / "__init__.py").exists()
    }


@cache
def built():
    return grimp.build_graph("folkmoot", cache_dir=None)


def is_kept(contract_id, imports=()):
    """Whether a contract holds once the code imports this, too."""
    graph = deepcopy(built())
    for importer, imported in imports:
        graph.add_module(importer)
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents="")
    contract = CONTRACTS[contract_id]
    told = {key: contract[key] for key in ("protected_modules", "allowed_importers")}
    checked = ProtectedContract(contract["name"], {"root_packages": ["folkmoot"]}, told)
    return checked.check(graph, verbose=False).kept


@pytest.mark.parametrize(
    ("contract_id", "private"),
    [
        ("who-may-know-members", "folkmoot.members.queries"),
        ("who-may-know-members", "folkmoot.members.models"),
        ("activities-are-strangers", "folkmoot.workshops.models"),
        ("activities-are-strangers", "folkmoot.workshops.queries.board"),
    ],
)
def test_a_made_up_room_may_import_neither_members_nor_an_activity(contract_id, private):
    assert is_kept(contract_id)
    assert not is_kept(contract_id, [("folkmoot.made_up.services", private)])


def test_every_activity_there_is_is_a_stranger_to_the_rooms_above():
    declared = {
        f"folkmoot.{file.parent.name}"
        for file in (ROOT / "src/folkmoot").glob("*/*.py")
        if "ActivityKind(" in file.read_text(encoding="utf-8")
    }
    installed = {f"folkmoot.{kind.room}" for kind in kinds() if kind.room in rooms()}

    assert set(CONTRACTS["activities-are-strangers"]["protected_modules"]) == declared | installed


def test_every_room_has_the_layers_of_a_room():
    held = {f"folkmoot.{room}" for room in rooms() - NO_CONTEXT}

    assert set(CONTRACTS["inside-a-room"]["containers"]) == held


def test_every_room_has_its_place_among_the_rooms():
    layers = CONTRACTS["rooms"]["layers"]
    named = {part.strip(" ()") for layer in layers for part in layer.split("|")}

    assert CONTRACTS["rooms"]["exhaustive"]
    assert rooms() <= named


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/developers/architecture.md"])
def test_a_page_that_tells_the_layers_inside_a_room_tells_them_as_they_are_checked(page):
    there = {file.stem for file in (ROOT / "src/folkmoot").glob("*/*") if file.stem[0] != "_"}
    layers = [layer.strip("()").split(") | (") for layer in CONTRACTS["inside-a-room"]["layers"]]
    used = [[name for name in layer if name in there] for layer in layers]
    order = " -> ".join(" | ".join(layer) for layer in used)

    assert f"`{order}`" in (ROOT / page).read_text(encoding="utf-8")
