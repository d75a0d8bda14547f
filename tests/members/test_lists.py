"""A list on its way in: looked at, checked row by row, confirmed, added; nothing by the way."""

import pytest
from django.db import connection
from django.utils import translation

from folkmoot.accounts.models import AuditEntry
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.members import queries, services
from folkmoot.members.models import Invitee, Member, MemberList, PopulationTotal
from folkmoot.members.services import adding, batches, files, list_import
from folkmoot.programmes.models import Programme
from tests.conftest import NOON, OPENS
from tests.members.conftest import workbook

LIST = "Name,E-mail,Site\nAna,ana@x.org,North\nBob,BOB@x.org,South\nEve,eve,North\n"


def addresses(programme):
    found = Invitee.objects.filter(programme=programme)
    return sorted(found.values_list("member__address", flat=True))


class TestChecking:
    def test_the_address_column_is_found_and_every_row_counted(self, bring):
        listed = bring(LIST)

        assert listed.state == "checked"
        assert listed.choice["address"] == 1
        found = listed.counts
        assert (found["rows"], found["invited"], found["refused"]) == (3, 2, 1)
        assert found["problems"] == [[4, "the address has no @"]]

    def test_nothing_is_added_by_looking(self, bring):
        bring(LIST)

        assert not Member.objects.exists()

    def test_duplicates_are_told_apart(self, bring, invite, organisation):
        invite("known@x.org")
        services.add_people(services.ListRow(organisation, None), {"book@x.org": {}})
        found = bring("E-mail\nknown@x.org\nbook@x.org\nnew@x.org\nNEW@x.org\n").counts

        assert found["already_invited"] == 1
        assert found["new_in_book"] == 1
        assert found["invited"] == 2
        assert found["repeated"] == 1

    def test_suppressed_people_are_a_number_and_no_row(self, bring, organisation):
        services.opt_out(organisation=organisation, address="gone@x.org", at=NOON)
        found = bring("E-mail\ngone@x.org\nana@x.org\n").counts

        assert (found["suppressed"], found["invited"], found["problems"]) == (1, 1, [])

    def test_an_attribute_that_names_people_is_not_added(self, bring, facilitator, monkeypatch):
        monkeypatch.setattr(list_import.lists, "MOST_VALUES", 20)
        rows = "".join(f"p{n}@x.org,Person {n}\n" for n in range(30))
        listed = bring("E-mail,Name\n" + rows)
        services.choose_columns(
            actor=facilitator, listed=listed, address=0, attributes=[1], at=NOON
        )

        assert listed.counts["too_many"] == ["Name"]
        with pytest.raises(DomainError, match="names people rather than groups"):
            services.confirm(actor=facilitator, listed=listed, at=NOON)

    def test_a_column_that_is_not_there_cannot_be_chosen(self, bring, facilitator):
        listed = bring(LIST)

        for address, attributes in [(9, []), (-1, []), (1, [9]), (1, [-1])]:
            with pytest.raises(DomainError, match="among the columns"):
                services.choose_columns(
                    actor=facilitator,
                    listed=listed,
                    address=address,
                    attributes=attributes,
                    at=NOON,
                )

    def test_a_refused_file_leaves_nothing_behind(self, bring):
        with pytest.raises(DomainError, match="no table"):
            bring(b"%PDF-1.4")

        assert not list(files.folder().iterdir())
        assert not MemberList.objects.exists()

    def test_a_file_that_is_too_large_is_refused(self, bring, monkeypatch):
        monkeypatch.setattr(files, "LARGEST_FILE", 10)
        with pytest.raises(DomainError, match="larger"):
            bring(LIST)

        assert not list(files.folder().iterdir())

    def test_files_are_for_their_owner_alone_and_outside_uploads(self, bring, settings):
        listed = bring(LIST)
        path = files.file_of(listed)

        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
        assert not path.is_relative_to(settings.MEDIA_ROOT)


