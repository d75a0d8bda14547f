from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Actor, Role
from folkmoot.programmes import services
from folkmoot.programmes.models import Programme, Stage
from tests.conftest import NOON
from tests.programmes.conftest import write

NEW = "/staff/northmoor/new/"


def start(actor, **given):
    words = {"name": "Better food", "slug": "better-food", "at": NOON}
    return services.start_programme(actor=actor, **(words | given))


class TestStarting:
    def test_a_new_programme_has_the_usual_activity(self, facilitator):
        programme = start(facilitator)

        assert [a.kind for a in programme.activities.all()] == ["workshop"]
        assert programme.stage(NOON) is Stage.DRAFT

    def test_an_address_is_given_once(self, facilitator):
        start(facilitator)

        with pytest.raises(services.AddressTaken, match="better-food"):
            start(facilitator)

    def test_an_address_may_be_given_once_in_every_organisation(self, facilitator, db):
        other = Organisation.objects.create(name="Southmoor", slug="southmoor")
        start(facilitator)

        assert start(Actor(organisation=other, user=None, roles=facilitator.roles))

    @pytest.mark.parametrize("slug", sorted(services.RESERVED_SLUGS))
    def test_addresses_of_our_own_pages_are_taken(self, facilitator, slug):
        with pytest.raises(services.AddressTaken):
            start(facilitator, slug=slug)


class TestStartingFromAnEarlierOne:
    @pytest.fixture
    def earlier(self, draft_programme, facilitator):
        write(draft_programme, facilitator, promise="Old promise")
        activity = services.add_activity(
            actor=facilitator, programme=draft_programme, kind="workshop", title="Talk", at=NOON
        )
        draft_programme.opens_at = datetime(2030, 3, 4, 9, tzinfo=UTC)  # 9 a.m. in winter
        draft_programme.closes_at = datetime(2030, 3, 25, 17, tzinfo=UTC)
        draft_programme.colour, draft_programme.partners = "#123456", "The union"
        draft_programme.logo.save("old.png", ContentFile(b"pixels"))
        services.set_phases(
            actor=facilitator,
            activity=activity,
            dates={
                "answer": (
                    datetime(2030, 3, 4, 9, tzinfo=UTC),
                    datetime(2030, 3, 18, 17, tzinfo=UTC),
                )
            },
            at=NOON,
        )
        services.add_channel(
            actor=facilitator, programme=draft_programme, name="Poster", code="poster", at=NOON
        )
        services.comment_on_mandate(
            actor=facilitator, programme=draft_programme, text="Hm", at=NOON
        )
        return draft_programme

    def begin(self, actor, earlier, opens_on=date(2031, 6, 2)):
        return services.start_from(
            actor=actor, earlier=earlier, name="Again", slug="again", opens_on=opens_on, at=NOON
        )

    def test_carries_words_branding_and_activities(self, facilitator, earlier, room):
        again = self.begin(facilitator, earlier)

        assert again.mandates.get().promise == "Old promise"
        assert (again.colour, again.partners) == ("#123456", "The union")
        with again.logo.open("rb") as kept:
            assert kept.read() == b"pixels"
        assert again.logo.name != earlier.logo.name
        [(_, copied)] = room.copied
        assert copied == again.activities.get().pk

    def test_leaves_behind_what_people_did(self, facilitator, earlier):
        again = self.begin(facilitator, earlier)

        assert not again.channels.exists()
        assert not again.mandate_comments.exists()
        assert not again.mandates.get().signatures.exists()
        assert again.stage(NOON) is Stage.DRAFT

    def test_nine_in_the_morning_stays_nine_when_the_clocks_change(self, facilitator, earlier):
        again = self.begin(facilitator, earlier)

        phase = again.activities.get().phases.get()
        assert again.opens_at == datetime(2031, 6, 2, 8, tzinfo=UTC)
        assert phase.opens_at == datetime(2031, 6, 2, 8, tzinfo=UTC)
        assert phase.closes_at == datetime(2031, 6, 16, 16, tzinfo=UTC)
        assert again.closes_at - again.opens_at == timedelta(days=21, hours=8)

    def test_without_an_opening_day_there_are_no_dates(self, facilitator, earlier):
        again = self.begin(facilitator, earlier, opens_on=None)

        assert again.opens_at is None
        assert not again.activities.get().phases.exists()

    def test_never_from_another_organisation(self, earlier, facilitator):
        other = Organisation.objects.create(name="Southmoor", slug="southmoor")
        stranger = Actor(organisation=other, user=None, roles=facilitator.roles)

        with pytest.raises(ValueError, match="another organisation"):
            self.begin(stranger, earlier)


