from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.programmes.presenting import bases
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField

LONG = _("Keep it under %(limit_value)d characters. You wrote %(show_value)d.")


class NoticeForm(EditForm):
    """``needs_source``: where people are invited, the law has it told where addresses come from."""

    controller = LineField(
        label=_("Who answers for people's data"),
        max_length=200,
        help_text=_("The organisation that decides, called the controller, with its address."),
        error_messages={"required": _("Name the organisation that answers."), "max_length": LONG},
    )
    contact = LineField(
        label=_("Whom people can ask"),
        max_length=200,
        help_text=_(
            "An e-mail address or a telephone number, your data protection officer's, say."
        ),
        error_messages={
            "required": _("Give an e-mail address or a telephone number."),
            "max_length": LONG,
        },
    )
    basis = forms.ChoiceField(
        label=_("Why this is lawful"),
        widget=forms.RadioSelect,
        choices=bases,
        error_messages={"required": _("Choose why this is lawful.")},
    )
    reason = LineField(
        label=_("In a few words"),
        max_length=300,
        required=False,
        help_text=_("Which task or interest it is, such as running safe wards."),
        error_messages={"max_length": LONG},
    )
    source = LineField(
        label=_("Where addresses come from"),
        max_length=300,
        required=False,
        help_text=_("Such as the staff list of the trust. Only where you invite people."),
        error_messages={
            "required": _("Say where the addresses of the people you invite come from."),
            "max_length": LONG,
        },
    )

    def __init__(self, *args: Any, needs_source: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].required = needs_source

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("basis") == "other" and not cleaned.get("reason"):
            self.add_error("reason", _("Say in a few words which other basis it is."))
        return cleaned