class TestWordsThatAreKept:
    """In the installation's language, whatever the browser of whoever brought a list reads."""

    @pytest.fixture(autouse=True)
    def read_in_welsh(self, monkeypatch):
        def said(words, *_):
            return f"{translation.get_language()}: {words}"

        monkeypatch.setattr("folkmoot.members.queries.addresses._", said)
        monkeypatch.setattr("folkmoot.members.services.lists._", said)
        monkeypatch.setattr("folkmoot.members.services.lists.ngettext", said)
        with translation.override("cy"):
            yield

    def test_reasons_of_refused_rows_are_kept_in_the_installations_language(self, bring):
        assert bring(LIST).counts["problems"] == [[4, "en-gb: the address has no @"]]

    def test_names_of_lists_and_what_the_audit_says_are_in_the_same_language(
        self, programme, facilitator
    ):
        listed = services.receive_typed(
            actor=facilitator, programme=programme, text="ana@x.org", at=NOON
        )
        services.confirm(actor=facilitator, listed=listed, at=NOON)
        again = services.invite_again(actor=facilitator, programme=programme, earlier=None, at=NOON)

        assert listed.name == "en-gb: Typed addresses"
        assert again.name == "en-gb: Everybody in the address book"
        details = AuditEntry.objects.order_by("pk").values_list("detail", flat=True)
        assert [detail[:6] for detail in details] == ["en-gb:", "en-gb:"]


