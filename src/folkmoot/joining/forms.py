from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from folkmoot.joining.queries import JoiningQuestion
from folkmoot.questions.definitions import Chosen
from folkmoot.questions.fields import AnswersForm
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField


class ReturnForm(forms.Form):
    return_key = forms.CharField(
        label="Your return key",
        max_length=8000,
        help_text=(
            "14 letters and digits, such as 7k2mx-9qxrw-w4td. Dashes and capitals do not matter."
        ),
        error_messages={
            "required": "Type the return key that you kept when you joined.",
            "max_length": "A return key has 14 letters and digits. Check what you typed.",
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "current-password",
                "autocapitalize": "none",
                "autocorrect": "off",
                "spellcheck": "false",
            }
        ),
    )


class CodeForm(forms.Form):
    """A joining code, or a whole link pasted; what it means is for the service to say."""

    code = forms.CharField(
        label="Your joining code",
        max_length=8000,
        help_text=(
            "14 letters and digits from your invitation, such as 7k2mx-9qxrw-w4td. Dashes and "
            "capitals do not matter; you may also paste the whole link."
        ),
        error_messages={"required": "Type the joining code from your invitation."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "autocorrect": "off",
                "spellcheck": "false",
            }
        ),
    )


class AskForm(forms.Form):
    address = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text="The one at which you are invited.",
        error_messages={
            "required": "Type your e-mail address.",
            "invalid": "Type a whole e-mail address, such as name@hospital.example.org.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class GatewayForm(AnswersForm):
    """The questions on joining. None has to be answered."""

    def __init__(self, *args: Any, questions: Sequence[JoiningQuestion], **options: Any) -> None:
        super().__init__(*args, questions=[one.question for one in questions], **options)

    def chosen(self) -> dict[UUID, str]:
        """What was said; who prefers not to say has said nothing."""
        said = self.answers.items()
        return {UUID(key): one.codes[0] for key, one in said if isinstance(one, Chosen)}


class ModeForm(EditForm):
    """Nothing stands chosen until somebody has chosen it."""

    mode = forms.ChoiceField(
        label="How do people join?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how people join."},
        choices=[("open", "Open"), ("confidential", "Confidential"), ("anonymous", "Anonymous")],
    )


class QuestionForm(forms.Form):
    text = LineField(
        label="Question",
        max_length=200,
        error_messages={"required": "Write the question."},
    )
    options = forms.CharField(
        label="Answers",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One on each line, 2 to 30. “Prefer not to say” is always added.",
        error_messages={"required": "Write the answers that people choose from."},
    )
    attribute = LineField(
        label="Column of your list of people",
        max_length=60,
        required=False,
        help_text="If your list has the same thing, its column: reach then shows who is missing.",
    )
    is_how_heard = forms.BooleanField(label="This asks how people heard of it", required=False)


class RetentionForm(EditForm):
    destroy_on = forms.DateField(
        label="Destroy the key on",
        required=False,
        help_text="Left empty: the day after the programme closes.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write a date such as 2030-05-31."},
    )
    release_on = forms.DateField(
        label="Let voices go on",
        required=False,
        help_text=(
            "Return keys stop working and answers on joining are deleted. What was said stays."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write a date such as 2030-05-31."},
    )
    erase_on = forms.DateField(
        label="Erase everything on",
        required=False,
        help_text=(
            "What every voice said is taken back, and the list of the invited is erased. What "
            "has been published stays."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write a date such as 2030-05-31."},
    )


class DestroyForm(forms.Form):
    typed = forms.CharField(
        label="Type the programme's name",
        max_length=200,
        error_messages={"required": "Type the programme's name to confirm."},
    )
