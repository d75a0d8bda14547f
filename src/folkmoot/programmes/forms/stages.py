from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from folkmoot.programmes.forms.fields import MomentField

NOW, LATER = "now", "later"


class LaunchForm(forms.Form):
    when = forms.ChoiceField(
        label="When does it open?",
        choices=[(NOW, "Now"), (LATER, "On a date")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose now, or a date."},
    )

    def __init__(self, *args: Any, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opens_at"] = MomentField(
            zone=zone, label="Opens", required=False, help_text="Only if it opens on a date."
        )
        self.fields["closes_at"] = MomentField(
            zone=zone,
            label="Closes",
            help_text="You can extend it, or close it earlier, at any time.",
            error_messages={"required": "Say when the programme closes."},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_opening = cleaned.get("opens_at") or "opens_at" in self.errors
        if cleaned.get("when") == LATER and not has_opening:
            self.add_error("opens_at", "Say when the programme opens, or choose now.")
        return cleaned


class ClosingForm(forms.Form):
    def __init__(self, *args: Any, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["closes_at"] = MomentField(
            zone=zone,
            label="New closing",
            error_messages={"required": "Say when the programme closes."},
        )
