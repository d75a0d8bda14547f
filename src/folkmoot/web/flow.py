"""The way of every form and button: show it, try what it asks, refuse in words, or go on.

A page that shows a refusal answers 422, and its error summary takes the focus. What was typed
stays in the boxes. Where no page of its own can show it, a refusal is left alone: it becomes a
page by itself (`folkmoot.web.errors`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, final

from django.forms import Form
from django.http import HttpRequest
from django.template.response import TemplateResponse

from folkmoot.core.errors import DomainError, Stale
from folkmoot.web.editing import EditForm

AnyForm = TypeVar("AnyForm", bound=Form)
Result = TypeVar("Result")


@final
@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """An act that was not refused, and what it gave back."""

    result: Result


@final
@dataclass(frozen=True, slots=True)
class Refused:
    words: str

    def __bool__(self) -> Literal[False]:
        return False


def submit(
    form: Form,
    act: Callable[[], Result],
    *,
    current: Callable[[], Mapping[str, Any]] | None = None,
    field: str | None = None,
    about: Mapping[type[DomainError], str] | None = None,
) -> Done[Result] | None:
    """Do what a form asks. None where it is to be shown: it was not sent yet, it is filled in
    wrongly, or the act was refused, which the form then says.

    ``current`` reads anew what can be edited, for whoever came too late. A refusal is about
    ``field``, or the one that ``about`` names for its kind; else about the whole form.
    """
    if not form.is_valid():
        return None
    try:
        return Done(act())
    except DomainError as refusal:
        if isinstance(refusal, Stale) and isinstance(form, EditForm) and current:
            form.show_both(current())
        else:
            form.add_error((about or {}).get(type(refusal), field), str(refusal))
    return None


def press(act: Callable[[], Result]) -> Done[Result] | Refused:
    """The same for a button that has no form: its page is to say the words of a refusal."""
    try:
        return Done(act())
    except DomainError as refusal:
        return Refused(str(refusal))


def refuse(form: AnyForm, words: str) -> AnyForm:
    """A form sent empty, which says why a button beside it was refused, and nothing else."""
    form.errors.clear()
    form.add_error(None, words)
    return form


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, refused: object = None
) -> TemplateResponse:
    """A page; with ``refused``, a form's errors or a sentence, one that says no."""
    return TemplateResponse(request, template, dict(context), status=422 if refused else 200)
