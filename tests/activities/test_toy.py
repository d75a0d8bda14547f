"""A kind of activity that no room has heard of walks through the whole life of a programme."""

import csv
import io
from datetime import timedelta

import pytest
from click.testing import CliRunner

from folkmoot.accounts.policy import Role
from folkmoot.activities import queries as activities
from folkmoot.analysis.models import Theme
from folkmoot.analysis.queries.live import live
from folkmoot.config.commands.imports import command
from folkmoot.frameworks import services as frameworks
from folkmoot.frameworks.presenting import framework_page, latest_figures
from folkmoot.guides.exporting import write_export
from folkmoot.guides.presenting import build_document
from folkmoot.joining import services as joining
from folkmoot.joining.models import Mode
from folkmoot.joining.queries import contributed, first_to_do, said_by
from folkmoot.operations.archiving import tables
from folkmoot.participants.models import Participant
from folkmoot.programmes import services as programmes
from folkmoot.programmes.models import Activity, MandateVersion, Stage
from tests.after_the_close import analysed_after_the_close
from tests.batches import publish
from tests.conftest import CLOSES, NOON
from tests.opening import ready_to_open
from tests.toy import services
from tests.toy.models import Rating, Remark, Scale

DAY = timedelta(days=1)
WHY = ["the phone rings all night", "nobody answers the phone", "parking costs too much"]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS = tmp_path / "media", tmp_path / "keys"


@pytest.fixture
def scale(programme):
    toy = Activity.objects.create(programme=programme, kind="toy", title="How is it?")
    return Scale.objects.create(activity=toy, text="How are nights?")


@pytest.fixture
def answer(scale, join):
    """``answer("why")``: somebody new rates nights, and says why; returns who."""

    def make(text, value=2):
        person = join()
        services.answer(scale=scale, participant=person, text=text, value=value, at=NOON)
        return person

    return make


@pytest.fixture
def crowd(answer):
    return [answer(f"{WHY[n % 3]} in week {n}", 1 + n % 5) for n in range(40)]


@pytest.fixture
def analyst(actor):
    return actor(Role.ANALYST)


@pytest.fixture
def statement(analyst, programme, crowd):
    framework = frameworks.create_framework(
        actor=analyst, programme=programme, from_analysis=False, at=NOON
    )
    section = frameworks.add_section(actor=analyst, framework=framework, title="Nights", at=NOON)
    statement = frameworks.add_statement(
        actor=analyst, section=section, text="Somebody answers at night.", at=NOON
    )
    said = Remark.objects.order_by("text")[:2]
    ids = [remark.pk for remark in said]
    frameworks.cite_quotes(actor=analyst, statement=statement, text_ids=ids, at=NOON)
    return statement


def test_people_answer_on_its_own_page(scale, join, voice):
    person = join()
    place = f"/p/northmoor/safer-wards/scales/{scale.activity_id}/"
    browser = voice(person)
    page = browser.get(place)
    sent = browser.post(place, {"scale": scale.pk, "value": 4, "text": "It is calm"})

    assert (page.status_code, sent.status_code) == (200, 302)
    assert Remark.objects.get().author == person


def test_whoever_has_joined_is_led_to_it(programme, scale):
    place = f"/p/northmoor/safer-wards/scales/{scale.activity_id}/"

    assert first_to_do(programme=programme, at=NOON) == place


def test_people_read_there_what_they_said(answer):
    person = answer("It is loud", 2)

    assert [(pile.name, [said.text for said in pile.said]) for pile in said_by(person)] == [
        ("Remarks", ["It is loud"]),
        ("Ratings", ["2: How are nights?"]),
    ]


def test_a_person_counts_once_in_the_reach_whatever_they_took_part_in(programme, answer, idea):
    person = answer("It is loud")
    idea.author = person
    idea.save()

    assert contributed(programme).total == 1
    assert contributed(programme).by_day == {NOON.date(): 1}


def test_the_live_page_counts_it(programme, crowd):
    publish(programme, NOON)
    now = live(programme, CLOSES)

    assert (now.contributed, now.ideas, now.contributions) == (40, 40, 40)
    assert [question.text for question in now.questions] == ["How are nights?"]
    assert now.days == ((NOON.date(), 80),)


def test_an_analysis_reads_its_texts(programme, analyst, crowd):
    publish(programme, NOON)
    run = analysed_after_the_close(actor=analyst, programme=programme, seed=7)

    assert not run.problem
    held = {id_ for theme in Theme.objects.filter(run=run) for id_ in theme.text_ids}
    assert held <= set(Remark.objects.values_list("pk", flat=True))
    assert len(held) > 20
    assert run.result["participation"]["took_part"] == 40


