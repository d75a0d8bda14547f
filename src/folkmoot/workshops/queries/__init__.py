"""Everything that reads a workshop, shaped for the page or analysis that asked."""

from folkmoot.workshops.queries.board import deal, hand, left_of, newest, top, visible_ideas
from folkmoot.workshops.queries.cards import IdeaCard, idea_card, idea_cards
from folkmoot.workshops.queries.comments import CommentPage, comment_anchor, comment_page
from folkmoot.workshops.queries.evidence import READING, text_ids_of
from folkmoot.workshops.queries.questions import question_lines, what_is_missing
from folkmoot.workshops.queries.similar import similar_ideas
from folkmoot.workshops.queries.staff import (
    SHOWS,
    SORTS,
    Choice,
    figures,
    page_of_comment,
    staff_comments,
    staff_ideas,
)
from folkmoot.workshops.queries.voices import address_of, said_by

__all__ = [
    "READING",
    "SHOWS",
    "SORTS",
    "Choice",
    "CommentPage",
    "IdeaCard",
    "address_of",
    "comment_anchor",
    "comment_page",
    "deal",
    "figures",
    "hand",
    "idea_card",
    "idea_cards",
    "left_of",
    "newest",
    "page_of_comment",
    "question_lines",
    "said_by",
    "similar_ideas",
    "staff_comments",
    "staff_ideas",
    "text_ids_of",
    "top",
    "visible_ideas",
    "what_is_missing",
]
