"""What the machine only proposes reaches nobody outside the analysts' pages."""

import csv
import json

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.analysis.models import Theme
from folkmoot.frameworks import services as frameworks
from folkmoot.guides import queries, services
from folkmoot.guides.exporting import write_export
from folkmoot.guides.publishing import write_site
from tests.conftest import NOON


@pytest.fixture
def proposed(theme):
    """A second theme of the same analysis, and one of an earlier version's framework."""
    return Theme.objects.create(
        run=theme.run, name="Umzyx", phrases=["umzyx"], text_ids=theme.text_ids[:2], position=1
    )


def everything_in(folder):
    return "\n".join(
        file.read_text(encoding="utf-8-sig", errors="replace")
        for file in folder.rglob("*")
        if file.is_file()
    )


def test_an_accepted_theme_is_told_as_what_texts_are_mainly_about(guide):
    document = queries.from_json(guide.document)
    (finding,) = [one for one in document.statements if one.themes]

    assert finding.text == "10 of 10 texts are mainly about “Calm <wards>”."
    assert finding.themes[0].detail.startswith("10 of 10 texts are mainly about it")
    assert any("people read them, and only those they accepted" in s for s in document.method.steps)


def test_a_guide_without_votes_says_nothing_of_ranking(facilitator, framework, theme):
    run = theme.run
    for idea in run.result["ideas"]:
        idea |= {"agrees": 0, "disagrees": 0, "passes": 0}
    run.save()

    made = services.publish_guide(actor=facilitator, framework=framework, at=NOON)

    steps = queries.from_json(made.document).method.steps
    assert steps
    assert not any("ranked" in step for step in steps)


def test_a_theme_no_longer_accepted_leaves_the_guide_with_its_name_and_its_count(
    facilitator, framework, guide, tmp_path
):
    """As in frameworks drafted by a version that published proposals."""
    Theme.objects.update(is_accepted=False)

    again = services.publish_guide(actor=facilitator, framework=framework, at=NOON)
    write_site(again, tmp_path / "site", lambda done, of: None)

    document = queries.from_json(again.document)
    assert not document.theme_names
    assert "Calm" not in json.dumps(again.document)
    assert not any("theme" in step for step in document.method.steps)
    assert not any("theme" in note for note in document.method.left_out)
    assert "Calm" not in everything_in(tmp_path / "site")


def test_an_export_holds_accepted_themes_alone(actor, programme, theme, proposed, tmp_path):
    write_export(programme, actor(Role.ANALYST), tmp_path / "out", at=NOON)

    with (tmp_path / "out" / "themes.csv").open(encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert (row["theme"], row["texts"], row["of_texts"]) == ("Calm <wards>", "10", "10")
    found = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in found["analysis"]["result"]["themes"]["themes"]] == [
        "Calm <wards>"
    ]
    assert "umzyx" not in everything_in(tmp_path / "out").casefold()


def test_a_section_still_called_after_a_proposal_is_published_without_its_name(
    actor, facilitator, framework
):
    section = framework.sections.get(title="Calm <wards>")
    frameworks.add_statement(
        actor=actor(Role.ANALYST), section=section, text="We keep it quiet.", at=NOON
    )
    Theme.objects.update(is_accepted=False)

    guide = services.publish_guide(actor=facilitator, framework=framework, at=NOON)

    titles = [one.title for one in queries.from_json(guide.document).sections]
    assert titles[0] == "Other statements"
