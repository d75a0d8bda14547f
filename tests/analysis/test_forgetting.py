"""Words taken back leave the frozen inputs; what was published stands."""

from pathlib import Path

import pytest

from folkmoot.analysis import services
from folkmoot.analysis.services import frozen
from folkmoot.joining.services import withdraw_everything
from folkmoot.workshops.models import Idea
from tests.conftest import NOON

WORDS = "Only I could have said this"


def texts_of(run):
    run.refresh_from_db()
    return frozen.thaw(run.frozen.name, run.frozen_hash)


@pytest.fixture
def run(fill, analyst, programme, closed):
    ideas = fill()
    Idea.objects.filter(pk=ideas[3].pk).update(text=WORDS)
    run = services.analyse_now(actor=analyst, programme=programme, at=NOON, seed=7)
    assert WORDS in texts_of(run).texts
    return run


def test_a_voice_that_withdraws_leaves_the_frozen_input(
    run, settings, django_capture_on_commit_callbacks
):
    author = Idea.objects.get(text=WORDS).author
    result, before = run.result, run.input_hash
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_everything(participant=author, at=NOON)
    given = texts_of(run)

    assert WORDS not in given.texts
    assert WORDS.encode() not in b"".join(p.read_bytes() for p in files(settings))
    assert run.words_removed >= 1
    assert (run.result, run.input_hash) == (result, before)
    assert run.frozen_hash != before
    assert len(files(settings)) == 1


def files(settings):
    return list(Path(settings.MEDIA_ROOT, "frozen").iterdir())


def test_what_is_only_hidden_is_kept_for_the_record(run, programme):
    Idea.objects.filter(text=WORDS).update(is_hidden=True)

    assert services.forget(programme.pk, at=NOON) == 0
    assert WORDS in texts_of(run).texts


def test_one_idea_taken_back_is_followed_by_the_daily_round(run):
    Idea.objects.filter(text=WORDS).update(is_withdrawn=True, text="")

    assert services.forget_everywhere(at=NOON) == 1
    assert services.forget_everywhere(at=NOON) == 0
    assert WORDS not in texts_of(run).texts


def test_runs_that_share_an_input_change_together(run, analyst):
    again = services.repeat_run(actor=analyst, run=run, at=NOON)
    Idea.objects.filter(text=WORDS).update(is_withdrawn=True, text="")
    services.forget_everywhere(at=NOON)

    assert texts_of(run).texts == texts_of(again).texts


def test_a_missing_file_does_not_stop_the_round(run, settings):
    for file in files(settings):
        file.unlink()
    Idea.objects.filter(text=WORDS).update(is_withdrawn=True)

    assert services.forget_everywhere(at=NOON) == 0
