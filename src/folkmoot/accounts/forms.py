from django import forms

from folkmoot.accounts.policy import ROLE_MEANINGS, Role

ROLES = [
    (role.value, f"{role.value.capitalize()}: {meaning[0].lower()}{meaning[1:]}")
    for role, meaning in ROLE_MEANINGS.items()
]


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


class PersonForm(RolesForm):
    name = forms.CharField(
        label="Name",
        max_length=120,
        strip=True,
        error_messages={"required": "Write their name."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="They sign in with it.",
        error_messages={
            "required": "Write their e-mail address.",
            "invalid": "Write an e-mail address such as sam@example.org.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["name", "email", "roles"]


class NameForm(forms.Form):
    name = forms.CharField(
        label="Your name",
        max_length=120,
        help_text="Colleagues see it beside what you do as staff. Participants do not.",
        error_messages={"required": "Write your name."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