def test_an_analysis_works_out_its_ratings(programme, analyst, scale, crowd):
    run = analysed_after_the_close(actor=analyst, programme=programme, seed=7)
    (rated,) = run.result["ratings"]

    assert (rated["rating_id"], rated["name"], rated["base"]) == (scale.pk, scale.text, 40)
    assert (rated["counts"], rated["median"], rated["mean"]) == ([8] * 5, 3, 3)


def test_of_few_ratings_none_is_told(programme, analyst, answer):
    for n in range(9):
        answer(f"{WHY[n % 3]} in week {n}", 5)
    run = analysed_after_the_close(actor=analyst, programme=programme, seed=7)

    assert run.result["ratings"][0]["base"] is None
    assert run.result["ratings"][0]["counts"] == []


def test_those_who_only_rate_are_analysed(programme, analyst, crowd):
    Remark.objects.all().delete()
    run = analysed_after_the_close(actor=analyst, programme=programme, seed=7)

    assert not run.problem
    assert run.result["ratings"][0]["base"] == 40
    assert run.result["participation"]["took_part"] == 40


def test_nobody_who_only_rated_is_said_to_have_written_or_voted(
    programme, analyst, crowd, statement, signed_in
):
    Remark.objects.all().delete()
    analysed_after_the_close(actor=analyst, programme=programme, seed=7)
    page = signed_in(Role.FACILITATOR).get("/staff/northmoor/safer-wards/insight/").content.decode()
    figures = {one.key: one.words for one in latest_figures(programme)}
    guide = build_document(statement.section.framework, at=NOON)

    assert "40 people took part." in page
    assert figures["participation:took-part"] == "40 people took part"
    assert ("40", "people took part") in [(one.figure, one.label) for one in guide.method.facts]


def test_the_page_of_an_analysis_has_a_table_of_its_ratings(programme, analyst, crowd, signed_in):
    analysed_after_the_close(actor=analyst, programme=programme, seed=7)
    page = signed_in(Role.FACILITATOR).get("/staff/northmoor/safer-wards/insight/").content.decode()

    assert '<h2 id="ratings">Ratings</h2>' in page
    assert "How are nights?" in page
    assert "1: 8, 2: 8, 3: 8, 4: 8 and 5: 8" in page


@pytest.fixture
def rated(programme, analyst, statement):
    """The framework rests on its ratings, too."""
    analysed_after_the_close(actor=analyst, programme=programme, seed=7)
    figure = next(one for one in latest_figures(programme) if one.key.startswith("rating:"))
    frameworks.cite_figures(actor=analyst, statement=statement, keys=[figure.key], at=NOON)
    return figure


def test_a_framework_and_a_guide_tell_its_ratings(statement, rated):
    words = "40 people rated “How are nights?” from 1 to 5: 3.0 on average"
    page = framework_page(statement.section.framework)
    (card,) = [link for link in page.sections[0].statements[0].evidence if link.target == rated.key]
    guide = build_document(statement.section.framework, at=NOON)

    assert (card.words, str(card.state)) == (words, "as-linked")
    assert [one.words for one in guide.sections[0].statements[0].numbers] == [words]


