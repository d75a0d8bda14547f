"""The fields of every form: words that are cleaned alike, days and moments that make sense."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from folkmoot.core import formats
from folkmoot.core.text import clean_line, clean_text

EARLIEST, LATEST = 2000, 2100
TOO_LONG = ngettext_lazy(
    "This has %(show_value)d character; there is room for %(limit_value)d. Nothing is lost.",
    "This has %(show_value)d characters; there is room for %(limit_value)d. Nothing is lost.",
    "show_value",
)


class LineField(forms.CharField):
    """One line of words: line breaks become spaces, and what nobody can see is no word."""

    def to_python(self, value: Any) -> str:
        return clean_line(str(value or ""))


class WordsField(forms.CharField):
    """Paragraphs, with room to write: any script, any emoji."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        super().__init__(**options)
        if self.max_length and "max_length" not in options.get("error_messages", {}):
            self.error_messages["max_length"] = TOO_LONG

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # A browser that cuts a paste at maxlength loses words; we say how many are too many.
        return {k: v for k, v in super().widget_attrs(widget).items() if k != "maxlength"}

    def to_python(self, value: Any) -> str:
        return clean_text(str(value or ""))


class DayField(forms.DateField):
    """A date typed in a native control, within years that make sense."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
            **options,
        )

    def to_python(self, value: Any) -> date | None:
        try:
            day = super().to_python(value)
        except ValidationError:
            raise ValidationError(
                _("%(field)s: write a date such as 2030-05-31."), params={"field": self.label}
            ) from None
        if day is not None:
            check_year(str(self.label), day.year)
        return day


class MomentField(forms.Field):
    """A date and time on the organisation's clocks; cleaned to a moment in UTC.

    When the clocks go back an hour happens twice: the first one is meant. When they go
    forward an hour does not happen: the person is asked for another time.
    """

    widget = forms.DateTimeInput

    def __init__(self, *, zone: ZoneInfo, **options: Any) -> None:
        self.zone = zone
        super().__init__(
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.astimezone(self.zone).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        local = _typed(str(value).strip())
        if local is None:
            raise ValidationError(
                _("%(field)s: write a date and a time such as 2030-05-31 09:00."),
                params={"field": self.label},
            )
        check_year(str(self.label), local.year)
        moment = local.replace(tzinfo=self.zone).astimezone(UTC)
        if moment.astimezone(self.zone).replace(tzinfo=None) != local:
            later = local + timedelta(hours=1)
            raise ValidationError(
                _(
                    "%(field)s: the clocks go forward then, so %(hour)s does not happen on "
                    "%(day)s. Choose %(later)s or another time."
                ),
                params={
                    "field": self.label,
                    "hour": f"{local:%H:%M}",  # as they typed it
                    "day": formats.day(local.date()),
                    "later": f"{later:%H:%M}",
                },
            )
        return moment


def check_year(label: str, year: int) -> None:
    if not EARLIEST <= year <= LATEST:
        raise ValidationError(
            _("%(field)s: choose a year from %(first)s to %(last)s."),
            params={"field": label, "first": EARLIEST, "last": LATEST},
        )


def _typed(text: str) -> datetime | None:
    for layout in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"):
        try:
            return datetime.strptime(text[:40], layout)  # noqa: DTZ007 (its zone comes next)
        except ValueError:
            continue
    return None