class TestAdding:
    def test_confirmed_people_are_invited_and_the_file_is_gone(self, bring, facilitator, programme):
        listed = bring(LIST)
        services.confirm(actor=facilitator, listed=listed, at=NOON)

        assert addresses(programme) == ["ana@x.org", "bob@x.org"]
        assert listed.state == "done"
        assert not files.file_of(listed).exists()

    def test_refused_rows_are_reported_without_what_they_held(self, bring, facilitator):
        listed = bring(LIST)
        services.confirm(actor=facilitator, listed=listed, at=NOON)
        report = services.report_of(listed).read_text(encoding="utf-8-sig")

        assert report == "Row,Why it was left out\n4,the address has no @\n"

    def test_the_act_is_audited_with_a_number(self, bring, facilitator):
        services.confirm(actor=facilitator, listed=bring(LIST), at=NOON)
        entry = AuditEntry.objects.get()

        assert entry.act == "invitations.added"
        assert entry.detail == "2 rows of “staff.csv”"

    def test_a_list_is_added_once(self, bring, facilitator):
        listed = bring(LIST)
        for _ in range(2):
            services.confirm(actor=facilitator, listed=listed, at=NOON)

        assert AuditEntry.objects.count() == 1

    def test_without_a_usable_row_nothing_can_be_confirmed(self, bring, facilitator):
        listed = bring("E-mail\nana\nbob\n")

        with pytest.raises(DomainError, match="No row"):
            services.confirm(actor=facilitator, listed=listed, at=NOON)

    def test_a_list_for_the_address_book_invites_nobody(self, bring, facilitator):
        listed = bring(LIST, to=None)
        services.confirm(actor=facilitator, listed=listed, at=NOON)

        assert Member.objects.count() == 2
        assert not Invitee.objects.exists()

    def test_typed_addresses_go_the_same_way(self, facilitator, programme):
        listed = services.receive_typed(
            actor=facilitator,
            programme=programme,
            text='ana@x.org, "Bob" <bob@x.org>; =1+1\n\neve@x.org',
            at=NOON,
        )
        services.confirm(actor=facilitator, listed=listed, at=NOON)

        assert addresses(programme) == ["ana@x.org", "bob@x.org", "eve@x.org"]
        assert listed.counts["refused"] == 1

    def test_an_import_that_was_stopped_goes_on_and_counts_the_same(
        self, bring, facilitator, programme, monkeypatch
    ):
        monkeypatch.setattr(batches, "BATCH", 10)
        monkeypatch.setattr(batches, "HELD_BACK", 2)
        rows = "".join(f"p{n}@x.org,S{n % 2}\n" for n in range(35))
        listed = bring("E-mail,Site\n" + rows + "bad,S1\n")
        services.choose_columns(
            actor=facilitator, listed=listed, address=0, attributes=[1], at=NOON
        )
        whole, calls = list_import.add_people, []

        def killed(place, people):
            calls.append(1)
            if len(calls) == 3:
                raise KeyboardInterrupt
            return whole(place, people)

        monkeypatch.setattr(list_import, "add_people", killed)
        with pytest.raises(KeyboardInterrupt):
            services.confirm(actor=facilitator, listed=listed, at=NOON)
        assert len(addresses(programme)) == 20
        services.add(str(listed.pk))
        listed.refresh_from_db()

        assert len(addresses(programme)) == 35
        assert listed.counts["invited"] == 35
        assert listed.counts["refused"] == 1
        assert sum(total.number for total in PopulationTotal.objects.all()) == 35

    def test_an_import_stopped_before_batches_grew_leaves_nobody_out(
        self, bring, facilitator, programme, monkeypatch
    ):
        """Its batches are counted in the size that they had."""
        rows = "".join(f"p{n}@x.org\n" for n in range(50))
        listed = bring("E-mail\n" + rows)
        monkeypatch.setattr(batches, "HELD_BACK", 2)
        monkeypatch.setattr(list_import, "EARLIER_BATCH", 10)
        first = {f"p{n}@x.org": {} for n in range(20)}
        services.add_people(services.ListRow(programme.organisation, programme), first)
        counts = {"rows": 22, "invited": 20, "new_in_book": 20}
        MemberList.objects.filter(pk=listed.pk).update(
            state="adding", batches_done=2, counts=counts
        )
        monkeypatch.setattr(batches, "BATCH", 20)
        services.add(str(listed.pk))
        listed.refresh_from_db()

        assert len(addresses(programme)) == 50
        assert (listed.counts["invited"], listed.counts["already_invited"]) == (50, 0)

    def test_no_last_batch_is_a_handful(self, add, monkeypatch, mode):
        """Totals before and after it would tell who has what."""
        mode("anonymous")
        monkeypatch.setattr(batches, "BATCH", 20)
        monkeypatch.setattr(batches, "HELD_BACK", 10)
        found = add(
            "E-mail,Site\n" + "".join(f"p{n}@x.org,North\n" for n in range(41)), attributes=[1]
        )

        assert (found.invited, found.uncounted) == (41, 0)
        assert PopulationTotal.objects.get().number == 41

    def test_more_people_than_a_statement_has_places_are_looked_up_at_once(
        self, organisation, invite, programme
    ):
        invite("p7@x.org")
        place = services.ListRow(organisation, programme)
        services.opt_out(organisation=organisation, address="p8@x.org", at=NOON)
        many = {f"p{n}@x.org": {} for n in range(40_000)}
        known = adding.members_of(organisation, many)

        assert list(known) == ["p7@x.org"]
        assert adding.suppressed_among(organisation, many) == {"p8@x.org"}
        assert adding.invited_among(place.programme, range(40_000)) == {}
        assert list(adding.invited_among(place.programme, known.values())) == [*known.values()]

    def test_people_with_the_same_attributes_each_keep_them(self, add, programme, mode):
        mode("confidential")
        rows = "".join(f"p{n}@x.org,{'North' if n % 3 else ''},{n % 2}\n" for n in range(30))
        add("E-mail,Site,Band\n" + rows, attributes=[1, 2])
        kept = dict(Invitee.objects.values_list("member__address", "attributes"))

        assert kept["p0@x.org"] == {"Band": "0"}
        assert kept["p1@x.org"] == {"Site": "North", "Band": "1"}
        totals = PopulationTotal.objects.values_list("attribute", "value", "number")
        assert set(totals) == {("Site", "North", 20), ("Band", "0", 15), ("Band", "1", 15)}

    def test_a_failure_of_ours_tells_nobody_an_address(self, bring, facilitator, monkeypatch):
        def fails(place, people):
            raise ValueError(next(iter(people)))

        listed = bring(LIST)
        monkeypatch.setattr(list_import, "add_people", fails)
        with pytest.raises(RuntimeError) as failed:
            services.confirm(actor=facilitator, listed=listed, at=NOON)

        assert "x.org" not in str(failed.value)
        assert failed.value.__suppress_context__
        listed.refresh_from_db()
        assert listed.state == "failed"

    def test_a_forgotten_list_takes_its_file_along(self, bring, facilitator):
        listed = bring(LIST)
        services.discard(actor=facilitator, listed=listed, at=NOON)

        assert not list(files.folder().iterdir())

    def test_what_nobody_confirmed_is_deleted_after_a_day(self, bring):
        bring(LIST)
        services.tidy(at=NOON.replace(day=3))

        assert not MemberList.objects.exists()
        assert not list(files.folder().iterdir())

    def test_rows_lie_in_no_order_of_arrival(self, add, programme):
        add("E-mail\n" + "".join(f"p{n:04}@x.org\n" for n in range(300)))
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("SELECT rowid, id FROM members_invitee")
                assert all(row == key for row, key in cursor.fetchall())
        by_key = Invitee.objects.order_by("pk").values_list("member__address", flat=True)

        assert list(by_key) != sorted(by_key)
        assert set(by_key[:30]) != {f"p{n:04}@x.org" for n in range(30)}


