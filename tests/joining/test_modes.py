"""A code or a link of one's own: what lets in, what is refused, what is kept."""

import stat
from datetime import timedelta

import pytest
from django.db import Error, transaction
from django.test import Client
from django.utils.timezone import localtime

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.joining import access, keys, policy, presenting, queries, relay, services
from folkmoot.joining.models import JoiningCode, JoiningSettings, Mode, SealedLink, UsedLink
from folkmoot.members.models import Invitee, PopulationTotal
from folkmoot.members.registry import mode_of
from folkmoot.members.services import ListRow, add_people
from folkmoot.participants.models import Participant
from folkmoot.post import services as post
from folkmoot.post.models import Letter
from folkmoot.post.services import Message, sealing
from folkmoot.programmes.models import Stage
from folkmoot.programmes.services import launch

FRONT = "/p/northmoor/not-yet/"
STAFF = "/staff/northmoor/not-yet/joining/"


def html(response):
    return response.content.decode()


@pytest.fixture
def anonymous(launched):
    return launched(Mode.ANONYMOUS)


@pytest.fixture
def confidential(launched):
    return launched(Mode.CONFIDENTIAL)


class TestCodes:
    def test_a_code_lets_one_person_in_and_is_forgotten(self, anonymous, client):
        code, _other = services.draw_codes(anonymous, 2)
        r = client.post(FRONT + "join/", {"code": code.upper().replace("-", " ")})

        assert r.context["return_key"]
        assert JoiningCode.objects.count() == 1
        again = Client().post(FRONT + "join/", {"code": code})
        assert again.status_code == 422
        assert "has been used" in html(again)
        assert "return key" in html(again)
        assert "forwarded" in html(again)

    def test_looking_at_a_link_uses_nothing(self, anonymous, client):
        (code,) = services.draw_codes(anonymous, 1)
        for address in (f"code/{code}/", "code/", f"join/?code={code}"):
            for method in (client.get, client.head):
                assert method(FRONT + address).status_code < 500

        assert JoiningCode.objects.count() == 1
        assert client.post(FRONT + "join/", {"code": code}).status_code == 200

    def test_only_a_keyed_hash_is_kept(self, anonymous):
        (code,) = services.draw_codes(anonymous, 1)
        row = JoiningCode.objects.values().get()
        cleaned = services.clean_key(code).encode()

        assert len(cleaned) == 14
        assert cleaned not in bytes(row["code_hash"])
        assert {f.name for f in JoiningCode._meta.fields} == {"id", "programme", "code_hash"}

    def test_a_pasted_link_is_as_good_as_its_code(self, anonymous, client):
        (code,) = services.draw_codes(anonymous, 1)
        link = f"https://example.org{FRONT}code/#{code}"

        assert client.post(FRONT + "join/", {"code": link}).status_code == 200

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            ("", "Type the joining code"),
            ("abc", "14 letters"),
            ("7k2mx-9qxrw-w4t2", "not right"),
            ("x" * 8001, "at most"),
            ("\x00" * 14, "Null characters"),
            ("' OR 1=1 --", "14 letters"),
        ],
    )
    def test_a_wrong_code_says_what_to_check(self, anonymous, client, typed, answer):
        r = client.post(FRONT + "join/", {"code": typed})

        assert r.status_code == 422
        assert answer in html(r)
        assert not Participant.objects.exists()

    def test_guesses_are_slowed_without_locking_others_out(self, anonymous, client):
        (code,) = services.draw_codes(anonymous, 1)
        start = "zz" if not code.startswith("zz") else "yy"
        for _ in range(access.WRONG_CODES.most):
            body = start + services.new_return_key()[2:-1]
            guess = body + services.check_character(body)
            client.post(FRONT + "join/", {"code": guess})

        assert "Wait ten minutes" in html(client.post(FRONT + "join/", {"code": guess}))
        assert "127.0.0.1" not in repr(vars(access.WRONG_CODES))
        assert Client().post(FRONT + "join/", {"code": code}).status_code == 200

    def test_what_stands_around_a_guess_makes_it_no_other_guess(self, anonymous, client):
        body = "zz" + services.new_return_key()[2:-1]
        guess = body + services.check_character(body)
        for n in range(access.WRONG_CODES.most):
            client.post(FRONT + "join/", {"code": f"{chr(0xE0 + n)}!{guess}"})

        assert "Wait ten minutes" in html(client.post(FRONT + "join/", {"code": guess}))

    def test_pasted_links_are_not_all_counted_as_one(self, anonymous, client):
        (code,) = services.draw_codes(anonymous, 1)
        body = ("zz" if not code.startswith("zz") else "yy") + services.new_return_key()[2:-1]
        guess = body + services.check_character(body)
        for _ in range(access.WRONG_CODES.most + 1):
            client.post(FRONT + "join/", {"code": f"https://example.org{FRONT}code/{guess}/"})

        r = Client().post(FRONT + "join/", {"code": f"https://example.org{FRONT}code/{code}/"})
        assert r.status_code == 200

    def test_another_programmes_code_is_none_here(self, anonymous, organisation):
        (code,) = services.draw_codes(anonymous, 1)
        other = type(anonymous).objects.create(
            organisation=organisation,
            name="Other",
            slug="other",
            opens_at=anonymous.opens_at,
            closes_at=anonymous.closes_at,
            is_launched=True,
            created_on=anonymous.created_on,
        )
        JoiningSettings.objects.create(programme=other, mode=Mode.ANONYMOUS, is_fixed=True)
        keys.create(other.pk)

        with pytest.raises(services.UnknownCode):
            services.redeem(programme=other, code=code, at=other.opens_at)

    def test_nobody_joins_without_one(self, anonymous, client, now):
        assert client.post(FRONT + "join/").status_code == 422
        with pytest.raises(services.NeedsCode):
            services.join(programme=anonymous, at=now)

    def test_before_the_start_and_after_the_close_a_code_waits(self, anonymous, now):
        (code,) = services.draw_codes(anonymous, 1)
        for at in (now - timedelta(days=2), now + timedelta(days=40)):
            with pytest.raises(services.NotOpen):
                services.redeem(programme=anonymous, code=code, at=at)
        assert JoiningCode.objects.count() == 1

    def test_codes_are_drawn_in_this_mode_only(self, confidential):
        with pytest.raises(DomainError):
            services.draw_codes(confidential, 1)


