from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.programmes.queries import ActivityCard
from folkmoot.programmes.registry import Kind
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField, MomentField


class DatesForm(EditForm):
    def __init__(self, *args: Any, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opens_at"] = MomentField(
            zone=zone,
            label=_("Opens"),
            error_messages={"required": _("Say when the programme opens.")},
        )
        self.fields["closes_at"] = MomentField(
            zone=zone,
            label=_("Closes"),
            error_messages={"required": _("Say when the programme closes.")},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and opens_at >= closes_at:
            self.add_error("closes_at", _("The closing must come after the opening."))
        return cleaned


class ActivityForm(forms.Form):
    title = LineField(
        label=_("Title"),
        max_length=120,
        error_messages={
            "required": _("Give the activity a title."),
            "max_length": _("Keep the title under 120 characters. You wrote %(show_value)d."),
        },
    )
    summary = LineField(
        label=_("In one sentence"),
        max_length=500,
        required=False,
        help_text=_("What will people do, and how long does it take?"),
        error_messages={
            "max_length": _("Keep the sentence under 500 characters. You wrote %(show_value)d.")
        },
    )


class ChangeActivityForm(ActivityForm, EditForm):
    pass


class NewActivityForm(ActivityForm):
    def __init__(self, *args: Any, kinds: list[Kind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"),
            choices=[(kind.key, f"{kind.name}: {kind.meaning}") for kind in kinds],
            error_messages={"required": _("Choose a kind of activity.")},
        )
        self.order_fields(["kind", "title", "summary"])


class PhasesForm(EditForm):
    """An opening and a closing for every phase that the kind knows; both or neither."""

    def __init__(self, *args: Any, card: ActivityCard, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.card = card
        for phase in card.phases:
            self.fields[f"{phase.key}-opens"] = MomentField(
                zone=zone, label=_("%(phase)s opens") % {"phase": phase.name}, required=False
            )
            self.fields[f"{phase.key}-closes"] = MomentField(
                zone=zone, label=_("%(phase)s closes") % {"phase": phase.name}, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for phase in self.card.phases:
            opens, closes = f"{phase.key}-opens", f"{phase.key}-closes"
            if opens in self.errors or closes in self.errors:
                continue
            if bool(cleaned.get(opens)) != bool(cleaned.get(closes)):
                missing = closes if cleaned.get(opens) else opens
                self.add_error(
                    missing,
                    _("%(field)s: fill in both dates, or neither.")
                    % {"field": self.fields[missing].label},
                )
        return cleaned

    def dates(self) -> dict[str, tuple[datetime, datetime] | None]:
        return {
            phase.key: (
                (
                    self.cleaned_data[f"{phase.key}-opens"],
                    self.cleaned_data[f"{phase.key}-closes"],
                )
                if self.cleaned_data[f"{phase.key}-opens"]
                else None
            )
            for phase in self.card.phases
        }

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Each phase with its two controls, as the page lays them out."""
        return [
            (phase, self[f"{phase.key}-opens"], self[f"{phase.key}-closes"])
            for phase in self.card.phases
        ]
