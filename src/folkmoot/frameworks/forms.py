"""What people type into the editor. Lengths are checked again by the services."""

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.fields import LineField, WordsField

CHOSEN_AT_MOST = 50


class RevisionForm(forms.Form):
    """Every form that replaces something says which revision of it was on the screen."""

    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class FrameworkForm(RevisionForm):
    title = LineField(max_length=120, label=_("Title"))
    introduction = WordsField(
        max_length=5000,
        required=False,
        label=_("Introduction"),
        help_text=_("What this framework is for and who it is from."),
        rows=6,
    )


class SectionForm(RevisionForm):
    title = LineField(max_length=120, label=_("Title of the section"))
    introduction = WordsField(
        max_length=3000,
        required=False,
        label=_("Introduction"),
        rows=4,
    )


class StatementForm(RevisionForm):
    text = WordsField(
        max_length=1000,
        label=_("Statement"),
        help_text=_("One thing the organisation will stand for, in a sentence or two."),
        rows=3,
    )
    explanation = WordsField(
        max_length=3000,
        required=False,
        label=_("Explanation"),
        help_text=_("What it means in practice."),
        rows=5,
    )
    is_spotlight = forms.BooleanField(
        required=False,
        label=_("Put a spotlight on this statement in the guide"),
    )


class MoveForm(RevisionForm):
    by = forms.TypedChoiceField(choices=[("-1", "up"), ("1", "down")], coerce=int)


class CiteForm(forms.Form):
    """One button of the evidence picker: its kind, and what was ticked."""

    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in ("ideas", "quotes", "theme", "figures")]
    )
    theme = forms.UUIDField(required=False)

    def chosen(self) -> list[str]:
        return self.data.getlist("chosen")[:CHOSEN_AT_MOST] if hasattr(self.data, "getlist") else []

    def chosen_ids(self) -> list[int]:
        return [
            int(id_)
            for id_ in self.chosen()
            if id_.isascii() and id_.isdecimal() and len(id_) < 20 and int(id_) < 2**63
        ]


class SearchForm(forms.Form):
    q = forms.CharField(
        required=False,
        max_length=120,
        label=_("Search the ideas"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
