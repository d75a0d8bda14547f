"""The comments on an idea: threads, page by page."""

import pytest

from folkmoot.workshops.models import Comment, Idea
from folkmoot.workshops.queries.comments import COMMENTS_ON_A_PAGE
from tests.batches import publish
from tests.workshops.reading import html

HTMX = {"HX-Request": "true"}


@pytest.fixture
def many(idea):
    """More comments than fit a page, one after the other."""
    Comment.objects.bulk_create(
        Comment(idea=idea, text=f"Comment {n} ends", said_on=idea.said_on, position=n)
        for n in range(1, COMMENTS_ON_A_PAGE + 51)
    )
    Idea.objects.update(comment_count=COMMENTS_ON_A_PAGE + 50)
    return list(Comment.objects.order_by("position"))


def test_a_comment_and_a_reply_make_one_thread(reader, at, idea, programme):
    reader.post(at("add-comment", idea.pk), {"text": "At night too", "token": "a"})
    publish(programme)
    comment = Comment.objects.get()
    for token in "bc":
        reader.post(
            at("add-comment", idea.pk), {"text": "Yes", "parent": comment.ref, "token": token}
        )
    publish(programme)
    reply = Comment.objects.filter(parent=comment).first()
    reader.post(at("add-comment", idea.pk), {"text": "Third", "parent": reply.ref, "token": "d"})
    publish(programme)

    assert Comment.objects.filter(parent=comment).count() == 3
    assert Idea.objects.get().comment_count == 4


def test_a_comment_on_a_hidden_idea_is_handed_back(reader, at, idea):
    Idea.objects.update(is_hidden=True)
    r = reader.post(at("add-comment", idea.pk), {"text": "My long thought", "token": "a"})

    assert r.status_code == 410
    assert "My long thought" in html(r)


def test_an_idea_with_many_comments_asks_few_queries(
    reader, at, idea, django_assert_max_num_queries
):
    Comment.objects.bulk_create(
        Comment(idea=idea, text="x", said_on=idea.said_on, position=n) for n in range(1, 60)
    )
    with django_assert_max_num_queries(12):
        reader.get(at("idea", idea.pk))


def read_all(reader, at, idea):
    """The texts of every page, in order, repeated heads left out."""
    texts, after = [], ""
    for _ in range(9):
        page = reader.get(at("idea", idea.pk) + f"?after={after}").context["comments"]
        for line in page.threads:
            texts += [] if line.is_repeated else [line.text]
            texts += [reply.text for reply in line.replies]
        after = page.after
        if not after:
            return texts
    raise AssertionError("the pages never end")


def test_more_comments_lead_through_every_comment_once(reader, at, idea, many):
    assert read_all(reader, at, idea) == [comment.text for comment in many]


def test_a_long_thread_goes_on_under_its_first_comment(reader, at, idea, many):
    Comment.objects.bulk_create(
        Comment(
            idea=idea, text=f"Reply {n} ends", said_on=idea.said_on, position=1000 + n,
            parent=many[0],
        )
        for n in range(COMMENTS_ON_A_PAGE + 20)
    )  # fmt: skip
    first = reader.get(at("idea", idea.pk)).context["comments"]
    second = reader.get(at("idea", idea.pk) + f"?after={first.after}").context["comments"]

    assert [line.text for line in first.threads] == ["Comment 1 ends"]
    assert second.threads[0].is_repeated
    assert second.threads[0].replies[0].text == f"Reply {COMMENTS_ON_A_PAGE - 1} ends"
    assert len(read_all(reader, at, idea)) == len(many) + COMMENTS_ON_A_PAGE + 20


def test_htmx_gets_only_the_next_lines(reader, at, idea, many):
    after = reader.get(at("idea", idea.pk)).context["comments"].after
    page = html(reader.get(at("idea", idea.pk) + f"?after={after}", headers=HTMX))

    assert "<main" not in page
    assert page.count("autofocus") == 1
    assert f"Comment {COMMENTS_ON_A_PAGE + 1} ends" in page
    assert "More comments" not in page


def test_a_new_comment_is_on_the_page_that_its_author_comes_back_to(reader, at, idea, many):
    r = reader.post(at("add-comment", idea.pk), {"text": "And one more", "token": "a"})

    assert "And one more" in html(reader.get(r.url.partition("#")[0]))


def test_a_reply_to_a_late_comment_finds_its_form(reader, at, idea, many):
    page = html(reader.get(at("idea", idea.pk) + f"?reply={many[-1].ref}"))

    assert "Send the reply" in page
    assert f"Comment {COMMENTS_ON_A_PAGE + 50} ends" in page


def test_ones_own_page_links_to_the_page_of_a_comment(reader, at, idea, many):
    reader.post(at("add-comment", idea.pk), {"text": "Far down", "token": "a"})
    mine = Comment.objects.get(text="Far down")

    own = html(reader.get("/p/northmoor/safer-wards/voice/"))
    assert f"?comment={mine.ref}#comment-{mine.ref}" in own


def test_a_late_page_asks_few_queries(reader, at, idea, many, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        reader.get(at("idea", idea.pk) + f"?comment={many[-1].ref}")


@pytest.mark.parametrize(
    "query",
    ["after=-1", "after=9-x", "after=99999999999-1", "after=5-", "comment=zz", "reply=%00",
     "after=4294967296-1", "comment=0000000000001"],
)  # fmt: skip
def test_strange_addresses_show_the_first_comments(reader, at, idea, many, query):
    page = html(reader.get(at("idea", idea.pk) + "?" + query))

    assert "Comment 1 ends" in page
