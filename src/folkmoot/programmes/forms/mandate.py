from django import forms

from folkmoot.web.fields import LineField, WordsField


class MandateForm(forms.Form):
    """``based_on`` is the version that the writer started from."""

    pain_points = WordsField(
        label="What hurts",
        rows=5,
        max_length=5000,
        required=False,
        help_text="The problems as people feel them, in their words. Three are better than ten.",
    )
    promise = WordsField(
        label="What you promise",
        rows=5,
        max_length=5000,
        required=False,
        help_text="What will happen with what people say, by when, and who sees to it. "
        "The programme cannot open without it.",
    )
    invited = WordsField(
        label="Who is invited",
        rows=3,
        max_length=2000,
        required=False,
        help_text="Everybody who feels the problem, and those who can change it.",
    )
    answers_for = WordsField(
        label="Who answers for what",
        rows=3,
        max_length=2000,
        required=False,
        help_text="A name or a post for each part of the promise.",
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)


class CommentForm(forms.Form):
    text = WordsField(
        label="Your comment",
        rows=3,
        max_length=2000,
        error_messages={"required": "Write your comment first."},
    )


class SignatureForm(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**6)
    job_title = LineField(
        label="Your post",
        max_length=120,
        required=False,
        help_text="Such as chief nurse. Shown beside your name on the front page.",
        error_messages={
            "max_length": "Keep your post under 120 characters. You wrote %(show_value)d."
        },
    )
