"""Two people of staff edit the same thing: the second is shown both versions, everywhere.

Every address of the staff's pages stands in one of the tables below. A new one fails here until
somebody has said what it does; one that edits what exists is tried with a page that is too old.
"""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from PIL import Image

import folkmoot
from folkmoot.accounts.policy import Role
from folkmoot.core.revisions import revision_of
from folkmoot.outreach.models import Campaign
from folkmoot.programmes.models import Stage
from tests.editing import EDITED_FROM, EDITED_IN_PLACE, revision_in, revision_on

# What somebody types first, and what another typed meanwhile.
EDITS = {
    "accounts:organisation": (
        {"name": "Ours", "smallest_group": 10},
        {"name": "Theirs", "smallest_group": 10},
    ),
    "accounts:person": ({"roles": ["analyst"]}, {"roles": ["sponsor"]}),
    "joining:mode": ({"mode": "open"}, {"mode": "anonymous"}),
    "joining:texts": ({"choice": "daily"}, {"choice": "at_once"}),
    "joining:retention": ({"erase_on": "2047-01-01"}, {"erase_on": "2048-01-01"}),
    "outreach:population": (
        {"attribute": "Region", "rows": "North, 10\nSouth, 20"},
        {"attribute": "Region", "rows": "North, 30\nSouth, 40"},
    ),
    "outreach:letter": (
        {"subject": "Ours", "text": "Come: {link}"},
        {"subject": "Theirs", "text": "Come: {link}"},
    ),
    "programmes:activity_change": ({"title": "Ours"}, {"title": "Theirs"}),
    "programmes:branding": ({"colour": "#111111"}, {"colour": "#222222"}),
    "programmes:dates": (
        {"opens_at": "2047-01-01T09:00", "closes_at": "2047-02-01T09:00"},
        {"opens_at": "2048-01-01T09:00", "closes_at": "2048-02-01T09:00"},
    ),
    "programmes:extend": ({"closes_at": "2053-01-01T09:00"}, {"closes_at": "2052-01-01T09:00"}),
    "programmes:name": ({"name": "Ours"}, {"name": "Theirs"}),
    "programmes:notice": (
        {"controller": "Ours", "contact": "a", "basis": "consent", "source": "A list"},
        {"controller": "Theirs", "contact": "a", "basis": "consent", "source": "A list"},
    ),
    "programmes:phases": (
        {"understand-opens": "2047-01-01T09:00", "understand-closes": "2047-01-02T09:00"},
        {"understand-opens": "2048-01-01T09:00", "understand-closes": "2048-01-02T09:00"},
    ),
    "workshops:set-status": (
        {"status": "heard", "reason": "Ours"},
        {"status": "heard", "reason": "Theirs"},
    ),
    "workshops:staff-question": ({"text": "Ours?"}, {"text": "Theirs?"}),
}
# Act on what another page showed; tried by hand below.
LATE = {
    "programmes:close", "programmes:launch", "outreach:schedule", "members:list-confirm",
    "programmes:logo_upload",
}  # fmt: skip
# Carry a revision, or the number of a version, of their own; tried in their own room.
BY_THEIR_OWN = {
    "analysis:rename",
    "programmes:mandate_edit", "programmes:mandate_sign", "frameworks:details",
    "frameworks:section", "frameworks:statement", "frameworks:move-section",
    "frameworks:remove-section", "frameworks:move-statement", "frameworks:remove-statement",
}  # fmt: skip
# Only add something, or bring a whole file or table in place of another.
ADD = {
    "accounts:people", "programmes:new", "programmes:mandate_comment", "programmes:activity_add",
    "programmes:channels", "programmes:people", "joining:question-add",
    "members:book", "members:book-add", "members:invited", "members:typed", "members:domain-add",
    "members:invite-again", "outreach:new", "outreach:bounces", "outreach:kits",
    "outreach:make_short", "outreach:tiles", "workshops:staff-questions", "workshops:write",
    "workshops:write-comment", "mailbox:staff-thread", "analysis:analyse", "analysis:repeat",
    "frameworks:start", "frameworks:new-section", "frameworks:new-statement", "frameworks:cite",
    "guides:publish",
}  # fmt: skip
# One act without words of its own: it says what shall be, and doing it twice changes nothing.
ACT = {
    "accounts:remove", "accounts:new-password", "accounts:second-step", "programmes:practice",
    "programmes:call_off", "programmes:still_holds",
    "programmes:activity_remove", "programmes:channel_change", "programmes:end_role",
    "joining:question-remove", "joining:key", "members:find", "members:forget", "members:list",
    "members:list-discard", "members:member-stop", "members:member-write-again",
    "members:member-erase", "members:member-answer", "members:domain-end", "members:take-back",
    "outreach:stop", "outreach:remove", "outreach:test", "outreach:end_ambassador",
    "outreach:remove_population", "outreach:remove_tiles", "workshops:move-question",
    "workshops:remove-question", "workshops:pin", "workshops:hide", "workshops:hide-comment",
    "analysis:accept", "analysis:merge", "mailbox:staff-close", "frameworks:remove-evidence",
    "guides:unpublish",
}  # fmt: skip
# Only show something.
READ = {
    "accounts:home", "accounts:audit", "accounts:audit-copy", "accounts:audit-csv",
    "programmes:list", "programmes:overview", "programmes:mandate", "programmes:mandate_history",
    "programmes:timeline", "joining:staff", "members:list-progress", "members:list-refused",
    "members:member", "members:member-export", "outreach:letters", "outreach:progress",
    "outreach:sheet", "outreach:reach", "outreach:reach_csv", "workshops:staff",
    "workshops:staff-idea", "mailbox:staff", "analysis:live", "analysis:insight",
    "analysis:progress", "analysis:run", "analysis:theme", "analysis:ideas", "analysis:ideas-csv",
    "frameworks:editor", "guides:overview", "guides:preview", "guides:preview-brand",
    "guides:preview-logo",
}  # fmt: skip
KNOWN = (set(EDITS), LATE, BY_THEIR_OWN, ADD, ACT, READ)


