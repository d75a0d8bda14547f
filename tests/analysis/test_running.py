"""A run is frozen, repeatable, and never half written."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.analysis import queries, services
from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.presenting import note_in_words, stored_words
from folkmoot.analysis.queries.result import canonical, from_json, to_json
from folkmoot.analysis.services import forgetting, running
from folkmoot.config.commands.analyse import command
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.participants.models import Participant
from tests.analysis import crowd
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("workshop", "source", "closed")


@pytest.fixture
def people(programme, source, monkeypatch):
    """Those who speak in the made-up crowd have joined, and nobody took anything back."""
    said = set(source.said.ids.tolist())
    monkeypatch.setattr(forgetting, "kept_ids", lambda programme_id: said)
    Participant.objects.bulk_create(
        Participant(id=key, programme=programme, joined_on=NOON.date()) for key in range(1, 61)
    )


def analyse(analyst, programme, **settings):
    return services.analyse_now(actor=analyst, programme=programme, at=NOON, seed=7, **settings)


def test_an_analysis_runs_to_its_end(analyst, programme):
    run = analyse(analyst, programme)

    assert (run.state, run.problem, run.progress) == (Run.State.DONE, "", 100)
    assert run.finished_on == NOON.date()
    assert Theme.objects.filter(run=run).exists()


def test_progress_is_told_and_only_ever_grows(analyst, programme):
    told = []
    analyse(analyst, programme, progress=lambda step, percent: told.append((step, percent)))

    assert [percent for _, percent in told] == sorted(percent for _, percent in told)
    assert told[0][1] == 0
    assert told[-1] == ("Done", 100)


def test_the_command_line_tells_progress_in_its_own_language(programme, monkeypatch):
    monkeypatch.setattr(stored_words, "looked_up", str.upper)
    done = CliRunner().invoke(command, ["northmoor/safer-wards"])

    assert "  0 %  FREEZING WHAT WAS SAID" in done.stderr
    assert "100 %  DONE" in done.stderr


@pytest.mark.usefixtures("people")
@pytest.mark.anew
def test_the_same_input_seed_and_version_give_the_same_result_byte_for_byte(analyst, programme):
    first, second = analyse(analyst, programme), analyse(analyst, programme)

    assert canonical(first.result) == canonical(second.result)
    assert first.result_hash == second.result_hash


@pytest.mark.usefixtures("people")
@pytest.mark.anew
def test_the_order_in_which_contributions_come_changes_nothing(analyst, programme, source):
    first = analyse(analyst, programme)
    cast = source.cast
    source.cast = type(cast)(
        cast.participants[::-1], cast.ideas[::-1], cast.stances[::-1], cast.days[::-1]
    )

    assert analyse(analyst, programme).result_hash == first.result_hash


def test_repeating_a_run_uses_what_was_frozen_not_what_was_said_since(
    analyst, programme, source, django_capture_on_commit_callbacks
):
    first = analyse(analyst, programme)
    source.cast = crowd.votes(seed=99)
    with django_capture_on_commit_callbacks(execute=True):
        again = services.repeat_run(actor=analyst, run=first, at=NOON)
    again.refresh_from_db()

    assert again.state == Run.State.DONE
    assert again.result_hash == first.result_hash
    assert analyse(analyst, programme).result_hash != first.result_hash


def test_the_result_survives_being_stored_and_read(analyst, programme):
    stored = analyse(analyst, programme).result

    assert to_json(from_json(stored)) == stored


def test_a_result_is_spelled_alike_on_every_database(analyst, programme):
    stored = analyse(analyst, programme).result
    stored["opinions"]["points"][0] = [-0.0, 0.5, 0]  # PostgreSQL would give 0.0 back

    kept = to_json(from_json(stored))["opinions"]["points"][0]

    assert str(kept) == "[0.0, 0.5, 0]"


def test_a_result_of_another_version_is_refused_not_guessed_at(analyst, programme):
    stored = analyse(analyst, programme).result | {"schema": 0}

    with pytest.raises(ValueError, match="version 0"):
        from_json(stored)


def test_a_result_of_version_1_is_read_without_the_groups_it_never_tested(analyst, programme):
    run = analyse(analyst, programme)
    stored = run.result | {"schema": 1}
    opinions = dict(stored["opinions"])
    del opinions["verdict"]
    Run.objects.filter(pk=run.pk).update(result=stored | {"opinions": opinions})
    found = queries.latest_result(programme).result

    assert found.opinions.verdict == ""
    assert found.opinions.groups == found.opinions.points == found.opinions.bridges == ()
    assert not any(idea.groups for idea in found.ideas)
    told = note_in_words(found.opinions.note)
    assert "did not test opinion groups against chance" in told
    assert (found.participation.votes, len(found.ideas)) == (1800, 30)


def test_a_field_with_a_default_may_be_missing_from_what_was_stored_before_it_came(
    analyst, programme
):
    stored = analyse(analyst, programme).result
    opinions = {key: value for key, value in stored["opinions"].items() if key != "verdict"}

    assert from_json(stored | {"opinions": opinions}).opinions.verdict == ""
    with pytest.raises(KeyError):
        from_json({key: value for key, value in stored.items() if key != "ideas"})


def test_what_the_crowd_said_is_counted(analyst, programme):
    found = queries.latest_result(analyse(analyst, programme).programme).result

    part = found.participation
    assert (part.ideas, part.comments, part.votes) == (30, 20, 1800)
    assert part.voted == 60
    assert sum(day.votes for day in part.days) == 1800
    assert [q.voices for q in part.questions] == [60, 60]
    assert len(found.ideas) == 30


def test_two_camps_come_out_as_two_groups_that_believe_the_opposite(analyst, programme):
    found = queries.latest_result(analyse(analyst, programme).programme).result.opinions

    assert [group.size for group in found.groups] == [30, 30]
    assert all(group.beliefs for group in found.groups)
    assert len(found.points) == 60
    assert found.divides


def test_the_frozen_file_carries_no_id_of_a_participant(analyst, programme, source):
    voters = source.cast.participants + 4_000_000_000_000
    source.cast = type(source.cast)(
        voters, source.cast.ideas, source.cast.stances, source.cast.days
    )
    run = analyse(analyst, programme)
    given = services.running.frozen.thaw(run.frozen.name, run.frozen_hash)

    assert given.vote_people.max() < 1000


def test_votes_on_ideas_that_are_hidden_leave_the_analysis_and_are_counted(
    analyst, programme, source
):
    source.cast = crowd.votes(ideas=source.said.ids[:31])  # the last is a comment: no idea
    part = queries.latest_result(analyse(analyst, programme).programme).result.participation

    assert (part.votes, part.votes_left_out) == (1800, 60)


def test_a_frozen_file_that_was_changed_is_not_used(
    analyst, programme, django_capture_on_commit_callbacks, settings
):
    run = services.request_run(actor=analyst, programme=programme, at=NOON)
    path = Path(settings.MEDIA_ROOT) / run.frozen.name
    path.write_bytes(path.read_bytes() + b"!")
    services.execute(run.pk, at=NOON)
    run.refresh_from_db()

    assert run.state == Run.State.FAILED
    assert "was changed" in run.problem


def test_a_missing_frozen_file_is_told_in_words(analyst, programme, settings):
    run = services.request_run(actor=analyst, programme=programme, at=NOON)
    (Path(settings.MEDIA_ROOT) / run.frozen.name).unlink()
    services.execute(run.pk, at=NOON)
    run.refresh_from_db()

    assert "missing" in run.problem


def test_a_crash_marks_the_run_failed_and_leaves_nothing_behind(analyst, programme, monkeypatch):
    def crash(*args, **kwargs):
        raise ZeroDivisionError("somebody's words")

    monkeypatch.setattr(running, "compute", crash)
    run = analyse(analyst, programme)

    assert run.state == Run.State.FAILED
    assert "ZeroDivisionError" in run.problem
    assert "words" not in run.problem
    assert run.result is None
    assert not Theme.objects.exists()


def test_a_crash_while_keeping_the_result_keeps_none_of_it(analyst, programme, monkeypatch):
    monkeypatch.setattr(running.Theme.objects, "bulk_create", lambda rows: 1 / 0)
    run = analyse(analyst, programme)

    assert (run.state, run.result) == (Run.State.FAILED, None)


def test_a_finished_run_is_not_run_again(analyst, programme):
    run = analyse(analyst, programme)
    services.execute(run.pk, at=NOON + timedelta(days=1))
    services.abandon(run.pk, at=NOON)
    again = Run.objects.get(pk=run.pk)

    assert (again.state, again.finished_on) == (Run.State.DONE, run.finished_on)


def test_an_interrupted_run_can_be_taken_up_again(analyst, programme):
    run = services.request_run(actor=analyst, programme=programme, at=NOON)
    Run.objects.filter(pk=run.pk).update(state=Run.State.RUNNING, progress=45)
    services.execute(run.pk, at=NOON)
    run.refresh_from_db()

    assert run.state == Run.State.DONE


def test_a_run_the_worker_gave_up_says_what_to_do(analyst, programme):
    run = services.request_run(actor=analyst, programme=programme, at=NOON)
    services.abandon(run.pk, at=NOON)
    run.refresh_from_db()

    assert run.state == Run.State.FAILED
    assert "memory" in run.problem


def test_one_analysis_at_a_time_is_queued(analyst, programme):
    services.request_run(actor=analyst, programme=programme, at=NOON)

    with pytest.raises(services.AlreadyRunning):
        services.request_run(actor=analyst, programme=programme, at=NOON)


def test_a_queued_run_is_carried_out_by_the_worker(
    analyst, programme, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        run = services.request_run(actor=analyst, programme=programme, at=NOON)
    run.refresh_from_db()

    assert run.state == Run.State.DONE


def test_nothing_said_is_nothing_to_analyse(analyst, programme, source):
    source.said, source.cast = crowd.nothing()

    with pytest.raises(services.NothingSaid):
        analyse(analyst, programme)
    assert not Run.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_ask_for_an_analysis(actor, programme, role):
    allowed = {Role.ADMINISTRATOR, Role.ANALYST, Role.FACILITATOR}
    try:
        services.request_run(actor=actor(role), programme=programme, at=NOON)
        assert role in allowed
    except NotAllowed:
        assert role not in allowed


@pytest.mark.parametrize(
    "chosen",
    [{"smallest_group": 4}, {"smallest_group": 9}, {"n_themes": 1}, {"confidence": 2}, {"x": 1}],
)
def test_settings_that_make_no_sense_or_uncover_people_are_refused(analyst, programme, chosen):
    with pytest.raises(DomainError):
        analyse(analyst, programme, parameters=chosen)


def test_asking_for_an_analysis_is_audited(analyst, programme):
    analyse(analyst, programme)

    assert AuditEntry.objects.get().act == "analysis.requested"


def test_the_command_line_gets_plain_values(analyst, programme):
    told = queries.run_for_cli(analyse(analyst, programme))

    assert told["state"] == "done"
    assert (told["ideas"], told["votes"], told["groups"]) == (30, 1800, 2)
    assert told["group_sizes"] == [30, 30]
    assert {"verdict", "stability", "votes_left_out"} <= told.keys()


def test_the_command_line_counts_the_themes_that_the_page_lists(analyst, programme):
    run = analyse(analyst, programme)

    assert queries.run_for_cli(run)["themes"] == run.themes.filter(parent=None).count()


def test_letters_go_by_what_groups_say_where_nobody_earlier_is_known(analyst, programme, source):
    first = analyse(analyst, programme)
    source.cast = crowd.votes(people=90)  # half as many come again: the smaller group may change
    second = analyse(analyst, programme)
    told = [queries.result_of(programme, run.pk).result for run in (first, second)]
    shares = [{i.idea_id: i.groups[0].share for i in result.ideas} for result in told]

    assert (first.parameters["letters_of"], second.parameters["letters_of"]) == (None, first.number)
    assert told[1].opinions.letters_changed  # which the page does not vouch for
    assert all(abs(share - shares[1][idea]) < 0.3 for idea, share in shares[0].items())


def test_an_idea_about_who_votes_is_ranked_last_and_in_no_groups_shares(analyst, programme, source):
    from dataclasses import replace

    about = int(source.said.ids[0])
    source.said = replace(source.said, meta=frozenset({about}))
    found = queries.latest_result(analyse(analyst, programme).programme).result

    assert (found.ideas[-1].idea_id, found.ideas[-1].is_meta, found.ideas[-1].groups) == (
        about,
        True,
        (),
    )
    assert all(idea.groups for idea in found.ideas[:-1])
