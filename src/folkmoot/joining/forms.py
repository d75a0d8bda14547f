from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.programmes.models import Programme
from folkmoot.questions.definitions import Chosen
from folkmoot.questions.fields import AnswersForm
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField


class ReturnForm(forms.Form):
    return_key = forms.CharField(
        label=_("Your return key"),
        max_length=8000,
        help_text=_(
            "14 letters and digits, such as 7k2mx-9qxrw-w4td. Dashes and capitals do not matter."
        ),
        error_messages={
            "required": _("Type the return key that you kept when you joined."),
            "max_length": _("A return key has 14 letters and digits. Check what you typed."),
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
        label=_("Your joining code"),
        max_length=8000,
        help_text=_(
            "14 letters and digits from your invitation, such as 7k2mx-9qxrw-w4td. Dashes and "
            "capitals do not matter; you may also paste the whole link."
        ),
        error_messages={"required": _("Type the joining code from your invitation.")},
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
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The one at which you are invited."),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("Type a whole e-mail address, such as name@hospital.example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class GatewayForm(AnswersForm):
    """The questions on joining. None has to be answered."""

    def chosen(self) -> dict[UUID, str]:
        """What was said; who prefers not to say has said nothing."""
        said = self.answers.items()
        return {UUID(key): one.codes[0] for key, one in said if isinstance(one, Chosen)}


class ModeForm(EditForm):
    """Nothing stands chosen until somebody has chosen it."""

    mode = forms.ChoiceField(
        label=_("How do people join?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how people join.")},
        choices=[
            ("open", _("Open")),
            ("confidential", _("Confidential")),
            ("anonymous", _("Anonymous")),
        ],
    )


class TextsForm(EditForm):
    choice = forms.ChoiceField(
        label=_("When do others see what people write?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when others see what people write.")},
        choices=Programme.TextsAppear.choices,
    )


class QuestionForm(forms.Form):
    text = LineField(
        label=_("Question"),
        max_length=200,
        error_messages={"required": _("Write the question.")},
    )
    options = forms.CharField(
        label=_("Answers"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line, 2 to 30. “Prefer not to say” is always added."),
        error_messages={"required": _("Write the answers that people choose from.")},
    )
    attribute = LineField(
        label=_("Column of your list of people"),
        max_length=60,
        required=False,
        help_text=_(
            "If your list has the same thing, its column: reach then shows who is missing."
        ),
    )
    is_how_heard = forms.BooleanField(label=_("This asks how people heard of it"), required=False)


class RetentionForm(EditForm):
    destroy_on = forms.DateField(
        label=_("Destroy the key on"),
        required=False,
        help_text=_("Left empty: the day after the programme closes."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write a date such as 2030-05-31.")},
    )
    release_on = forms.DateField(
        label=_("Let voices go on"),
        required=False,
        help_text=_(
            "Return keys stop working and answers on joining are deleted. What was said stays."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write a date such as 2030-05-31.")},
    )
    erase_on = forms.DateField(
        label=_("Erase everything on"),
        required=False,
        help_text=_(
            "What every voice said is taken back, and the list of the invited is erased. What "
            "has been published stays."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write a date such as 2030-05-31.")},
    )


class DestroyForm(forms.Form):
    typed = forms.CharField(
        label=_("Type the programme's name"),
        max_length=200,
        error_messages={"required": _("Type the programme's name to confirm.")},
    )