class TestPersonalLinks:
    def enter(self, link, client=None):
        address = link.partition("127.0.0.1:8000")[2]
        page = (client or Client()).get(address)
        assert "has not used it" in html(page)
        code = address.rstrip("/").rpartition("/")[2]
        return (client or Client()).post(FRONT + "join/", {"code": code})

    def test_one_person_has_one_voice(self, confidential, invite):
        (person,) = invite(confidential, 1)
        link = services.personal_links(confidential, [person])[person]

        assert self.enter(link).status_code == 200
        again = self.enter(link)
        assert again.status_code == 422
        assert "This link has been used" in html(again)
        assert Participant.objects.count() == 1

    def test_the_same_person_always_has_the_same_link_and_nothing_is_stored(
        self, confidential, invite, django_assert_num_queries
    ):
        people = invite(confidential, 3)
        with django_assert_num_queries(1):  # the mode
            links = services.personal_links(confidential, people)

        assert links == services.personal_links(confidential, people)
        assert len(set(links.values())) == 3
        assert not any(str(person) in links[person] for person in people)

    def test_a_stranger_or_a_changed_link_is_refused(self, confidential, invite, client):
        (person,) = invite(confidential, 1)
        code = services.personal_links(confidential, [person])[person].split("/")[-2]
        changed = ("a" if code[0] != "a" else "b") + code[1:]

        assert client.post(FRONT + "join/", {"code": changed}).status_code == 422
        assert client.post(FRONT + "join/", {"code": code[:-1]}).status_code == 422
        Invitee.objects.all().delete()
        assert client.post(FRONT + "join/", {"code": code}).status_code == 422

    def test_the_list_learns_who_joined_in_groups_only(self, confidential, invite, now):
        people = invite(confidential, 12)
        links = services.personal_links(confidential, people)
        for person in people[:9]:
            services.redeem(programme=confidential, code=links[person], at=now)
        assert services.mark_joined(confidential) == 0
        services.redeem(programme=confidential, code=links[people[9]], at=now)

        assert services.mark_joined(confidential) == 10
        joined = Invitee.objects.filter(has_joined=True).values_list("pk", flat=True)
        assert set(joined) == set(people[:10])

    def test_the_sealed_link_says_nothing_without_the_key(self, confidential, invite, now):
        (person,) = invite(confidential, 1)
        link = services.personal_links(confidential, [person])[person]
        joined = services.redeem(programme=confidential, code=link, at=now)
        row = SealedLink.objects.get()

        assert person.to_bytes(8, "big") not in bytes(row.sealed)
        assert UsedLink.objects.get().pk != person
        assert keys.unseal(confidential.pk, joined.participant.pk, bytes(row.sealed)) == person
        with pytest.raises(keys.KeyIsGone):  # bound to its participant
            keys.unseal(confidential.pk, 1, bytes(row.sealed))

    def test_withdrawing_takes_the_sealed_link_and_the_answers(self, launched, invite, now):
        programme = launched(Mode.CONFIDENTIAL, [("Where?", ["North", "South"])])
        (question,) = queries.questions_of(programme)
        (person,) = invite(programme, 1)
        link = services.personal_links(programme, [person])[person]
        joined = services.redeem(
            programme=programme, code=link, at=now, answers={question.pk: "North"}
        )
        services.withdraw_everything(participant=joined.participant, at=now)

        assert not SealedLink.objects.exists()
        assert queries.joined_by_segment(programme)[0].counts == (("North", None), ("South", None))
        with pytest.raises(services.AlreadyUsed):
            services.redeem(programme=programme, code=link, at=now)


