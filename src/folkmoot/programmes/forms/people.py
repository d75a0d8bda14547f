from typing import Any

from django import forms

from folkmoot.accounts.policy import ROLE_MEANINGS, Role
from folkmoot.programmes.queries import ProgrammePerson
from folkmoot.web.fields import LineField


class AppointmentForm(forms.Form):
    def __init__(self, *args: Any, people: list[ProgrammePerson], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = forms.TypedChoiceField(
            label="Person",
            coerce=int,
            choices=[("", "Choose a person"), *((p.id, f"{p.name} ({p.email})") for p in people)],
            error_messages={
                "required": "Choose a person.",
                "invalid_choice": "Choose somebody who belongs to your organisation.",
            },
        )
        self.fields["role"] = forms.TypedChoiceField(
            label="Role",
            coerce=Role,
            choices=[(role.value, f"{role.capitalize()}: {ROLE_MEANINGS[role]}") for role in Role],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role."},
        )


class ChannelForm(forms.Form):
    name = LineField(
        label="Name",
        max_length=80,
        help_text="Where people will meet the link, such as poster in the canteen.",
        error_messages={
            "required": "Give the channel a name.",
            "max_length": "Keep the name under 80 characters. You wrote %(show_value)d.",
        },
    )
    code = forms.RegexField(
        regex=r"^[a-z0-9-]{1,20}$",
        label="Code",
        help_text="Up to 20 small letters, digits and hyphens, such as canteen.",
        error_messages={
            "required": "Give the channel a short code, such as canteen.",
            "invalid": "A code has up to 20 small letters, digits and hyphens.",
        },
    )
