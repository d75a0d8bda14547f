"""Everything that reads a workshop, shaped for the page or analysis that asked."""

from folkmoot.workshops.queries.addresses import address_of
from folkmoot.workshops.queries.board import deal, hand, left_of, newest, top, visible_ideas
from folkmoot.workshops.queries.cards import IdeaCard, idea_card, idea_cards
from folkmoot.workshops.queries.comments import CommentPage, comment_anchor, comment_page
from folkmoot.workshops.queries.evidence import READING, text_ids_of
from folkmoot.workshops.queries.questions import is_missing_questions, question_lines
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
    "is_missing_questions",
    "left_of",
    "newest",
    "page_of_comment",
    "question_lines",
    "similar_ideas",
    "staff_comments",
    "staff_ideas",
    "text_ids_of",
    "top",
    "visible_ideas",
]
