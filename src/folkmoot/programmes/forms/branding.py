from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField


class BrandingForm(EditForm):
    colour = forms.RegexField(
        regex=r"^#[0-9a-fA-F]{6}$",
        label=_("Your colour"),
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("Used for buttons and links. If it is too pale to read, we darken it."),
        error_messages={
            "required": _("Choose a colour."),
            "invalid": _("Write the colour as # and six digits, such as #2b4a8f."),
        },
    )
    partners = LineField(
        label=_("Partners"),
        max_length=300,
        required=False,
        help_text=_("Who runs this with you? One line at the foot of the front page."),
        error_messages={"max_length": _("Keep it under 300 characters. You wrote %(show_value)d.")},
    )


class LogoForm(EditForm):
    """The service checks the content: a name or a type sent by a browser proves nothing."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG, WebP or GIF, up to 2 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        error_messages={
            "required": _("Choose a picture first."),
            "empty": _("The file is empty. Choose a PNG, JPEG, WebP or GIF picture."),
            "missing": _("Choose a picture first."),
            "invalid": _("Choose a picture first."),
        },
    )

    def __init__(self, *args: Any, current: Mapping[str, Any], **options: Any) -> None:
        # What stands is seen beside the form; no file can be put into its box.
        super().__init__(*args, current=current, initial={"logo": None}, **options)

    def show_both(self, current: Mapping[str, Any]) -> None:
        """Theirs is on the page. A browser does not keep the file that was chosen."""
        super().show_both(current)
        self.differences = ()

    when_late = _(
        "Somebody changed the logo while you were choosing: you see theirs. To put yours in its "
        "place, choose it again."
    )