class TestPages:
    def test_a_name_is_enough(self, signed_in):
        r = signed_in(Role.FACILITATOR).post(NEW, {"name": "Better food at night"})

        assert (r.status_code, r.url) == (302, "/staff/northmoor/better-food-at-night/")

    def test_a_taken_address_keeps_what_was_typed(self, signed_in, draft_programme):
        typed = {"name": "Something else", "slug": "not-yet", "summary": "Kept ✓"}

        r = signed_in(Role.FACILITATOR).post(NEW, typed)

        assert r.status_code == 422
        assert "is taken" in r.content.decode()
        assert "Kept ✓" in r.content.decode()

    def test_a_double_submit_makes_one_programme(self, signed_in):
        client = signed_in(Role.FACILITATOR)

        answers = [client.post(NEW, {"name": "Once"}).status_code for _ in range(2)]

        assert answers == [302, 422]
        assert Programme.objects.count() == 1

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"name": ""}, "Give the programme a name."),
            ({"name": "x" * 10_000}, "under 120 characters. You wrote 10000."),
            ({"name": "🏥🏥"}, "We could not make an address"),
            ({"name": "\x00"}, "Give the programme a name."),
            ({"name": "N", "slug": "../etc"}, "small letters, digits and hyphens"),
            ({"name": "N", "slug": "x" * 200}, "under 60 characters"),
        ],
    )
    def test_hostile_words_are_refused_with_a_reason(self, signed_in, typed, said):
        r = signed_in(Role.FACILITATOR).post(NEW, typed)

        assert r.status_code == 422
        assert said in r.content.decode()

    def test_right_to_left_names_and_emoji_are_welcome(self, signed_in):
        client = signed_in(Role.FACILITATOR)

        client.post(NEW, {"name": "سلامة المرضى 🏥", "slug": "salama"})

        assert Programme.objects.get().name == "سلامة المرضى 🏥"
        assert "<bdi>سلامة المرضى 🏥</bdi>" in client.get("/staff/northmoor/").content.decode()

    def test_marks_that_turn_text_around_are_dropped(self, signed_in):
        signed_in(Role.FACILITATOR).post(NEW, {"name": "Safe\u202edraw"})

        assert Programme.objects.get().name == "Safedraw"

    def test_a_copy_through_the_page(self, signed_in, ready, room):
        typed = {"name": "Again", "earlier": str(ready.pk), "opens_on": ""}

        r = signed_in(Role.FACILITATOR).post(NEW, typed)

        assert r.status_code == 302
        assert len(room.copied) == 1

    def test_a_programme_of_another_organisation_is_no_choice(self, signed_in):
        other = Organisation.objects.create(name="Southmoor", slug="southmoor")
        theirs = Programme.objects.create(
            organisation=other, name="Theirs", slug="theirs", created_on=NOON.date()
        )

        r = signed_in(Role.FACILITATOR).post(NEW, {"name": "Again", "earlier": str(theirs.pk)})

        # Nothing to start from here, so the question is not even asked.
        assert r.status_code == 302
        assert not Programme.objects.get(slug="again").mandates.exists()

    def test_an_analyst_is_told_whom_to_ask(self, signed_in):
        client = signed_in(Role.ANALYST)

        assert "Ask one of them" in client.get(NEW).content.decode()
        assert client.post(NEW, {"name": "Mine"}).status_code == 422
        assert not Programme.objects.exists()
