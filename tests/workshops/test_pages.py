"""What participants see of a workshop: the board, an idea, their own page."""

import pytest

from folkmoot.activities.models import ShownTo
from folkmoot.workshops.models import Idea, Vote
from tests.batches import publish
from tests.workshops.reading import html

HTMX = {"HX-Request": "true"}


def test_begin_goes_straight_to_the_first_question(reader, at, workshop, question):
    r = reader.get(at("home", workshop.pk) + "?begin=1")

    assert r.url == at("board", question.pk)


def test_the_board_shows_an_idea_and_no_totals(reader, at, idea):
    page = html(reader.get(at("board", idea.question_id)))

    assert "A quiet hour for rounds" in page
    assert "of 0" not in page
    assert "votes yet" not in page


def test_a_vote_without_javascript_comes_back_to_the_board(reader, at, idea):
    reader.get(at("board", idea.question_id))
    r = reader.post(at("vote", idea.pk), {"stance": "1", "on": "board"})

    assert r.url == at("board", idea.question_id) + "#deal"
    assert "You agreed · The total follows" in html(reader.get(r.url))


def test_a_total_is_that_of_the_last_batch(reader, at, idea, programme):
    reader.get(at("board", idea.question_id))
    reader.post(at("vote", idea.pk), {"stance": "1", "on": "board"})
    publish(programme)

    assert "You agreed · 1 of 1 agree" in html(reader.get(at("board", idea.question_id)))


def test_htmx_gets_only_the_deal(reader, at, idea):
    reader.get(at("board", idea.question_id))
    r = reader.post(at("vote", idea.pk), {"stance": "-1", "on": "board"}, headers=HTMX)

    assert "<main" not in html(r)
    assert "You disagreed · The total follows" in html(r)


def test_reading_an_idea_counts_no_exposure(reader, at, idea):
    for address in (at("board", idea.question_id), at("idea", idea.pk)):
        reader.get(address)

    assert Idea.objects.get().exposures == 0


def test_moving_on_counts_as_a_hearing_once(reader, at, idea, programme):
    reader.get(at("board", idea.question_id))
    for _ in range(2):
        reader.post(at("more", idea.question_id))
    publish(programme)

    assert Idea.objects.get().exposures == 1


def test_the_deal_does_not_reshuffle_under_its_reader(reader, at, question, idea):
    Idea.objects.bulk_create(
        Idea(question=question, text=f"Idea {n}", said_on=idea.said_on) for n in range(30)
    )
    first = reader.get(at("board", question.pk))
    Idea.objects.filter(text__startswith="Idea 1").update(exposures=50)
    again = reader.get(at("board", question.pk))

    order = [card.id for card in first.context["hand"].cards]
    assert [card.id for card in again.context["hand"].cards] == order


def test_a_closed_programme_refuses_votes_with_the_date(reader, at, idea, programme):
    programme.closes_at = programme.opens_at.replace(year=2021)
    programme.save()
    r = reader.post(at("vote", idea.pk), {"stance": "1", "on": "board"})

    assert r.status_code == 422
    assert "Voting closed on 31 December 2020 at the end of the day" in html(r)


def test_an_idea_typed_too_long_is_all_handed_back(reader, at, question):
    words = "w" * 100_000
    r = reader.post(at("add-idea", question.pk), {"text": words})

    assert r.status_code == 422
    assert words in html(r)
    assert "there is room for 2000" in html(r)


def test_the_same_form_sent_twice_is_one_idea(reader, at, question):
    form = {"text": "Beds by the window 🪟", "token": "abc"}
    first = reader.post(at("add-idea", question.pk), form)
    again = reader.post(at("add-idea", question.pk), form)

    assert first.url == again.url
    assert Idea.objects.count() == 1


def test_nul_bytes_fall_away_and_scripts_stay_words(reader, at, question):
    text = "Lights\x00 <script>alert(1)</script> שלום"
    r = reader.post(at("add-idea", question.pk), {"text": text, "token": "t"})

    page = html(reader.get(r.url))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; שלום" in page
    assert Idea.objects.get().text.startswith("Lights <script>")


