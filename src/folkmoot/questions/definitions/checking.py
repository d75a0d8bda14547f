"""Whether one answer fits its question; if not, why, in words for whoever answers."""

from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core import formats
from folkmoot.core.errors import DomainError
from folkmoot.questions.definitions.answers import (
    Amounts,
    Answer,
    Cells,
    Chosen,
    Dated,
    NoAnswer,
    Numeric,
    Written,
)
from folkmoot.questions.definitions.types import (
    BestWorst,
    Day,
    Grid,
    Number,
    OneOf,
    Option,
    Points,
    Question,
    Ranking,
    Scale,
    SeveralOf,
    Text,
)


class InvalidAnswer(DomainError):
    """The answer does not fit the question; ``str()`` says what to do."""


def check(question: Question, answer: Answer) -> None:
    """Raise InvalidAnswer unless the answer can be kept as it is."""
    match question.type, answer:
        case _type, NoAnswer():
            if answer not in no_answers(question):
                raise InvalidAnswer(_("Give an answer, or leave this out."))
        case OneOf(options=options), Chosen(codes):
            _known(options, codes)
            if len(codes) != 1:
                raise InvalidAnswer(_("Choose one of the answers."))
        case SeveralOf() as several, Chosen(codes):
            _check_several(several, codes)
        case Ranking(options=options, most=most), Chosen(codes):
            _known(options, codes)
            places = len(options) if most is None else most
            if len(set(codes)) != len(codes):
                raise InvalidAnswer(_("Give each answer a place of its own."))
            if len(codes) != places:
                raise InvalidAnswer(
                    ngettext(
                        "Give %(number)d answer a place.",
                        "Give %(number)d answers a place.",
                        places,
                    )
                    % {"number": places}
                )
        case BestWorst(options=options), Chosen(codes):
            _known(options, codes)
            if len(codes) != 2:
                raise InvalidAnswer(_("Choose one answer in each of the two lists."))
            if codes[0] == codes[1]:
                raise InvalidAnswer(_("Choose two different answers."))
        case Grid(rows=rows, options=options), Cells(cells):
            _known(rows, [row for row, code in cells])
            _known(options, [code for row, code in cells])
            if len({row for row, code in cells}) != len(cells) or not cells:
                raise InvalidAnswer(_("Choose one answer in each line."))
            if question.is_required and len(cells) != len(rows):
                raise InvalidAnswer(_("Choose one answer in each line."))
        case Points(options=options, total=total), Amounts(amounts):
            _check_points(options, total, amounts)
        case Scale(low=low, high=high), Numeric(number):
            if number != number.to_integral_value() or not low <= number <= high:
                raise InvalidAnswer(_("Choose one of the answers."))
        case Number() as wanted, Numeric(number):
            _check_number(wanted, number)
        case Day(first=first, last=last), Dated(day):
            if first is not None and day < first:
                raise InvalidAnswer(
                    _("Write a day from %(first)s on.") % {"first": formats.day(first)}
                )
            if last is not None and day > last:
                raise InvalidAnswer(_("Write a day until %(last)s.") % {"last": formats.day(last)})
        case Text(longest=longest), Written(text):
            if not text:
                raise InvalidAnswer(_("Write a few words."))
            if len(text) > longest:
                raise InvalidAnswer(
                    _("This has %(number)s characters; there is room for %(longest)s.")
                    % {"number": formats.number(len(text)), "longest": formats.number(longest)}
                )
        case _type, _answer:
            raise InvalidAnswer(_("This is not an answer to the question."))


def no_answers(question: Question) -> dict[NoAnswer, str]:
    """What somebody may say instead of an answer, in words."""
    offered = {}
    if question.can_decline:
        offered[NoAnswer.DECLINED] = _("Prefer not to say")
    if question.can_not_apply:
        offered[NoAnswer.DOES_NOT_APPLY] = _("Does not apply")
    return offered


def _known(options: Collection[Option], codes: Collection[str]) -> None:
    if not set(codes) <= {option.code for option in options}:
        raise InvalidAnswer(_("Choose one of the answers."))


def _check_several(wanted: SeveralOf, codes: tuple[str, ...]) -> None:
    _known(wanted.options, codes)
    if not codes or len(set(codes)) != len(codes):
        raise InvalidAnswer(_("Choose at least one answer."))
    alone = [option for option in wanted.options if option.is_exclusive and option.code in codes]
    if alone:
        if len(codes) > 1:
            raise InvalidAnswer(
                _("Choose “%(answer)s” alone, or leave it out.") % {"answer": alone[0].label}
            )
        return
    if len(codes) < wanted.least:
        raise InvalidAnswer(
            ngettext(
                "Choose at least %(number)d answer.",
                "Choose at least %(number)d answers.",
                wanted.least,
            )
            % {"number": wanted.least}
        )
    if wanted.most is not None and len(codes) > wanted.most:
        raise InvalidAnswer(
            ngettext(
                "Choose at most %(number)d answer.",
                "Choose at most %(number)d answers.",
                wanted.most,
            )
            % {"number": wanted.most}
        )


def _check_points(
    options: tuple[Option, ...], total: int, amounts: tuple[tuple[str, int], ...]
) -> None:
    _known(options, [code for code, points in amounts])
    if len({code for code, points in amounts}) != len(amounts):
        raise InvalidAnswer(_("Give each answer its points once."))
    if any(points < 0 for code, points in amounts):
        raise InvalidAnswer(_("Points cannot be below nothing."))
    given = sum(points for code, points in amounts)
    if given != total:
        raise InvalidAnswer(
            _("You gave %(given)d points. Together they must be %(total)d.")
            % {"given": given, "total": total}
        )


def _check_number(wanted: Number, number: Decimal) -> None:
    if not number.is_finite():
        raise InvalidAnswer(_("Write a number."))
    exponent = number.normalize().as_tuple().exponent
    if -int(exponent) > wanted.places:
        if not wanted.places:
            raise InvalidAnswer(_("Write a whole number."))
        raise InvalidAnswer(
            ngettext(
                "Write at most %(number)d digit after the point.",
                "Write at most %(number)d digits after the point.",
                wanted.places,
            )
            % {"number": wanted.places}
        )
    if wanted.low is not None and number < wanted.low:
        raise InvalidAnswer(_("Write %(low)s or more.") % {"low": formats.number(wanted.low)})
    if wanted.high is not None and number > wanted.high:
        raise InvalidAnswer(_("Write %(high)s or less.") % {"high": formats.number(wanted.high)})