class TestRelay:
    LETTER = Message(to="", subject="An answer waits", text="Open the page.")

    def write(self, programme, participant_id, at):
        relay.write_to_authors(
            programme=programme, participant_ids=[participant_id], message=self.LETTER, at=at
        )
        return Letter.objects.count()

    @pytest.fixture
    def author(self, confidential, invite, now):
        (person,) = invite(confidential, 1)
        link = services.personal_links(confidential, [person])[person]
        return services.redeem(programme=confidential, code=link, at=now).participant

    def test_a_letter_leaves_and_each_opening_is_counted_and_audited(
        self, author, confidential, now
    ):
        assert self.write(confidential, author.pk, now) == 1
        assert JoiningSettings.objects.get().openings == 1
        entry = AuditEntry.objects.get(act="joining.link_opened")
        assert entry.actor_name == "Folkmoot itself"
        day = localtime(entry.at)
        assert (day.hour, day.minute, entry.detail) == (0, 0, "")
        assert "once" in " ".join(presenting.promise_of(confidential).record)

    def test_people_who_asked_for_no_letters_get_none(self, author, confidential, now):
        member = Invitee.objects.get().member
        member.is_opted_out = True
        member.save()

        assert not self.write(confidential, author.pk, now)
        assert JoiningSettings.objects.get().openings == 1

    def test_without_the_key_nothing_is_opened(self, author, confidential, now):
        keys.destroy(confidential.pk)

        assert not self.write(confidential, author.pk, now)
        assert JoiningSettings.objects.get().openings == 0

    def test_with_the_key_go_letters_that_wait_and_the_key_of_their_batch(
        self, author, confidential, now
    ):
        self.write(confidential, author.pk, now)
        assert any(sealing.folder().iterdir())
        services.destroy_key(confidential, now)
        post.tidy_keys()

        assert not Letter.objects.exists()
        assert not any(sealing.folder().iterdir())

    def test_other_modes_have_nothing_to_open(self, programme, join, now):
        assert not self.write(programme, join().pk, now)


class TestFixing:
    def test_the_mode_stands_after_the_launch(self, anonymous, runner, now):
        with pytest.raises(NotAllowed):
            services.choose_mode(actor=runner, programme=anonymous, mode=Mode.OPEN, at=now)
        with pytest.raises(Error), transaction.atomic():
            JoiningSettings.objects.filter(programme=anonymous).update(mode="open")
        assert queries.mode_of(anonymous.pk) == Mode.ANONYMOUS
        assert mode_of(anonymous.pk) == "anonymous"

    def test_a_sealed_link_cannot_be_said_to_have_been_opened_elsewhere(self, anonymous):
        with pytest.raises(Error), transaction.atomic():
            JoiningSettings.objects.filter(programme=anonymous).update(openings=1)

    def test_the_key_is_a_file_of_its_owner(self, anonymous, keys_here):
        (file,) = keys_here.iterdir()

        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(keys_here.stat().st_mode) == 0o700
        assert len(file.read_bytes()) == 32

    def test_choosing_anonymous_keeps_no_attributes(self, set_up, invite, runner, now):
        programme = set_up(Mode.CONFIDENTIAL)
        invite(programme, 2, {"Site": "North"})
        services.choose_mode(actor=runner, programme=programme, mode=Mode.ANONYMOUS, at=now)

        assert not Invitee.objects.exclude(attributes=None).exists()

    def test_rehearsing_needs_no_code(self, set_up, signed_in):
        programme = set_up(Mode.ANONYMOUS)
        programme.is_practising = True
        programme.save()

        assert signed_in(Role.MODERATOR).post(FRONT + "join/").context["return_key"]
        assert Participant.objects.get().is_practice


RUNNING = {Role.ADMINISTRATOR, Role.FACILITATOR}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("stage", list(Stage))
def test_who_may_do_what_when(role, stage):
    roles, is_runner = frozenset({role}), role in RUNNING
    before = stage in {Stage.DRAFT, Stage.PRACTICE}

    assert policy.can_choose_mode(roles, stage) == (is_runner and before)
    assert policy.can_edit_gateway(roles, stage) == (is_runner and before)
    assert policy.can_set_retention(roles, stage) == is_runner
    assert policy.can_destroy_key(roles, stage) == (is_runner and stage is Stage.CLOSED)


