from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.policy import Role
from folkmoot.accounts.presenting import role_meanings
from folkmoot.programmes.queries import ProgrammePerson
from folkmoot.web.fields import LineField


class AppointmentForm(forms.Form):
    def __init__(self, *args: Any, people: list[ProgrammePerson], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = forms.TypedChoiceField(
            label=_("Person"),
            coerce=int,
            choices=[
                ("", _("Choose a person")),
                *((p.id, f"{p.name} ({p.email})") for p in people),
            ],
            error_messages={
                "required": _("Choose a person."),
                "invalid_choice": _("Choose somebody who belongs to your organisation."),
            },
        )
        meanings = role_meanings().items()
        self.fields["role"] = forms.TypedChoiceField(
            label=_("Role"),
            coerce=Role,
            choices=[
                (role.value, f"{capfirst(role.label)}: {meaning}") for role, meaning in meanings
            ],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a role."), "invalid_choice": _("Choose a role.")},
        )


class ChannelForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=80,
        help_text=_("Where people will meet the link, such as poster in the canteen."),
        error_messages={
            "required": _("Give the channel a name."),
            "max_length": _("Keep the name under 80 characters. You wrote %(show_value)d."),
        },
    )
    code = forms.RegexField(
        regex=r"^[a-z0-9-]{1,20}$",
        label=_("Code"),
        help_text=_("Up to 20 small letters, digits and hyphens, such as canteen."),
        error_messages={
            "required": _("Give the channel a short code, such as canteen."),
            "invalid": _("A code has up to 20 small letters, digits and hyphens."),
        },
    )
