"""Every figure that a page shows, worked out again from the rows themselves.

The rules are those of ``python -m benchmarks truth``. That they see every figure is proved by
changing each in turn: a page on which one number is off by one is found out.
"""

from collections import Counter

import pytest
from benchmarks._figures import mutated, recount
from benchmarks._reading import csv_lines, lines
from django.urls import reverse

from folkmoot.accounts.policy import Role
from folkmoot.analysis import services
from folkmoot.analysis.presenting.method import method_in_words
from folkmoot.analysis.services.language_warning import language_warning
from folkmoot.frameworks.services import create_framework
from folkmoot.guides.exporting import write_export
from folkmoot.guides.publishing import write_site
from folkmoot.guides.services import publish_guide
from folkmoot.participants.models import Participant
from folkmoot.workshops.models import ChallengeQuestion, Idea, Vote
from tests.after_the_close import analysed_after_the_close
from tests.analysis.truth import truth_of, truth_of_run
from tests.conftest import NOON

DATES = ("1 January 2020", "1 January 2049", "31 December 2048")  # of the programme
RUN = "Run 1, 1 May 2030"


@pytest.fixture
def crowd(analyst, fill, programme):
    """Two camps, an idea that a moderator hid, one without an author, one nobody voted on."""
    said = fill(ideas=30, people=44, comments=12, share=0.8)
    Idea.objects.filter(pk=said[3].pk).update(is_hidden=True, hidden_reason="Names somebody")
    Idea.objects.filter(pk=said[5].pk).update(author=None)
    Idea.objects.create(question=said[0].question, text="Seen by nobody", said_on=NOON.date())
    return said


@pytest.fixture
def page(signed_in, programme):
    client = signed_in(Role.ANALYST)

    def get(name, *args):
        address = reverse(f"analysis:{name}", args=[*PLACE, *args])
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        return body.decode()

    return get


def known(programme, run, *more):
    """With what stands on the page of the method: which run it was, and how it was made."""
    held = (
        RUN,
        f"run {run.number} of May 2030",
        f"run {run.number}, May 2030",
        "May 2030",
        *DATES,
        "1 May 2030",
        f"seed {run.seed}",
        f"Seed: {run.seed}",
        f"version {run.version}",
        f"Version: {run.version}",
        run.input_hash,
        run.result_hash,
        f"Result: {run.result_hash[:8]}",
        *(f"{key} {value}" for key, value in run.parameters.items()),
        method_in_words(run.result["opinions"]["method"]),
        *([method] if (method := run.result["themes"]["method"]) else []),
        *more,
    )
    return truth_of_run(programme, run, *held)


PLACE = ("northmoor", "safer-wards")


def check(found, truth):
    """Nothing is wrong, and a change of any one figure would be."""
    report = recount(found, truth)
    assert report.wrong == []
    assert report.checked > 0
    missed = []
    for place, line in enumerate(found):
        for wrong in mutated(line):
            changed = [*found[:place], wrong, *found[place + 1 :]]
            if not recount([wrong], truth).wrong and not recount(changed, truth).wrong:
                missed.append(wrong)
    assert missed == []
    return report


def test_every_figure_of_the_live_page(crowd, page, programme):
    report = check(lines(page("live")), truth_of(programme, *DATES))

    assert report.checked > 80


@pytest.fixture
def run(crowd, analyst, programme):
    made = analysed_after_the_close(actor=analyst, programme=programme, seed=7)
    assert not made.problem
    return made


def test_every_figure_of_the_ranked_table(run, page, programme):
    truth = known(programme, run, "Page 1 of 2")
    found = lines(page("ideas", run.pk))

    assert check(found, truth).checked > 80


def test_every_figure_of_the_table_to_take_away(run, page, programme):
    found = csv_lines(page("ideas-csv", run.pk))

    assert len(found) == truth_of(programme).counts["ideas"]
    assert check(found, known(programme, run)).checked > 80