class TestHostileLists:
    def test_formulas_are_text_in_a_csv_and_refused_in_a_workbook(self, add):
        found = add("E-mail,Site\nana@x.org,=1+1\n", attributes=[1])
        book = add(
            workbook(["E-mail", "Site"], ["bob@x.org", "=1+1"], ['=A1&"x"', "North"]),
            attributes=[1],
        )

        assert found.invited == 1
        assert PopulationTotal.objects.get().value == "=1+1"
        assert [reason for _, reason in book.problems] == [
            "“Site” is a formula; replace it by its value",
            "“address” is a formula; replace it by its value",
        ]

    def test_nul_characters_and_endless_cells_are_refused_by_row(self, add):
        found = add(
            "E-mail,Site\nana@x.org,a\0b\nbob@x.org," + "x" * 100_000 + "\n", attributes=[1]
        )

        assert [row for row, _ in found.problems] == [2, 3]
        assert "10,000" in found.problems[1][1]

    def test_ten_thousand_duplicates_are_one_person(self, add):
        found = add("E-mail\n" + "ana@x.org\n" * 10_000)

        assert (found.rows, found.invited, found.repeated) == (10_000, 1, 9_999)

    def test_attributes_are_tidied_and_bounded(self, add):
        found = add(
            f"E-mail,Site\nana@x.org,  North \t wing \nbob@x.org,{'x' * 81}\n", attributes=[1]
        )

        assert PopulationTotal.objects.get().value == "North wing"
        assert found.refused == 1

    def test_a_row_too_short_for_the_address_is_refused(self, add):
        found = add("Name,E-mail\nAna\nBob,bob@x.org\n", address=1)

        assert found.problems == [(2, "there is no address")]


class TestAgain:
    @pytest.fixture
    def earlier(self, organisation):
        return Programme.objects.create(
            organisation=organisation, name="Last year", slug="last-year", created_on=OPENS.date()
        )

    def run(self, facilitator, programme, earlier):
        listed = services.invite_again(
            actor=facilitator, programme=programme, earlier=earlier, at=NOON
        )
        services.add(str(listed.pk))
        listed.refresh_from_db()
        return listed

    def test_everybody_invited_before_is_invited_with_their_attributes(
        self, earlier, invite, facilitator, programme
    ):
        invite("ana@x.org", "bob@x.org", at=earlier, Site="North")
        listed = self.run(facilitator, programme, earlier)

        assert addresses(programme) == ["ana@x.org", "bob@x.org"]
        assert queries.population(programme)[0].shares[0].number == 2
        assert (listed.state, listed.counts["invited"]) == ("done", 2)

    def test_attributes_that_go_with_joining_are_not_carried(
        self, earlier, invite, facilitator, programme, mode
    ):
        """The new list would show who of the earlier one has joined."""
        mode("confidential")
        invite("ana@x.org", "bob@x.org", at=earlier, Site="North")
        self.run(facilitator, programme, earlier)

        assert addresses(programme) == ["ana@x.org", "bob@x.org"]
        assert not Invitee.objects.filter(programme=programme).exclude(attributes=None).exists()

    def test_who_opted_out_meanwhile_is_left_alone(
        self, earlier, invite, facilitator, programme, organisation
    ):
        invite("ana@x.org", "bob@x.org", at=earlier)
        services.opt_out(organisation=organisation, address="ana@x.org", at=NOON)
        self.run(facilitator, programme, earlier)

        assert addresses(programme) == ["bob@x.org"]

    def test_the_whole_address_book_may_be_invited(
        self, earlier, invite, facilitator, programme, monkeypatch
    ):
        monkeypatch.setattr(batches, "BATCH", 2)
        invite(*[f"p{n}@x.org" for n in range(5)], at=earlier)
        self.run(facilitator, programme, None)

        assert len(addresses(programme)) == 5

    def test_another_organisations_programme_is_refused(
        self, other_organisation, facilitator, programme
    ):
        theirs = Programme.objects.create(
            organisation=other_organisation, name="T", slug="t", created_on=OPENS.date()
        )
        with pytest.raises(DomainError, match="your own"):
            services.invite_again(actor=facilitator, programme=programme, earlier=theirs, at=NOON)

    def test_the_address_book_takes_a_role_in_the_whole_organisation(
        self, actor, staff, programme, facilitator
    ):
        by_programme = actor(*facilitator.roles, user=staff())

        with pytest.raises(NotAllowed):
            services.invite_again(actor=by_programme, programme=programme, earlier=None, at=NOON)
