"""Small helpers every template may use, without a ``load``."""

from collections.abc import Iterable
from datetime import date, datetime

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from folkmoot.core import formats, text
from folkmoot.web import languages, unsaved_input
from folkmoot.web.charts.bars import Stack, StackRow, stack_row
from folkmoot.web.submitted_input import WRITER, submitted_form

register = template.Library()


class FormToken(CsrfTokenNode):
    """Django's own, and in forms of staff whom the page is drawn for: no form can forget it."""

    def render(self, context: template.Context) -> str:
        token: str = super().render(context)
        writer = getattr(getattr(context, "request", None), "writer", "")
        if not token or not writer:
            return token
        mark = unsaved_input.signed(writer)
        field = '<input type="hidden" name="{}" value="{}">'  # not for people: markup
        return token + format_html(field, WRITER, mark)


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormToken:
    return FormToken()


@register.inclusion_tag("components/languages.html", takes_context=True)
def language_chooser(context: template.Context) -> dict[str, object]:
    """Every language the product speaks, each by its own name; nothing where that is one alone."""
    request, offered = context.get("request"), languages.names()
    # What a form was answered with may be shown once: a choice would lead away from it for good.
    if request is None or request.method not in {"GET", "HEAD"}:
        return {}
    if not context.get("csrf_token") or len(offered) < 2:
        return {}
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "languages": offered,
        "spoken": get_language(),
        "here": request.get_full_path(),
    }


@register.inclusion_tag("components/handed_back.html", takes_context=True)
def handed_back(context: template.Context) -> dict[str, object]:
    """What came with a form that is refused, so that nobody loses what they typed."""
    request = context.get("request")
    return {"handed": submitted_form(request) if request is not None else None}


@register.filter
def has_several_controls(field: BoundField) -> bool:
    """Radio buttons and lists of boxes: a fieldset with a legend, not a label."""
    widget = field.field.widget
    return isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def control(field: BoundField) -> SafeString:
    """The control alone, without a placeholder: that vanishes just when it is needed."""
    return field.as_widget(attrs={"placeholder": False})


@register.filter
def number(value: int | None) -> str:
    """12345 as 12,345; nothing for nothing."""
    return "" if value is None else formats.number(value)


@register.filter
def percent(value: float | None) -> str:
    """62 as 62%; nothing for nothing."""
    return "" if value is None else formats.percent(value)


@register.filter
def listed(parts: Iterable[object]) -> str:
    """Several things in a sentence: "a, b and c"."""
    return formats.listed([str(part) for part in parts])


@register.filter
def month(value: date | datetime | None) -> str:
    """A month of a year ("May 2030")."""
    return "" if value is None else formats.month(value)


@register.filter
def of(part: int, whole: int) -> str:
    """A number with its base: ``62|of:80`` is "62 of 80"."""
    return formats.part_of(part, whole)


@register.filter
def any_of(words: list[str]) -> SafeString:
    """``["@a", "@b", "@c"]`` as "@a, @b or @c", each keeping the direction it is written in."""
    comma = pgettext("between the items of a list", ", ")
    first = format_html_join(comma, "<bdi>{}</bdi>", ((one,) for one in words[:-1]))
    last = format_html("<bdi>{}</bdi>", words[-1])
    either = pgettext("a list of which one is meant", "{first} or {last}")
    return format_html(either, first=first, last=last) if first else last


@register.filter
def as_phrase(typed: str) -> str:
    """Words that somebody typed, inside a sentence of ours."""
    return text.as_phrase(typed)


@register.filter
def as_sentence(typed: str) -> str:
    """Words that somebody typed, after a sentence of ours: a capital first, a stop last."""
    return text.as_sentence(typed)


@register.filter
def in_full(value: date | datetime | None) -> str:
    """A date in full ("12 May 2030"); a moment with its time ("12 May 2030 at 9:00")."""
    if value is None:
        return ""
    return formats.moment(value) if isinstance(value, datetime) else formats.day(value)


@register.filter
def the_day(value: date | datetime | None) -> str:
    """The day alone: for what has happened, never for when something opens or closes."""
    return "" if value is None else formats.day(value)


@register.filter
def opening(value: datetime | None) -> str:
    """When something begins, with its hour; after "on" and "from"."""
    return "" if value is None else formats.opening(value)


@register.filter
def closing(value: datetime | None) -> str:
    """When something ends, with its hour; after "on", "until" and "to"."""
    return "" if value is None else formats.closing(value)


@register.filter
def weekday(value: datetime | None) -> str:
    """The name of the day of the week, where people are."""
    return "" if value is None else formats.weekday(value)


@register.simple_tag
def time_tag(value: date | datetime) -> SafeString:
    """``{% time_tag entry.at %}``: the moment in words, and for machines."""
    moment = '<time datetime="{}">{}</time>'  # not for people: markup
    return format_html(moment, value.isoformat(), in_full(value))


@register.simple_tag
def result_shares(agrees: int, passes: int, disagrees: int) -> StackRow:
    """The widths that ``components/result_bar.html`` draws."""
    return stack_row(Stack("", agrees, passes, disagrees))
