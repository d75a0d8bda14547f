from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.fields import LineField, WordsField


class MandateForm(forms.Form):
    """``based_on`` is the version that the writer started from."""

    pain_points = WordsField(
        label=_("What hurts"),
        rows=5,
        max_length=5000,
        required=False,
        help_text=_("The problems as people feel them, in their words. Three are better than ten."),
    )
    promise = WordsField(
        label=_("What you promise"),
        rows=5,
        max_length=5000,
        required=False,
        help_text=_(
            "What will happen with what people say, by when, and who sees to it. "
            "The programme cannot open without it."
        ),
    )
    invited = WordsField(
        label=_("Who is invited"),
        rows=3,
        max_length=2000,
        required=False,
        help_text=_("Everybody who feels the problem, and those who can change it."),
    )
    answers_for = WordsField(
        label=_("Who answers for what"),
        rows=3,
        max_length=2000,
        required=False,
        help_text=_("A name or a post for each part of the promise."),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)


class CommentForm(forms.Form):
    text = WordsField(
        label=_("Your comment"),
        rows=3,
        max_length=2000,
        error_messages={"required": _("Write your comment first.")},
    )


class SignatureForm(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**6)
    job_title = LineField(
        label=_("Your post"),
        max_length=120,
        required=False,
        help_text=_("Such as chief nurse. Shown beside your name on the front page."),
        error_messages={
            "max_length": _("Keep your post under 120 characters. You wrote %(show_value)d.")
        },
    )