def test_an_export_holds_the_figures_of_its_ratings(programme, analyst, rated, tmp_path):
    write_export(programme, analyst, tmp_path / "out", at=NOON)
    text = (tmp_path / "out" / "figures.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))

    assert (row["type"], row["item"], row["people"]) == ("rating", "How are nights?", "40")
    assert float(row["value"]) == 3
    assert "figures.csv" in (tmp_path / "out" / "README.txt").read_text()


def test_a_framework_cites_it_and_sees_what_became_of_it(statement):
    gone = Remark.objects.order_by("text").first()
    Remark.objects.filter(pk=gone.pk).update(is_hidden=True)
    page = framework_page(statement.section.framework)
    evidence = page.sections[0].statements[0].evidence

    assert sorted(link.state_in_words for link in evidence) == ["as linked", "hidden since"]


def test_a_guide_quotes_it_and_says_what_people_did(statement):
    framework = statement.section.framework
    guide = build_document(framework, at=NOON)
    quotes = guide.sections[0].statements[0].quotes

    assert len(quotes) == 2
    assert quotes[0].words.split(" in week")[0] in WHY
    assert any("People rated from 1 to 5, and said why." in step for step in guide.method.steps)


def test_an_export_holds_its_tables_and_names_nobody(programme, analyst, crowd, tmp_path):
    write_export(programme, analyst, tmp_path / "out", at=NOON)
    text = (tmp_path / "out" / "ratings.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert len(rows) == 40
    assert list(rows[0]) == ["scale", "value", "month"]
    everything = "".join(file.read_text() for file in (tmp_path / "out").glob("*.*"))
    assert not any(str(person.pk) in everything for person in crowd)
    assert "ratings.csv" in (tmp_path / "out" / "README.txt").read_text()


def test_a_voice_that_leaves_takes_it_along(programme, statement, crowd):
    text = statement.evidence.order_by("words").first().words
    person = Remark.objects.get(text=text).author
    joining.withdraw_everything(participant=person, at=NOON)

    assert Rating.objects.count() == Remark.objects.exclude(text="").count() == 39
    assert text not in statement.evidence.values_list("words", flat=True)
    assert text not in set(activities.words_of(Remark.objects.values_list("pk", flat=True)))


def test_a_copied_programme_asks_the_same(facilitator, programme, scale, answer):
    answer("It is loud")
    copy = programmes.start_from(
        actor=facilitator, earlier=programme, name="Again", slug="again", at=NOON
    )

    assert [one.text for one in Scale.objects.filter(activity__programme=copy)] == [scale.text]
    assert not Remark.objects.filter(scale__activity__programme=copy).exists()


@pytest.fixture
def draft(draft_programme, facilitator):
    """``draft(Mode.ANONYMOUS)``: a programme of nothing but the toy, ready to be launched."""

    def make(mode):
        MandateVersion.objects.create(
            programme=draft_programme, number=1, promise="We answer.", edited_at=NOON
        )
        toy = Activity.objects.create(programme=draft_programme, kind="toy", title="How is it?")
        Scale.objects.create(activity=toy, text="How are nights?")
        joining.choose_mode(actor=facilitator, programme=draft_programme, mode=mode, at=NOON)
        ready_to_open(draft_programme, facilitator, NOON)
        return draft_programme

    return make


def launch(programme, actor):
    return programmes.launch(
        actor=actor, programme=programme, opens_at=NOON, closes_at=NOON + DAY, at=NOON
    )


def test_what_is_missing_stops_a_launch(draft, facilitator):
    programme = draft(Mode.OPEN)
    Scale.objects.all().delete()

    with pytest.raises(programmes.NotReady, match="Add a question"):
        launch(programme, facilitator)


def test_a_launch_erases_what_was_rehearsed(draft, facilitator):
    programme = draft(Mode.OPEN)
    programmes.start_practice(actor=facilitator, programme=programme, at=NOON)
    person = Participant.objects.create(
        programme=programme, joined_on=NOON.date(), is_practice=True
    )
    services.answer(
        scale=Scale.objects.get(), participant=person, text="Only a test", value=1, at=NOON
    )
    launch(programme, facilitator)

    assert programme.stage(NOON) is Stage.OPEN
    assert not Remark.objects.exists()
    assert not Rating.objects.exists()


def test_what_was_said_outlives_the_key_and_not_the_erasure(draft, facilitator):
    programme = launch(draft(Mode.ANONYMOUS), facilitator)
    people = [
        Participant.objects.create(programme=programme, joined_on=NOON.date()) for _ in range(12)
    ]
    for person in people:
        services.answer(
            scale=Scale.objects.get(), participant=person, text="It is loud", value=2, at=NOON
        )
    joining.destroy_key(programme, NOON + 2 * DAY)
    assert Remark.objects.exclude(text="").count() == 12

    assert joining.erase_everything(programme, NOON + 3 * DAY) == 12
    assert not Remark.objects.exclude(text="").exists()
    assert not Rating.objects.exists()


def test_its_rows_are_counted_in_a_backup_and_rewritten_after_the_close():
    assert {Remark, Rating, Scale} <= set(joining.crowd_tables())


@pytest.mark.django_db
def test_a_backup_counts_its_rows(crowd):
    assert tables.counts()["toy_remark"] == 40


def importing(tmp_path, *words):
    file = tmp_path / "ratings.csv"
    file.write_text(
        "person,scale,rating\n"
        "a,How are nights?,1\nb,How are nights?,5\nc,How are nights?,9\nb,How are nights?,4\n"
    )
    return CliRunner().invoke(
        command, ["table", "toy-ratings", str(file), "--programme", "safer-wards", "--json", *words]
    )


def test_a_table_is_read_by_the_importer_that_it_declares(scale, tmp_path):
    done = importing(tmp_path)

    assert done.exit_code == 0, done.output
    assert sorted(Rating.objects.values_list("value", flat=True)) == [1, 4]
    assert '"rows": 3' in done.output
    assert '"rows_refused": 1' in done.output


def test_a_dry_run_of_its_importer_changes_nothing(scale, tmp_path):
    assert importing(tmp_path, "--dry-run").exit_code == 0
    assert not Rating.objects.exists()
