from typing import Any
from uuid import UUID

from django import forms

from folkmoot.members.queries import Preview
from folkmoot.members.queries.lists import Column

BOOK = "book"


class ListForm(forms.Form):
    list = forms.FileField(
        label="File with the list",
        help_text="CSV or XLSX, with one column of e-mail addresses. Up to 300 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": "Choose a file first.",
            "empty": "The file is empty. Choose one that holds a list.",
        },
    )


class TypedForm(forms.Form):
    addresses = forms.CharField(
        label="E-mail addresses",
        help_text="One to a line, or with commas between them.",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        error_messages={
            "required": "Write at least one address.",
            "max_length": "That is too much to type. Bring a file with the list instead.",
        },
    )


class AgainForm(forms.Form):
    def __init__(self, *args: Any, earlier: list[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(key), f"Everybody invited to {name}") for key, name in earlier]
        self.fields["source"] = forms.ChoiceField(
            label="Whom to invite again",
            choices=[("", "Choose"), *choices, (BOOK, "Everybody in the address book")],
            error_messages={"required": "Choose whom to invite again."},
        )


class DomainForm(forms.Form):
    domain = forms.CharField(
        label="E-mail domain",
        help_text="What stands after the @, such as northmoor.example.org.",
        max_length=253,
        error_messages={"required": "Write a domain such as northmoor.example.org."},
    )


def _told(column: Column) -> str:
    """A few values that many share, or why none stands here."""
    if column.examples:
        return ", ".join(column.examples)
    return "too few people share a value" if column.distinct else "empty"


class ColumnsForm(forms.Form):
    """Which column is what. Attributes are offered, never chosen for you."""

    def __init__(self, *args: Any, preview: Preview, with_attributes: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(column.place, column.name) for column in preview.columns]
        self.fields["address"] = forms.TypedChoiceField(
            label="Which column holds the address?", coerce=int, choices=choices
        )
        others = [
            (column.place, f"{column.name} ({_told(column)})")
            for column in preview.columns
            if not column.addresses
        ]
        if with_attributes and others:
            self.fields["attributes"] = forms.TypedMultipleChoiceField(
                label="Which columns say where people are missing?",
                help_text="Profession, site or band, say. Leave names and numbers out: choose "
                "only what many people share. It is used for reach and for nothing else.",
                coerce=int,
                choices=others,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )


class SearchForm(forms.Form):
    text = forms.CharField(
        label="Find an address",
        help_text="The beginning is enough.",
        max_length=254,
        error_messages={"required": "Write the beginning of an address."},
    )


class AddressForm(forms.Form):
    address = forms.CharField(
        label="E-mail address",
        max_length=320,
        error_messages={"required": "Write the whole address."},
    )