class TestPages:
    def test_the_page_about_anonymity_is_made_from_the_settings(self, launched, client):
        launched(Mode.CONFIDENTIAL)
        page = html(client.get(FRONT + "anonymity/"))

        assert "joined this way: confidential" in page
        assert "No sealed link has been opened" in page
        assert "the day after the programme closes" in page
        assert "Words can give you away" in page

    @pytest.mark.parametrize(
        ("mode", "words"),
        [
            (Mode.OPEN, "Anybody with the link can join"),
            (Mode.CONFIDENTIAL, "whoever uses it first has your voice"),
            (Mode.ANONYMOUS, "reminders go to everybody invited or to nobody"),
        ],
    )
    def test_the_joining_page_says_it_in_plain_words(self, launched, client, mode, words):
        launched(mode)

        assert words in html(client.get(FRONT))

    @pytest.mark.parametrize("path", ["", "key/"])
    def test_strangers_and_other_tenants_find_nothing(self, set_up, path, client, staff):
        from folkmoot.accounts.models import Organisation

        set_up(Mode.OPEN)
        assert client.get(STAFF + path).status_code == 302  # to sign in
        elsewhere = Organisation.objects.create(name="Else", slug="else")
        client.force_login(staff(Role.ADMINISTRATOR, at=elsewhere))
        assert client.get(STAFF + path).status_code == 404

    def test_a_facilitator_chooses_and_an_analyst_only_reads(self, set_up, signed_in):
        set_up(Mode.OPEN)
        runner = signed_in(Role.FACILITATOR)
        assert runner.post(STAFF + "mode/", {"mode": "anonymous"}).status_code == 302
        assert JoiningSettings.objects.get().mode == "anonymous"

        reader = signed_in(Role.ANALYST)
        assert "Anonymous." in html(reader.get(STAFF))
        assert reader.post(STAFF + "mode/", {"mode": "open"}).status_code == 422
        assert runner.post(STAFF + "mode/", {"mode": "nonsense"}).status_code == 422
        assert JoiningSettings.objects.get().mode == "anonymous"

    def test_the_staff_page_needs_few_queries(
        self, launched, signed_in, django_assert_max_num_queries
    ):
        launched(Mode.ANONYMOUS, [("Where?", ["North", "South"]), ("Who?", ["Nurse", "Doctor"])])
        browser = signed_in(Role.FACILITATOR)
        with django_assert_max_num_queries(16):
            page = html(browser.get(STAFF))

        assert "Fixed at the launch" in page
        assert "codes are waiting" in page

    def test_no_page_shows_a_link_to_anybody(self, confidential, invite, signed_in, now):
        (person,) = invite(confidential, 1)
        link = services.personal_links(confidential, [person])[person]
        services.redeem(programme=confidential, code=link, at=now)
        browser = signed_in(Role.ADMINISTRATOR, Role.FACILITATOR)
        seen = html(browser.get(STAFF)) + html(browser.get("/staff/northmoor/audit/"))

        assert link.split("/")[-2] not in seen
        assert "person0" not in seen


class TestAtTheMomentOfTheLaunch:
    """Each act looks at the programme as it is once it holds it, not as it was when asked."""

    def test_nobody_rehearses_once_it_is_launched(self, set_up, runner, now):
        draft = set_up(Mode.ANONYMOUS)
        as_it_was = type(draft).objects.select_related("organisation").get(pk=draft.pk)
        as_it_was.is_practising = True
        launch(
            actor=runner,
            programme=draft,
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=30),
            at=now,
        )
        with pytest.raises(services.NeedsCode):
            services.join(programme=as_it_was, at=now)

        assert not Participant.objects.exists()

    def test_nobody_is_let_in_after_a_close_that_has_just_been_moved(self, anonymous, now):
        (code,) = services.draw_codes(anonymous, 1)
        type(anonymous).objects.filter(pk=anonymous.pk).update(closes_at=now - timedelta(hours=1))
        with pytest.raises(services.NotOpen):
            services.redeem(programme=anonymous, code=code, at=now)

        assert JoiningCode.objects.exists()

    def test_the_way_of_joining_stands(self, set_up, runner, now):
        draft = set_up(Mode.CONFIDENTIAL)
        type(draft).objects.filter(pk=draft.pk).update(
            is_launched=True, opens_at=now, closes_at=now + timedelta(days=1)
        )
        with pytest.raises(NotAllowed):
            services.choose_mode(actor=runner, programme=draft, mode=Mode.OPEN, at=now)


def test_a_list_that_arrives_after_the_key_has_gone_leaves_only_totals(launched, organisation, now):
    programme = launched(Mode.CONFIDENTIAL)
    services.destroy_key(programme, now)
    people = {f"late{n}@example.org": {"Site": "North"} for n in range(12)}
    add_people(ListRow(organisation, programme), people)

    assert set(Invitee.objects.values_list("attributes", flat=True)) == {None}
    assert PopulationTotal.objects.get().number == 12
    assert mode_of(programme.pk) == "confidential"
