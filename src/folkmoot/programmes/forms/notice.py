from typing import Any

from django import forms

from folkmoot.programmes.queries import BASES
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField

LONG = "Keep it under %(limit_value)d characters. You wrote %(show_value)d."


class NoticeForm(EditForm):
    """``needs_source``: where people are invited, the law has it told where addresses come from."""

    controller = LineField(
        label="Who answers for people's data",
        max_length=200,
        help_text="The organisation that decides, called the controller, with its address.",
        error_messages={"required": "Name the organisation that answers.", "max_length": LONG},
    )
    contact = LineField(
        label="Whom people can ask",
        max_length=200,
        help_text="An e-mail address or a telephone number, your data protection officer's, say.",
        error_messages={
            "required": "Give an e-mail address or a telephone number.",
            "max_length": LONG,
        },
    )
    basis = forms.ChoiceField(
        label="Why this is lawful",
        widget=forms.RadioSelect,
        choices=BASES,
        error_messages={"required": "Choose why this is lawful."},
    )
    reason = LineField(
        label="In a few words",
        max_length=300,
        required=False,
        help_text="Which task or interest it is, such as running safe wards.",
        error_messages={"max_length": LONG},
    )
    source = LineField(
        label="Where addresses come from",
        max_length=300,
        required=False,
        help_text="Such as the staff list of the trust. Only where you invite people.",
        error_messages={
            "required": "Say where the addresses of the people you invite come from.",
            "max_length": LONG,
        },
    )

    def __init__(self, *args: Any, needs_source: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].required = needs_source

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("basis") == "other" and not cleaned.get("reason"):
            self.add_error("reason", "Say in a few words which other basis it is.")
        return cleaned