def staff_addresses(resolver=None, room="", route=""):
    for one in (resolver or get_resolver()).url_patterns:
        here = route + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from staff_addresses(one, one.namespace or room, here)
        elif isinstance(one, URLPattern) and here.startswith("staff/"):
            if one.callback.__module__.startswith("tests."):  # those of a made-up activity
                continue
            yield f"{room}:{one.name}"


def test_every_address_of_staff_says_what_it_does_once():
    found = set(staff_addresses())
    known = [name for names in KNOWN for name in names]

    assert found - set(known) == set(), "say in a table what these do; edits are tried when late"
    assert len(known) == len(set(known))


def test_what_carries_a_revision_is_tried():
    assert EDITED_IN_PLACE | set(EDITED_FROM) == set(EDITS) | LATE | {"analysis:rename"}


@pytest.fixture
def place(draft_programme, programme, workshop, question, staff, organisation):
    """The address of each page that edits, with something on it to edit."""
    from folkmoot.workshops.models import Idea

    colleague = staff(Role.ANALYST)
    idea = Idea.objects.create(question=question, text="Lights", said_on=date(2030, 5, 1))
    letter = Campaign.objects.create(
        programme=programme, kind="news", subject="S", text="T {link}", created_on=date(2030, 5, 1)
    )
    more = {
        "accounts:person": [colleague.pk],
        "outreach:letter": [letter.pk],
        "outreach:schedule": [letter.pk],
        "programmes:activity_change": [workshop.pk],
        "programmes:phases": [workshop.pk],
        "workshops:set-status": [workshop.pk, idea.pk],
        "workshops:staff-question": [workshop.pk, question.pk],
    }

    def find(name):
        where = [organisation.slug]
        if not name.startswith("accounts:"):
            drafts = {"joining:mode", "joining:texts", "programmes:dates"}
            where.append((draft_programme if name in drafts else programme).slug)
        return reverse(name, args=[*where, *more.get(name, [])])

    return find


@pytest.mark.parametrize("name", EDITS)
def test_a_stale_save_is_shown_both_versions_and_passes_once_they_were_seen(name, place, signed_in):
    if name == "accounts:organisation":
        one = two = signed_in(Role.ADMINISTRATOR)
    else:
        one = signed_in(Role.FACILITATOR, Role.ADMINISTRATOR)
        two = signed_in(Role.FACILITATOR, Role.ADMINISTRATOR, Role.SPONSOR)
    address = place(name)
    page = address.removesuffix(EDITED_FROM.get(name, "\0"))
    ours, theirs = EDITS[name]
    old = revision_on(one, page, address)
    assert old, "the page carries no revision"
    assert two.post(address, theirs).status_code == 302

    late = one.post(address, {**ours, "revision": old})
    words = late.content.decode()
    assert late.status_code == 422
    assert "Theirs, saved meanwhile" in words
    assert "Yours, not saved yet" in words
    assert one.post(address, {**ours, "revision": "0" * 16}).status_code == 422
    assert one.post(address, {**ours, "revision": ""}).status_code == 422

    seen = revision_in(words, address)
    assert one.post(address, {**ours, "revision": seen}).status_code == 302
    assert one.post(address, {**ours, "revision": seen}).status_code == 302  # pressed twice


def test_a_letter_that_changed_meanwhile_is_not_scheduled(place, signed_in):
    one = signed_in(Role.FACILITATOR)
    page, address = place("outreach:letter"), place("outreach:schedule")
    old = revision_on(one, page)
    one.post(page, {"subject": "Theirs", "text": "Come: {link}"})
    day = str(timezone.localdate() + timedelta(days=1))

    late = one.post(address, {"on": day, "revision": old})
    assert late.status_code == 422
    assert "Somebody changed the letter" in late.content.decode()
    assert not Campaign.objects.filter(state="scheduled").exists()
    assert one.post(address, {"on": day}).status_code == 302