@pytest.fixture
def guide(run, analyst, facilitator, programme):
    """Drafted from the analysis with two accepted themes, and published."""
    for theme in run.themes.filter(parent=None)[:2]:
        services.accept_theme(actor=analyst, theme=theme, at=NOON)
    framework = create_framework(actor=analyst, programme=programme, at=NOON)
    return publish_guide(actor=facilitator, framework=framework, at=NOON)


def test_the_crowd_of_these_specifications_is_the_same_each_time(fill):
    def cast():
        return set(Vote.objects.values_list("idea_id", "participant_id", "stance"))

    fill(ideas=6, people=8, comments=2, share=0.8)
    first = cast()
    ChallengeQuestion.objects.all().delete()
    Participant.objects.all().delete()
    fill(ideas=6, people=8, comments=2, share=0.8)

    assert first == cast()


@pytest.mark.parametrize("stability", [1.0, 0.0, 0.5, 0.7321])
def test_what_the_run_measured_is_known_however_short_its_text_is(run, programme, stability):
    stored = {**run.result["opinions"], "stability": stability, "stability_error": 0.0}
    run.result = {**run.result, "opinions": stored}
    told = f"Groups steady: {stability} ± 0.0 (standard error) in {stored['tries']} tries with a "
    told += "fifth of the people left out (0: as by chance, 1: the same groups each time)"

    check([told], known(programme, run))


def test_a_name_that_people_gave_may_hold_figures_and_must_stand_as_they_gave_it(programme):
    truth = truth_of(programme)
    truth.titles = ("15-per-hour",)

    assert check(["15-per-hour", "heading: 15-per-hour"], truth).checked == 2
    assert recount(["We asked 15-per-hour"], truth).wrong


CHINESE, ENGLISH = "我们需要更多的公园", "We need more of the parks"


@pytest.mark.parametrize("texts", [[CHINESE] * 12, [CHINESE] * 8 + [ENGLISH] * 6 + ["42"] * 3])
def test_every_figure_of_the_sentence_on_languages(programme, texts):
    truth = truth_of(programme)
    truth.texts = tuple(texts)
    truth.counts |= {"ideas": len(texts), "comments": 0}

    assert check([language_warning(texts, "all-MiniLM")], truth).checked


def test_the_sentence_on_languages_may_name_no_other_language(programme):
    truth = truth_of(programme)
    truth.texts, truth.counts = (CHINESE,) * 12, {"ideas": 12, "comments": 0}
    told = language_warning(truth.texts, "all-MiniLM").replace("Chinese", "Welsh")

    assert recount([told], truth).wrong


def test_every_figure_of_the_insight_page(run, page, programme):
    found = lines(page("insight"))

    assert check(found, known(programme, run)).checked > 50


def test_every_figure_of_a_guide_and_of_its_folder(guide, run, programme, tmp_path):
    write_site(guide, tmp_path / "site")
    page = (tmp_path / "site" / "index.html").read_text()
    truth = known(programme, run, "January 2020 to January 2049")
    cited = (tmp_path / "site" / "data" / "quotes.csv").read_text("utf-8-sig").splitlines()
    truth.counts["statements"] = page.count('<article class="guide-statement')
    truth.quotes = dict(Counter(row.split(",")[0] for row in cited[1:]))

    assert check(lines(page), truth).checked > 20
    for name in ("quotes.csv", "figures.csv"):
        check(csv_lines((tmp_path / "site" / "data" / name).read_text()), truth)


def test_every_figure_of_an_export(run, analyst, programme, tmp_path):
    write_export(programme, analyst, tmp_path / "export", at=NOON)
    truth = known(programme, run)
    read = {
        name: csv_lines((tmp_path / "export" / f"{name}.csv").read_text())
        for name in ("ideas", "questions", "comments", "votes", "themes")
    }

    assert check(read["ideas"], truth).checked > 80
    assert check(read["questions"], truth).checked >= 2
    assert len(read["votes"]) == truth.counts["votes"]
    assert len(read["comments"]) == truth.counts["comments"]
