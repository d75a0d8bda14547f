"""What staff see and do in a workshop."""

import numpy as np
import pytest
from django.urls import reverse

from folkmoot.accounts.policy import Role
from folkmoot.workshops.models import Idea
from folkmoot.workshops.queries.staff import IdeaFilter, staff_ideas
from insight.ranking import rank_ideas
from tests.workshops.reading import html


class TestStaff:
    @pytest.fixture
    def staff_at(self, workshop):
        return lambda name, *a: reverse(
            f"workshops:{name}", args=["northmoor", "safer-wards", workshop.pk, *a]
        )

    def test_a_facilitator_adds_orders_and_removes_questions(self, signed_in, staff_at, question):
        client = signed_in(Role.FACILITATOR)
        client.post(staff_at("staff-questions"), {"text": "What slows you down?"})
        second = question.activity.questions.get(position=1)
        client.post(staff_at("move-question", second.pk), {"step": "up"})

        assert next(q.text for q in question.activity.questions.all()) == "What slows you down?"
        client.post(staff_at("remove-question", second.pk))
        assert question.activity.questions.count() == 1

    def test_not_now_needs_a_reason(self, signed_in, staff_at, idea):
        client = signed_in(Role.FACILITATOR)
        r = client.post(staff_at("set-status", idea.pk), {"status": "not_now"})

        assert r.status_code == 422
        assert "Say why not now" in html(r)

    def test_a_hidden_idea_keeps_its_words_and_leaves_the_board(
        self, signed_in, staff_at, idea, reader, at
    ):
        client = signed_in(Role.MODERATOR)
        client.post(staff_at("hide", idea.pk), {"reason": "Names a colleague", "hide": "yes"})

        idea.refresh_from_db()
        assert idea.is_hidden
        assert idea.text == "A quiet hour for rounds"
        assert "A quiet hour" not in html(reader.get(at("board", idea.question_id)))

    def test_sponsors_read_along_without_acting(self, signed_in, staff_at, idea):
        client = signed_in(Role.SPONSOR)

        assert "A quiet hour" in html(client.get(staff_at("staff")))
        client.post(staff_at("hide", idea.pk), {"reason": "No", "hide": "yes"})
        assert not Idea.objects.get().is_hidden

    def test_strangers_to_the_organisation_get_nothing(self, signed_in, staff_at):
        assert signed_in().get(staff_at("staff")).status_code == 404

    @pytest.mark.parametrize("sort", ["attention", "newest", "support", "contested"])
    def test_the_list_pages_through_every_idea_once(
        self, signed_in, staff_at, question, idea, sort, django_assert_max_num_queries
    ):
        Idea.objects.bulk_create(
            Idea(
                question=question, text=f"n{n}", said_on=idea.said_on, agrees=n % 5, disagrees=n % 3
            )
            for n in range(120)
        )
        client, seen, after = signed_in(Role.ANALYST), [], ""
        for _ in range(3):
            with django_assert_max_num_queries(14):
                page = client.get(staff_at("staff") + f"?sort={sort}&after={after}").context["page"]
            seen += [i.pk for i in page.ideas]
            after = page.after

        assert after == ""
        assert len(seen) == len(set(seen)) == 121


def test_most_contested_first_is_the_rule_of_every_other_page(question, idea):
    rng = np.random.default_rng(4)
    tallies = [(0, 0, 0), (1, 1, 0), (2, 2, 0), (3, 2, 0), (30, 30, 40), (29, 31, 40)]
    tallies += [tuple(row) for row in rng.integers(0, 60, (80, 3)).tolist()]
    tallies += [(90_000, 80_000, 10)]  # more than 32 bits when multiplied
    Idea.objects.all().delete()
    Idea.objects.bulk_create(
        Idea(question=question, text="x", said_on=idea.said_on, agrees=a, disagrees=d, passes=p)
        for a, d, p in tallies
    )
    found, after = [], ""
    while not found or after:
        choice = IdeaFilter(sort="contested", after=after)
        page = staff_ideas(activity=question.activity, choice=choice)
        found += [(i.agrees, i.disagrees, i.passes) for i in page.ideas]
        after = page.after

    ranking = rank_ideas(*np.array(found).T)
    keys = [
        (bool(c), round(v, 5)) for c, v in zip(ranking.contested, ranking.controversy, strict=True)
    ]
    assert len(found) == len(tallies)
    assert keys == sorted(keys, reverse=True)


def test_the_audit_names_no_words_of_participants(facilitator, idea):
    from folkmoot.accounts.models import AuditEntry
    from folkmoot.workshops import services
    from tests.conftest import NOON

    services.pin_idea(actor=facilitator, idea=idea, at=NOON)
    services.hide_idea(actor=facilitator, idea=idea, reason="Names somebody", at=NOON)
    services.show_idea(actor=facilitator, idea=idea, at=NOON)

    details = " ".join(AuditEntry.objects.values_list("detail", flat=True))
    assert "quiet" not in details
    assert f"{idea.ref}: Names somebody" in details


def test_a_copied_workshop_keeps_its_questions_and_nothing_people_said(workshop, question, idea):
    from folkmoot.programmes.models import Activity
    from folkmoot.programmes.registry import kind

    copy = Activity.objects.create(programme=workshop.programme, kind="workshop", title="Again")
    assert kind("workshop").missing(copy.pk)
    kind("workshop").copy(workshop.pk, copy.pk)

    assert [q.text for q in copy.questions.all()] == [question.text]
    assert not Idea.objects.filter(question__activity=copy).exists()
    assert kind("workshop").missing(copy.pk) == []