def test_a_close_that_moved_meanwhile_is_not_moved_again_unseen(place, signed_in, programme):
    one = signed_in(Role.FACILITATOR)
    old = revision_on(one, place("programmes:close"))
    one.post(place("programmes:extend"), {"closes_at": "2052-01-01T09:00"})
    sure = {"when": "later", "closes_at": "2048-01-01T09:00", "sure": "yes"}

    assert one.post(place("programmes:close"), {**sure, "revision": old}).status_code == 422
    programme.refresh_from_db()
    assert programme.closes_at.year == 2052
    assert programme.stage(programme.opens_at) is Stage.OPEN


def test_an_opening_that_reads_otherwise_meanwhile_opens_nothing(
    signed_in, draft_programme, workshop, organisation, facilitator
):
    from folkmoot.joining.services import Mode, choose_mode
    from tests.opening import ready_to_open

    programme, now = draft_programme, timezone.now()
    workshop.programme = programme
    workshop.save()
    workshop.questions.create(text="What would help?")
    programme.mandates.create(number=1, promise="We answer.", edited_at=now)
    choose_mode(actor=facilitator, programme=programme, mode=Mode.ANONYMOUS, at=now)
    ready_to_open(programme, facilitator, now)
    one = signed_in(Role.FACILITATOR)
    address = reverse("programmes:launch", args=["northmoor", "not-yet"])
    read = opening_revision(one, address)
    choose_mode(actor=facilitator, programme=programme, mode=Mode.OPEN, at=now)
    press = {"when": "now", "closes_at": "2049-01-01T09:00", "revision": read}

    late = one.post(address, press)
    assert late.status_code == 422
    assert "not what you read" in late.content.decode()
    programme.refresh_from_db()
    assert not programme.is_launched

    press["revision"] = opening_revision(one, address)
    assert one.post(address, press).status_code == 302
    assert one.post(address, press).status_code == 302  # pressed twice
    programme.refresh_from_db()
    assert programme.is_launched


def opening_revision(client, address):
    page = client.get(address)
    assert page.status_code == 200
    return revision_on(client, address)


def test_a_list_that_is_read_in_another_way_meanwhile_adds_nobody(signed_in, programme):
    from folkmoot.members.models import Invitee, MemberList

    one, two = signed_in(Role.FACILITATOR), signed_in(Role.ADMINISTRATOR)
    one.post(reverse("members:typed", args=["northmoor", "safer-wards"]), {"addresses": "a@x.org"})
    listed = MemberList.objects.get()
    page = reverse("members:list", args=["northmoor", listed.pk])
    confirm = reverse("members:list-confirm", args=["northmoor", listed.pk])
    read = revision_on(one, page)
    MemberList.objects.update(choice={**listed.choice, "attributes": [0]})

    late = one.post(confirm, {"revision": read}, follow=True)
    assert "read this list in another way" in late.content.decode()
    assert not Invitee.objects.exists()

    assert two.post(confirm).status_code == 302
    assert two.post(confirm).status_code == 302  # pressed twice
    assert Invitee.objects.count() == 1


def test_a_revision_tells_only_that_nothing_changed():
    current = {"name": "Nights", "days": [1, 2]}

    assert revision_of(current) == revision_of(dict(reversed(current.items())))
    assert revision_of(current) != revision_of({"name": "Nights", "days": [2, 1]})


def test_a_form_that_arrives_empty_is_a_form_that_was_sent():
    """``POST or None`` takes an empty one for a page that is only looked at, and says nothing."""
    for path in Path(folkmoot.__file__).parent.glob("**/*.py"):
        assert "POST or None" not in path.read_text(), path


def test_a_logo_that_changed_meanwhile_is_not_replaced_unseen(place, signed_in, programme, picture):
    one = signed_in(Role.FACILITATOR)
    address = place("programmes:logo_upload")
    old = revision_on(one, address.removesuffix("logo/"), address)
    assert one.post(address, {"logo": picture("red")}).status_code == 302
    programme.refresh_from_db()
    theirs = programme.logo.name

    for late in ({"logo": picture("blue")}, {"remove": "yes"}):
        page = one.post(address, {**late, "revision": old})
        assert page.status_code == 422
        assert "you see theirs" in page.content.decode()
    programme.refresh_from_db()
    assert programme.logo.name == theirs
    assert one.post(address, {"logo": picture("blue")}).status_code == 302


@pytest.fixture
def picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def make(colour):
        file = io.BytesIO()
        Image.new("RGB", (40, 20), colour).save(file, format="PNG")
        return SimpleUploadedFile("logo.png", file.getvalue())

    return make
