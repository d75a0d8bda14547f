from folkmoot.workshops import queries, services
from folkmoot.workshops.models import Idea
from folkmoot.workshops.queries.board import DEAL
from tests.batches import publish
from tests.conftest import NOON


def fill(question, number):
    Idea.objects.bulk_create(
        Idea(question=question, text=f"Idea {n}", said_on=NOON.date()) for n in range(number)
    )


def dealt(question, voice):
    return queries.assign_ideas(question=question, participant=voice).ids


def test_one_person_gets_one_order_and_two_get_two(question, join):
    fill(question, 40)
    sam, kim = join(), join()

    assert dealt(question, sam) == dealt(question, sam)
    assert dealt(question, sam) != dealt(question, kim)


def test_ideas_with_the_least_hearing_come_up(question, join):
    fill(question, 60)
    quiet = set(Idea.objects.order_by("pk").values_list("pk", flat=True)[:DEAL])
    Idea.objects.exclude(pk__in=quiet).update(exposures=30)

    # Of each place a lot decides whether it is for the quiet: one reader may see few of them.
    shown = [len(quiet & set(dealt(question, join()))) for _ in range(12)]
    assert sum(shown) >= 12 * DEAL // 2


def test_hearing_evens_out_over_many_readers(question, join):
    fill(question, 40)
    for _ in range(40):
        voice = join()
        services.pass_over(
            question=question, participant=voice, idea_ids=dealt(question, voice), at=NOON
        )
        publish(question.activity.programme, NOON)
    heard = sorted(Idea.objects.values_list("exposures", flat=True))

    assert sum(heard) == 40 * DEAL
    assert heard[0] >= DEAL / 2


def test_pinned_ideas_come_first_and_own_ideas_never(question, join):
    fill(question, 30)
    sam = join()
    pinned = Idea.objects.first()
    pinned.is_pinned = True
    pinned.save()
    own = services.add_idea(question=question, participant=sam, text="Mine", at=NOON)

    hand = dealt(question, sam)
    assert hand[0] == pinned.pk
    assert own.pk not in hand


def test_what_was_passed_over_comes_back_at_the_end(question, join):
    fill(question, 5)
    sam = join()
    services.pass_over(question=question, participant=sam, idea_ids=dealt(question, sam), at=NOON)
    second = queries.assign_ideas(question=question, participant=sam)

    assert second.is_second_look
    assert len(second.ids) == 5


def test_everything_answered_deals_nothing(question, idea, join):
    sam = join()
    services.cast_vote(idea=idea, participant=sam, stance=1, at=NOON)

    assert dealt(question, sam) == []


def test_top_goes_by_what_can_be_relied_on(question, join):
    fill(question, 2)
    lucky, solid = Idea.objects.order_by("pk")
    Idea.objects.filter(pk=lucky.pk).update(agrees=2)
    Idea.objects.filter(pk=solid.pk).update(agrees=90, disagrees=10)

    stage = question.activity.programme.stage(NOON)
    page = queries.top(question=question, participant=join(), stage=stage)
    assert [card.id for card in page.cards] == [solid.pk, lucky.pk]
