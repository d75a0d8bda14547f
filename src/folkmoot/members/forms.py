from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.members.definitions import HowAsked
from folkmoot.members.queries import Preview
from folkmoot.members.queries.lists import Column

BOOK = "book"


class ListForm(forms.Form):
    list = forms.FileField(
        label=_("File with the list"),
        help_text=_("CSV or XLSX, with one column of e-mail addresses. Up to 300 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Choose one that holds a list."),
        },
    )


class TypedForm(forms.Form):
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One to a line, or with commas between them."),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        error_messages={
            "required": _("Write at least one address."),
            "max_length": _("That is too much to type. Bring a file with the list instead."),
        },
    )


class InviteAgainForm(forms.Form):
    def __init__(self, *args: Any, earlier: list[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [
            (str(key), _("Everybody invited to %(name)s") % {"name": name}) for key, name in earlier
        ]
        self.fields["source"] = forms.ChoiceField(
            label=_("Whom to invite again"),
            choices=[("", _("Choose")), *choices, (BOOK, _("Everybody in the address book"))],
            error_messages={"required": _("Choose whom to invite again.")},
        )


class DomainForm(forms.Form):
    domain = forms.CharField(
        label=_("E-mail domain"),
        help_text=_("What stands after the @, such as northmoor.example.org."),
        max_length=253,
        error_messages={"required": _("Write a domain such as northmoor.example.org.")},
    )


def _told(column: Column) -> str:
    """A few values that many share, or why none stands here."""
    if column.examples:
        return ", ".join(column.examples)
    return gettext("too few people share a value") if column.distinct else gettext("empty")


class ColumnsForm(forms.Form):
    """Which column is what. Attributes are offered, never chosen for you."""

    def __init__(self, *args: Any, preview: Preview, with_attributes: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(column.place, column.name) for column in preview.columns]
        self.fields["address"] = forms.TypedChoiceField(
            label=_("Which column holds the address?"), coerce=int, choices=choices
        )
        others = [
            (column.place, f"{column.name} ({_told(column)})")
            for column in preview.columns
            if not column.addresses
        ]
        if with_attributes and others:
            self.fields["attributes"] = forms.TypedMultipleChoiceField(
                label=_("Which columns say where people are missing?"),
                help_text=_(
                    "Profession, site or band, say. Leave names and numbers out: choose "
                    "only what many people share. It is used for reach and for nothing else."
                ),
                coerce=int,
                choices=others,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )


class SearchForm(forms.Form):
    text = forms.CharField(
        label=_("Find an address"),
        help_text=_("The beginning is enough."),
        max_length=254,
        error_messages={"required": _("Write the beginning of an address.")},
    )


class StopForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How did they ask for it?"),
        help_text=_("It is kept in the audit, without saying whom it was about."),
        choices=[("", _("Choose")), *HowAsked.choices],
        error_messages={
            "required": _("Say how this person asked for it: letters stop at their wish alone.")
        },
    )


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("E-mail address"),
        max_length=320,
        error_messages={"required": _("Write the whole address.")},
    )
