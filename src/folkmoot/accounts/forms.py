from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.policy import GROUP_STEP, LEAST_GROUP, MOST_GROUP, Role
from folkmoot.accounts.presenting import role_meanings
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField

LONG_NAME = _("Keep the name under 120 characters. You wrote %(show_value)d.")


def _roles() -> list[tuple[str, str]]:
    """Each with what it means, in the language of the page."""
    return [
        (role.value, f"{capfirst(role.label)}: {meaning[:1].lower()}{meaning[1:]}")
        for role, meaning in role_meanings().items()
    ]


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=_roles,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They hold in every programme of the organisation."),
        error_messages={"required": _("Choose at least one role.")},
    )

    def chosen(self) -> set[Role]:
        return {Role(value) for value in self.cleaned_data["roles"]}


class EditRolesForm(RolesForm, EditForm):
    def clean_roles(self) -> list[str]:
        return sorted(self.cleaned_data["roles"])


class PersonForm(RolesForm):
    name = LineField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Write their name."), "max_length": LONG_NAME},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("They sign in with it."),
        error_messages={
            "required": _("Write their e-mail address."),
            "invalid": _("Write an e-mail address such as sam@example.org."),
            "max_length": _("An e-mail address has up to 254 characters."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["name", "email", "roles"]


class NameForm(forms.Form):
    name = LineField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Colleagues see it beside what you do as staff. Participants do not."),
        error_messages={"required": _("Write your name."), "max_length": LONG_NAME},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class OrganisationForm(EditForm):
    name = LineField(
        label=_("Name"),
        max_length=120,
        help_text=_("Everybody sees it: participants, colleagues, readers of a guide."),
        error_messages={
            "required": _("Write the organisation's name."),
            "max_length": LONG_NAME,
        },
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    smallest_group = forms.IntegerField(
        label=_("Smallest group"),
        error_messages={"required": _("Write a number."), "invalid": _("Write a whole number.")},
        widget=forms.NumberInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["smallest_group"].help_text = _(
            "A number of people from %(least)s to %(most)s, in steps of %(step)s. "
            "10 suits most organisations."
        ) % {"least": LEAST_GROUP, "most": MOST_GROUP, "step": GROUP_STEP}
