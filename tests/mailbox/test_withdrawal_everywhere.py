"""Say something unmistakable in every way there is, take everything back, look everywhere."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from folkmoot.accounts.policy import Role
from folkmoot.analysis.models import Run, Theme
from folkmoot.frameworks import services as frameworks
from folkmoot.frameworks.models import Evidence, Statement
from folkmoot.guides import services as guides
from folkmoot.guides.models import Guide
from folkmoot.joining import services as joining
from folkmoot.mailbox import services as mailbox
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import Idea, Vote
from folkmoot.workshops.services.publishing import recount
from tests.after_the_close import analysed_after_the_close
from tests.batches import publish
from tests.conftest import NOON
from tests.mailbox.conftest import MINE

MARK = "zyzzyvaquokka"
IDEA = f"A quiet hour that we call {MARK} for every ward at night"
COMMENT = f"On my ward the {MARK} was kept by the porters"
NOTE = f"Last spring, and we said {MARK} to each other"
OTHERS = (
    "More porters at night for every ward",
    "A quiet hour at night for rounds",
    "One handover sheet for every ward",
    "A dry place to lock bicycles",
)


def places():
    """Where the mark can be found: table and column, or file."""
    found = set()
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if is_marked(value):
                        found.add(f"{table}.{name}")
    return found


def is_marked(value):
    if isinstance(value, bytes | memoryview):
        return MARK.encode() in bytes(value).lower()
    # The database may keep JSON with escapes; the mark is plain ASCII and stays readable.
    return MARK in str(value).lower()


def marked_files(settings):
    return {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if holds(path)}


def holds(path):
    if not path.is_file():
        return False
    parts = [path.read_bytes()]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            parts += [packed.read(name) for name in packed.namelist()]
    return any(MARK.encode() in part.lower() for part in parts)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def analyst(actor):
    return actor(Role.ANALYST)


@pytest.fixture
def story(programme, question, join, write, answer, analyst, facilitator, moderator):
    """All that a programme makes of what one person said. Returns that person."""
    us, others = join(), [join() for _ in range(24)]
    idea = workshops.add_idea(question=question, participant=us, text=IDEA, at=NOON)
    hidden = workshops.add_idea(
        question=question, participant=us, text=f"{MARK} is my friend Ann", at=NOON
    )
    crowd = [
        workshops.add_idea(
            question=question, participant=voice, text=f"{OTHERS[i % 4]}, reason {i}", at=NOON
        )
        for i, voice in enumerate(others)
    ]
    workshops.add_comment(idea=crowd[0], participant=us, text=COMMENT, at=NOON)
    workshops.add_comment(idea=idea, participant=others[0], text="So do we", at=NOON)
    Vote.objects.bulk_create(
        Vote(idea=on, participant=voice, stance=1, cast_on=NOON.date())
        for voice in [*others, us]
        for on in [idea, *crowd]
        if on.author_id != voice.pk
    )
    recount(Idea.objects.all())
    publish(programme, NOON)
    # The mailbox: a message that quotes, an answer, decisions told and waiting to be told.
    answer(write(idea, f"What is {MARK}?"), NOTE)
    workshops.hide_idea(
        actor=moderator, idea=hidden, reason=f"“{hidden.text}” names somebody", at=NOON
    )
    workshops.set_status(actor=facilitator, idea=idea, status="planned", reason="In May", at=NOON)
    # The analysis, the framework drafted from it, evidence by hand, two revisions of the guide.
    run = analysed_after_the_close(actor=analyst, programme=programme, seed=7)
    assert run.state == Run.State.DONE, run.problem
    theme = Theme.objects.filter(run=run).first()
    Theme.objects.filter(pk=theme.pk).update(
        name=f"{MARK} porters",
        proposed_name=f"{MARK} porters",
        phrases=[f"{MARK} porters", "porters"],
        is_accepted=True,
    )
    made = frameworks.create_framework(actor=analyst, programme=programme, at=NOON)
    section = frameworks.add_section(actor=analyst, framework=made, title="What we do", at=NOON)
    statement = frameworks.add_statement(
        actor=analyst, section=section, text=f"They say: “{IDEA}”.", at=NOON
    )
    comment_id = idea.author.comments.get().pk
    cite = {"actor": analyst, "statement": statement, "at": NOON}
    frameworks.cite_ideas(idea_ids=[idea.pk], **cite)
    frameworks.cite_quotes(text_ids=[idea.pk, comment_id], **cite)
    frameworks.cite_figures(keys=[f"support:{idea.pk}"], **cite)
    frameworks.cite_theme(theme_id=theme.pk, **cite)
    for _ in range(2):
        made.refresh_from_db()
        guides.publish_guide(actor=facilitator, framework=made, at=NOON)
    return us


def test_the_looking_finds_it_everywhere_first(story, settings):
    found = places()

    assert {
        "workshops_idea.text",
        "workshops_comment.text",
        "mailbox_thread.subject_label",
        "mailbox_note.text",
        "mailbox_announcement.text",
        "analysis_theme.phrases",
        "frameworks_statement.text",
        "frameworks_evidence.words",
        "frameworks_evidence.detail",
        "guides_guide.document",
        "accounts_auditentry.detail",
    } <= found
    assert marked_files(settings)


def test_taking_everything_back_leaves_it_nowhere(
    story, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        joining.withdraw_everything(participant=story, at=NOON)

    assert places() == set()
    assert marked_files(settings) == set()
    assert Run.objects.get().words_removed == 2  # the hidden idea was never analysed
    assert mailbox.deliver_announcements(at=NOON + timedelta(days=1)) == 0


def test_taking_single_things_back_leaves_them_nowhere(
    story, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for idea in story.ideas.all():
            workshops.withdraw_idea(idea=idea, participant=story, at=NOON)
        for comment in story.comments.all():
            workshops.withdraw_comment(comment=comment, participant=story, at=NOON)

    assert places() == set()
    assert marked_files(settings) == set()


def test_what_others_said_stands(story, django_capture_on_commit_callbacks):
    quoted = Idea.objects.filter(text__startswith="More porters").count()
    with django_capture_on_commit_callbacks(execute=True):
        joining.withdraw_everything(participant=story, at=NOON)

    assert Idea.objects.filter(text__startswith="More porters").count() == quoted
    assert Vote.objects.filter(idea__is_withdrawn=False).count() == 24 * 23
    assert Evidence.objects.filter(words="").exists()  # editors see which support is gone
    assert Statement.objects.get(text__startswith="They say").text == "They say: “[taken back]”."
    for guide in Guide.objects.all():
        assert "porters" in str(guide.document)


def test_pages_of_staff_stand_after_it(story, signed_in, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        joining.withdraw_everything(participant=story, at=NOON)

    client = signed_in(Role.ADMINISTRATOR)
    for page in ("framework/", "guide/", "guide/preview/", "insight/", "mailbox/"):
        answer = client.get(f"/staff/northmoor/safer-wards/{page}", follow=True)
        assert answer.status_code in {200, 404}
        assert MARK not in answer.text.lower()
    assert client.get("/p/northmoor/safer-wards/guide/").status_code == 200


def test_the_page_says_what_remains(join, voice):
    page = voice(join()).get("/p/northmoor/safer-wards/voice/withdraw/").text

    assert "What remains" in page
    assert "Backups" in page
    assert "downloaded or printed" in page


def test_the_author_sees_where_the_guide_cites_them(story, voice):
    page = voice(story).get("/p/northmoor/safer-wards/voice/").text

    assert "Cited in statement" in page
    assert "/p/northmoor/safer-wards/guide/#statement-" in page
    assert f'href="{MINE}' in page
