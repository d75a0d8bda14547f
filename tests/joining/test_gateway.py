"""A few questions on joining, and how little of the answers is kept."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.joining import queries, services
from folkmoot.joining.models import GatewayQuestion, Mode, SegmentCell, SegmentTotal
from folkmoot.joining.queries.joined import exact_counts
from folkmoot.joining.queries.opening import questions_asked
from folkmoot.joining.services import gateway
from folkmoot.participants import queries as participants
from folkmoot.participants.models import Participant, Segment
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import launch, lock
from folkmoot.published.models import PublishedState
from tests.batches import publish

FRONT, STAFF = "/p/northmoor/not-yet/", "/staff/northmoor/not-yet/joining/"
ASKED = [("Where?", ["North", "South"]), ("Who are you?", ["Nurse", "Doctor"])]

MOST = {Mode.OPEN: 12, Mode.ANONYMOUS: 27}  # questions to the database of one press of “Join”


def html(response):
    return response.content.decode()


def enter(programme, now, answers):
    """Somebody joins and answers; answers in the order of the questions, None: not said."""
    questions = queries.questions_of(programme)
    said = {q.pk: value for q, value in zip(questions, answers, strict=True) if value}
    if queries.mode_of(programme.pk) == Mode.OPEN:
        return services.join(programme=programme, at=now, answers=said).participant
    if queries.mode_of(programme.pk) == Mode.ANONYMOUS:
        (code,) = services.draw_codes(programme, 1)
        return services.redeem(programme=programme, code=code, at=now, answers=said).participant
    raise AssertionError


def kept(participant):
    return [s.value for s in participant.segments.order_by("value")]


class TestJoining:
    def test_two_screens_lead_in(self, launched, client):
        launched(Mode.OPEN, ASKED)
        asked = client.post(FRONT + "join/", {"counted": "0"})
        assert "A few questions" in html(asked)
        assert html(asked).count("Prefer not to say") == 2
        assert not Participant.objects.exists()
        r = client.post(FRONT + "join/", {"answered": "yes", "q0": "North", "q1": "-"})

        assert r.context["return_key"]
        assert kept(Participant.objects.get()) == ["North"]

    def test_nothing_has_to_be_answered(self, launched, client):
        launched(Mode.OPEN, ASKED)

        assert client.post(FRONT + "join/", {"answered": "yes"}).context["return_key"]
        assert not Segment.objects.exists()

    def test_a_made_up_answer_is_refused(self, launched, client):
        launched(Mode.OPEN, ASKED)
        r = client.post(FRONT + "join/", {"answered": "yes", "q0": "<b>East</b>"})

        assert r.status_code == 422
        assert "Choose one of the answers" in html(r)
        assert not Participant.objects.exists()

    def test_the_code_waits_while_questions_are_read(self, launched, client):
        programme = launched(Mode.ANONYMOUS, ASKED)
        (code,) = services.draw_codes(programme, 1)
        asked = client.post(FRONT + "join/", {"code": code})
        assert code in html(asked)
        assert queries.codes_left(programme) == 1
        answers = {"code": code, "answered": "yes", "q0": "North"}
        assert client.post(FRONT + "join/", answers).context["return_key"]

        assert Client().post(FRONT + "join/", answers).status_code == 422

    def test_many_answers_come_as_a_list(self, launched, client):
        launched(Mode.OPEN, [("Where?", [f"Site {n}" for n in range(20)])])

        assert "<select" in html(client.post(FRONT + "join/"))


class TestKeeping:
    def test_with_an_open_link_answers_are_kept_as_given(self, launched, now):
        programme = launched(Mode.OPEN, ASKED)

        assert kept(enter(programme, now, ["North", "Nurse"])) == ["North", "Nurse"]

    def test_a_rare_combination_is_shortened_before_it_is_stored(self, launched, now):
        programme = launched(Mode.ANONYMOUS, ASKED)
        nurses = [enter(programme, now, ["North", "Nurse"]) for _ in range(12)]
        doctor = enter(programme, now, ["North", "Doctor"])
        southerner = enter(programme, now, ["South", None])

        assert [kept(nurse) for nurse in nurses[:9]] == [[]] * 9
        assert kept(nurses[9]) == ["North", "Nurse"]
        assert kept(doctor) == ["North"]
        assert kept(southerner) == []

    def test_counts_stay_exact_yet_unreadable_without_the_key(self, launched, now, keys_here):
        programme = launched(Mode.ANONYMOUS, ASKED)
        for _ in range(23):
            enter(programme, now, ["North", None])
        for _ in range(15):
            enter(programme, now, ["South", None])
        publish(programme, now)
        north, south = queries.joined_by_segment(programme)[0].counts

        assert north == ("North", 20)  # whole groups of ten
        assert south == ("South", 10)
        assert sorted(exact_counts(programme).values()) == [15, 23]
        for file in keys_here.iterdir():
            file.unlink()
        publish(programme, now)
        assert queries.joined_by_segment(programme)[0].counts[0] == ("North", None)

    def test_what_a_batch_stores_of_answers_moves_by_whole_groups(self, launched, now):
        programme = launched(Mode.ANONYMOUS, ASKED)
        for _ in range(23):
            enter(programme, now, ["North", None])
        publish(programme, now)
        stored = PublishedState.objects.get().figures[queries.ANSWERED.name]
        enter(programme, now, ["North", "Doctor"])
        publish(programme, now)

        assert PublishedState.objects.get().figures[queries.ANSWERED.name] == stored

    def test_withdrawing_leaves_nobody_hiding_behind_a_gone_voice(self, launched, now):
        programme = launched(Mode.ANONYMOUS, ASKED)
        voices = [enter(programme, now, ["North", None]) for _ in range(10)]
        services.withdraw_everything(participant=voices[-1], at=now)

        assert kept(enter(programme, now, ["North", None])) == ["North"]
        services.withdraw_everything(participant=Participant.objects.first(), at=now)
        assert max(exact_counts(programme).values()) <= 10

    def test_totals_replace_counts_when_the_key_goes(self, launched, now):
        programme = launched(Mode.ANONYMOUS, ASKED)
        for _ in range(11):
            enter(programme, now, ["North", "Nurse"])
        before = queries.joined_by_segment(programme)
        services.destroy_key(programme, now)

        assert not SegmentCell.objects.exists()
        totals = dict(SegmentTotal.objects.values_list("value", "number"))
        assert totals == {"North": 11, "South": 0, "Nurse": 11, "Doctor": 0}
        assert queries.joined_by_segment(programme) == before

    def test_withdrawing_after_the_key_went_lowers_the_totals(self, launched, now):
        programme = launched(Mode.ANONYMOUS, ASKED)
        voices = [enter(programme, now, ["North", None]) for _ in range(11)]
        services.destroy_key(programme, now)
        services.withdraw_everything(participant=voices[-1], at=now)

        assert SegmentTotal.objects.get(value="North").number == 10


def test_true_numbers_decide_what_is_hidden_and_rounded_ones_are_shown(launched, monkeypatch):
    programme = launched(Mode.OPEN, [("Where?", ["North", "South", "East", "West"])])
    (where,) = queries.questions_of(programme)
    exact = {(where.pk, o): n for o, n in zip(where.options, (30, 5, 5, 15), strict=True)}
    monkeypatch.setattr(
        "folkmoot.joining.queries.joined.exact_counts", lambda programme, _asked=None: exact
    )
    publish(programme)

    shown = dict(queries.joined_by_segment(programme)[0].counts)
    assert shown == {"North": 30, "South": None, "East": None, "West": 10}


class TestArrays:
    def test_analysis_reads_segments_as_plain_arrays(
        self, launched, now, django_assert_num_queries
    ):
        programme = launched(Mode.OPEN, ASKED)
        where, who = queries.questions_of(programme)
        people = [enter(programme, now, a) for a in (["North", "Nurse"], ["South", None])]
        silent = enter(programme, now, [None, None])
        with django_assert_num_queries(2):
            found = participants.segments_of(programme.pk)

        place = {int(pk): row for pk, row in zip(found.participants, found.codes, strict=True)}

        def said(person, question):
            column = found.questions.index(question.pk)
            code = place[person.pk][column]
            return found.values[column][code] if code >= 0 else None

        assert [said(p, where) for p in (*people, silent)] == ["North", "South", None]
        assert [said(p, who) for p in (*people, silent)] == ["Nurse", None, None]

    def test_nobody_at_all_is_no_failure(self, launched):
        found = participants.segments_of(launched(Mode.OPEN, ASKED).pk)

        assert found.codes.shape == (0, 0)


@pytest.mark.parametrize("mode", [Mode.OPEN, Mode.ANONYMOUS])
def test_joining_with_answers_asks_the_database_little(
    launched, client, mode, django_assert_max_num_queries
):
    programme = launched(mode, ASKED)
    form = {"answered": "yes", "q0": "North", "q1": "Nurse"}
    if mode == Mode.ANONYMOUS:
        (form["code"],) = services.draw_codes(programme, 1)
    with django_assert_max_num_queries(MOST[mode]):
        assert client.post(FRONT + "join/", form).context["return_key"]


class TestEditing:
    def test_staff_write_and_remove_questions(self, set_up, signed_in):
        programme = set_up(Mode.OPEN)
        browser = signed_in(Role.FACILITATOR)
        form = {"text": "How did you hear?", "options": "Poster\nE-mail\n\n", "is_how_heard": "on"}
        assert browser.post(STAFF + "questions/", form).status_code == 302
        (question,) = queries.questions_of(programme)
        assert question.options == ["Poster", "E-mail"]
        assert question.is_how_heard
        assert browser.post(STAFF + "questions/", form).status_code == 302  # pressed twice
        assert list(queries.questions_of(programme)) == [question]
        again = form | {"text": "Where did you hear of us?"}
        assert "asked already" in html(browser.post(STAFF + "questions/", again))
        browser.post(f"{STAFF}questions/{question.pk}/remove/")
        assert not GatewayQuestion.objects.exists()

    def test_after_the_launch_they_stand(self, launched, runner, now, signed_in):
        programme = launched(Mode.OPEN, ASKED)
        (first, _) = queries.questions_of(programme)
        with pytest.raises(NotAllowed):
            services.add_question(
                actor=runner, programme=programme, text="More?", options=["a", "b"], at=now
            )
        browser = signed_in(Role.FACILITATOR)
        assert browser.post(f"{STAFF}questions/{first.pk}/remove/").status_code in {403, 422}
        assert GatewayQuestion.objects.count() == 2

    @pytest.mark.parametrize(
        ("act", "known"),
        [
            (services.add_question, {"text": "More?", "options": ["a", "b"]}),
            (services.remove_question, {"question_id": UUID(int=7)}),
        ],
    )
    def test_a_press_that_waited_for_the_launch_comes_too_late(
        self, set_up, runner, now, monkeypatch, act, known
    ):
        programme = set_up(Mode.OPEN, ASKED)
        GatewayQuestion.objects.filter(text="Where?").update(id=UUID(int=7))
        before = Programme.objects.get(pk=programme.pk)

        def wait_for_the_launch(programme_id):
            monkeypatch.setattr(gateway, "lock", lock)
            launch(
                actor=runner,
                programme=programme,
                opens_at=now - timedelta(days=1),
                closes_at=now + timedelta(days=30),
                at=now,
            )
            return lock(programme_id)

        monkeypatch.setattr(gateway, "lock", wait_for_the_launch)
        with pytest.raises(NotAllowed):
            act(actor=runner, programme=before, at=now, **known)
        assert GatewayQuestion.objects.count() == 2

    def test_only_what_was_asked_at_the_launch_counts_as_asked(self, launched):
        programme = launched(Mode.OPEN, ASKED)
        GatewayQuestion.objects.create(
            programme=programme, text="Later?", options=["a", "b"], position=9
        )

        assert questions_asked(programme) == 2
        assert [one.text for one in queries.questions_of(programme)] == ["Where?", "Who are you?"]

    def test_two_answers_that_would_be_counted_as_one_are_named(self, set_up, runner, now):
        programme = set_up(Mode.OPEN)
        with pytest.raises(DomainError, match="“-” and “\\(-\\)” would be counted as one"):
            services.add_question(
                actor=runner, programme=programme, text="?", options=["-", "(-)"], at=now
            )

    @pytest.mark.parametrize("language", ["en-gb", "cy"])
    def test_what_is_always_offered_is_refused_in_every_language_that_people_may_choose(
        self, set_up, runner, now, language
    ):
        programme = set_up(Mode.OPEN)
        with translation.override(language):
            declining = gettext("Prefer not to say")
        with pytest.raises(DomainError, match="always there"):
            services.add_question(
                actor=runner,
                programme=programme,
                text="?",
                options=["a", declining.upper()],
                at=now,
            )

    @pytest.mark.parametrize(
        "options", [[], ["one"], ["x", "x"], ["a" * 81, "b"], ["a", "Prefer not to say"]]
    )
    def test_unusable_answers_are_refused(self, set_up, runner, now, options):
        programme = set_up(Mode.OPEN)
        with pytest.raises(DomainError):
            services.add_question(
                actor=runner, programme=programme, text="?", options=options, at=now
            )
