from django import forms

from folkmoot.accounts.policy import GROUP_STEP, LEAST_GROUP, MOST_GROUP, ROLE_MEANINGS, Role
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField

ROLES = [
    (role.value, f"{role.value.capitalize()}: {meaning[0].lower()}{meaning[1:]}")
    for role, meaning in ROLE_MEANINGS.items()
]
LONG_NAME = "Keep the name under 120 characters. You wrote %(show_value)d."


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple,
        help_text="They hold in every programme of the organisation.",
        error_messages={"required": "Choose at least one role."},
    )

    def chosen(self) -> set[Role]:
        return {Role(value) for value in self.cleaned_data["roles"]}


class EditRolesForm(RolesForm, EditForm):
    def clean_roles(self) -> list[str]:
        return sorted(self.cleaned_data["roles"])


class PersonForm(RolesForm):
    name = LineField(
        label="Name",
        max_length=120,
        error_messages={"required": "Write their name.", "max_length": LONG_NAME},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="They sign in with it.",
        error_messages={
            "required": "Write their e-mail address.",
            "invalid": "Write an e-mail address such as sam@example.org.",
            "max_length": "An e-mail address has up to 254 characters.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["name", "email", "roles"]


class NameForm(forms.Form):
    name = LineField(
        label="Your name",
        max_length=120,
        help_text="Colleagues see it beside what you do as staff. Participants do not.",
        error_messages={"required": "Write your name.", "max_length": LONG_NAME},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class OrganisationForm(EditForm):
    name = LineField(
        label="Name",
        max_length=120,
        help_text="Everybody sees it: participants, colleagues, readers of a guide.",
        error_messages={
            "required": "Write the organisation's name.",
            "max_length": LONG_NAME,
        },
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    smallest_group = forms.IntegerField(
        label="Smallest group",
        help_text=f"A number of people from {LEAST_GROUP} to {MOST_GROUP}, in steps of "
        f"{GROUP_STEP}. 10 suits most organisations.",
        error_messages={"required": "Write a number.", "invalid": "Write a whole number."},
        widget=forms.NumberInput(attrs={"autocomplete": "off"}),
    )
