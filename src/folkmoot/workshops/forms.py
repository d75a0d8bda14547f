from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.mailbox.policy import LONGEST as LONGEST_MESSAGE
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField, WordsField
from folkmoot.workshops.models import Idea, Vote
from folkmoot.workshops.services import LONGEST_COMMENT, LONGEST_IDEA


class VoteForm(forms.Form):
    stance = forms.TypedChoiceField(
        choices=Vote.Stance.choices,
        coerce=lambda value: Vote.Stance(int(value)),
        error_messages={
            "required": _("Choose agree, not sure or disagree."),
            "invalid_choice": _("Choose agree, not sure or disagree."),
        },
    )


class IdeaForm(forms.Form):
    text = WordsField(
        label=_("Your idea"),
        max_length=LONGEST_IDEA,
        error_messages={"required": _("Write your idea first: a sentence is enough.")},
        help_text=_(
            "One idea in your own words. Please name no person and nothing that would tell who "
            "they are. Nobody can see who wrote this, our staff included."
        ),
    )
    token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class CommentForm(forms.Form):
    text = WordsField(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        error_messages={"required": _("Write your comment first.")},
        help_text=_("Please name no person. Nobody can see who wrote this."),
    )
    parent = forms.CharField(max_length=13, required=False, widget=forms.HiddenInput)
    token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class QuestionForm(forms.Form):
    text = LineField(
        label=_("The question"),
        max_length=300,
        help_text=_("One open question in plain words: “What would make nights safer?”"),
        error_messages={"required": _("Write the question.")},
    )
    help_text = WordsField(
        label=_("What people should know before they answer"),
        rows=3,
        max_length=600,
        required=False,
    )
    opens_at = forms.DateTimeField(
        label=_("Opens"),
        required=False,
        help_text=_("Leave empty to open it with the workshop."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    closes_at = forms.DateTimeField(
        label=_("Closes"),
        required=False,
        help_text=_("Leave empty to close it with the workshop."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if isinstance(opens, datetime) and isinstance(closes, datetime) and opens >= closes:
            self.add_error("closes_at", _("The question must close after it opens."))
        return cleaned


class EditQuestionForm(QuestionForm, EditForm):
    pass


class StatusForm(EditForm):
    status = forms.ChoiceField(label=_("Status"), choices=Idea.Status.choices)
    reason = WordsField(
        label=_("Why, in words that everybody will read"),
        rows=3,
        max_length=600,
        required=False,
    )


class HideForm(forms.Form):
    reason = LineField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The author reads it, and it is kept for the record."),
        error_messages={"required": _("Give a reason: its author will read it.")},
    )


class MessageForm(forms.Form):
    text = WordsField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Write a few words first.")},
        help_text=_(
            "Its author alone reads it, and sees that it comes from the team. Do not ask who "
            "they are. Addresses stay plain text."
        ),
    )
