from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.editing import EditForm
from folkmoot.web.fields import MomentField

NOW, LATER = "now", "later"


class LaunchForm(forms.Form):
    when = forms.ChoiceField(
        label=_("When does it open?"),
        choices=[(NOW, _("Now")), (LATER, _("On a date"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose now, or a date.")},
    )

    def __init__(self, *args: Any, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opens_at"] = MomentField(
            zone=zone, label=_("Opens"), required=False, help_text=_("Only if it opens on a date.")
        )
        self.fields["closes_at"] = MomentField(
            zone=zone,
            label=_("Closes"),
            help_text=_("You can extend it, or close it earlier, at any time."),
            error_messages={"required": _("Say when the programme closes.")},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_opening = cleaned.get("opens_at") or "opens_at" in self.errors
        if cleaned.get("when") == LATER and not has_opening:
            self.add_error("opens_at", _("Say when the programme opens, or choose now."))
        return cleaned


class CloseForm(EditForm):
    """Now or on an earlier day; ``sure`` comes from the second time of asking."""

    when = forms.ChoiceField(
        label=_("When does it close?"),
        choices=[(NOW, _("Now")), (LATER, _("On a date"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose now, or a date.")},
    )
    sure = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["closes_at"] = MomentField(
            zone=zone,
            label=_("Closes"),
            required=False,
            help_text=_("Only if it closes on a date."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_given = cleaned.get("closes_at") or "closes_at" in self.errors
        if cleaned.get("when") == LATER and not is_given:
            self.add_error("closes_at", _("Say when it closes, or choose now."))
        return cleaned


class ClosingForm(EditForm):
    def __init__(self, *args: Any, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["closes_at"] = MomentField(
            zone=zone,
            label=_("New closing"),
            error_messages={"required": _("Say when the programme closes.")},
        )