def test_the_author_takes_an_idea_back(at, idea, voice, reader):
    reader.post(at("vote", idea.pk), {"stance": "1"})
    author = voice(idea.author)
    assert "Take back your idea?" in html(author.get(at("withdraw-idea", idea.pk)))
    author.post(at("withdraw-idea", idea.pk))

    idea.refresh_from_db()
    assert (idea.text, idea.is_withdrawn, idea.author_id) == ("", True, None)
    assert "taken it back" in html(reader.get(at("idea", idea.pk)))


def test_others_cannot_take_it_back(reader, at, idea):
    assert reader.get(at("withdraw-idea", idea.pk)).status_code == 404
    assert "not there any more" in html(reader.post(at("withdraw-idea", idea.pk), follow=True))

    idea.refresh_from_db()
    assert not idea.is_withdrawn
    assert idea.text


def test_words_stand_once_others_can_read_them(at, idea, voice, programme):
    Idea.objects.update(shown_to=ShownTo.AUTHOR)
    author = voice(idea.author)
    author.post(at("edit-idea", idea.pk), {"text": "A quiet two hours"})
    publish(programme)
    r = author.post(at("edit-idea", idea.pk), {"text": "Something else"})

    assert r.status_code == 422
    assert Idea.objects.get().text == "A quiet two hours"


def test_similar_ideas_are_shown_while_typing(reader, at, idea):
    r = reader.post(
        at("similar", idea.question_id), {"text": "quiet hour for ward rounds"}, headers=HTMX
    )

    assert "A quiet hour for rounds" in html(r)


def test_search_finds_words_wherever_they_stand(reader, at, idea):
    idea.text = "More lifts, please, by the café"
    idea.save()

    assert idea.text in html(reader.get(at("board", idea.question_id) + "?q=cafe+lifts"))
    assert "No idea has" in html(reader.get(at("board", idea.question_id) + "?q=cafe+ramps"))


def test_search_finds_words_and_says_when_there_are_none(reader, at, idea):
    board = at("board", idea.question_id)

    assert "A quiet hour" in html(reader.get(board + "?q=QUIET"))
    assert "No idea has these words" in html(reader.get(board + "?q=zebra"))


@pytest.mark.parametrize(
    "query",
    [
        "sort=top",
        "sort=top&after=-1",
        "sort=newest&after=9-x",
        "idea=zz",
        "sort=newest&after=9999999-0000000000001",
        "q=%00",
    ],
)
def test_strange_addresses_are_answered(reader, at, idea, query):
    assert reader.get(at("board", idea.question_id) + "?" + query).status_code == 200


def test_a_stranger_who_posts_gets_the_words_back(client, at, question):
    r = client.post(at("add-idea", question.pk), {"text": "Typed with care"})

    assert r.status_code == 403
    assert "Typed with care" in html(r)


def test_another_programmes_idea_does_not_exist(reader, at, idea, draft_programme):
    workshop = idea.question.activity
    workshop.programme = draft_programme
    workshop.save()

    assert reader.get(at("idea", idea.pk)).status_code == 404


@pytest.mark.parametrize("sort", ["", "?sort=newest", "?sort=top"])
def test_a_board_of_many_ideas_asks_few_queries(
    reader, at, question, idea, django_assert_max_num_queries, sort
):
    Idea.objects.bulk_create(
        Idea(question=question, text=f"Idea {n}", said_on=idea.said_on) for n in range(200)
    )
    with django_assert_max_num_queries(12):
        reader.get(at("board", question.pk) + sort)


def test_votes_show_on_ones_own_page_and_can_be_taken_back(reader, at, idea):
    reader.post(at("vote", idea.pk), {"stance": "1"})
    page = html(reader.get("/p/northmoor/safer-wards/voice/"))
    assert "Agree: A quiet hour for rounds" in page

    reader.post(at("withdraw-vote", idea.pk))
    assert not Vote.objects.exists()
    assert Idea.objects.get().agrees == 0


def test_after_the_close_ideas_are_there_to_read(reader, at, idea, programme):
    programme.closes_at = programme.opens_at.replace(year=2021)
    programme.save()
    page = html(reader.get(at("board", idea.question_id)))

    assert "A quiet hour for rounds" in page
    assert "Fair order" not in page
    reader.post(at("more", idea.question_id))
    assert Idea.objects.get().exposures == 0
