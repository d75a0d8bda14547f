"""A form that edits what exists: it says which revision it showed, and shows both when late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core import formats
from folkmoot.core.revisions import revision_of

EMPTY = "(empty)"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which what was saved meanwhile is not what was typed."""

    name: str
    theirs: str
    mine: str


class EditForm(forms.Form):
    """``current`` is what is stored now and can be edited: by field, in the values of the field.

    Templates place ``{{ form.revision }}`` inside the form; the error summary shows the rest.
    """

    revision = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)
    differences: tuple[Difference, ...] = ()
    when_late: str | Promise = gettext_lazy(
        "Somebody changed this while you were writing. Nothing is lost: what they saved stands "
        "below, and what you typed is still in the boxes. Save again to put yours in its place."
    )

    def __init__(self, *args: Any, current: Mapping[str, Any], **options: Any) -> None:
        options["initial"] = {
            **current,
            **(options.get("initial") or {}),
            "revision": revision_of(current),
        }
        super().__init__(*args, **options)

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, without the revision."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def show_both(self, current: Mapping[str, Any]) -> None:
        """Somebody was quicker. What was typed stays; who saves now has seen both."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("revision")] = revision_of(current)
        self.data = data
        self.differences = tuple(self._differences(current))
        self.add_error(None, str(self.when_late))

    def _differences(self, current: Mapping[str, Any]) -> list[Difference]:
        mine = {name: self.cleaned_data.get(name) for name in current}
        return [
            Difference(
                str(field.label or name),
                in_words(field, current[name]),
                in_words(field, mine[name]),
            )
            for name in current
            if (field := self.fields.get(name)) is not None
            and revision_of({name: current[name]}) != revision_of({name: mine[name]})
        ]


def in_words(field: forms.Field, value: Any) -> str:
    """A value as the person who chose or typed it knows it."""
    if value is None or value in ("", [], ()):
        return EMPTY
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        zone = getattr(field, "zone", None)
        return formats.day_and_hour(localtime(value, zone))
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(field, forms.ChoiceField):
        names = {str(key): str(name) for key, name in list(field.choices)}  # type: ignore
        several = value if isinstance(value, list | tuple | set | frozenset) else [value]
        return ", ".join(names.get(str(one), str(one)) for one in several)
    if isinstance(value, Mapping):
        return "\n".join(f"{name}, {number}" for name, number in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(str(one) for one in value)
    return str(value)
