from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from folkmoot.programmes.models import Programme
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import DayField, LineField
from folkmoot.web.languages import names


class ProgrammeForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=120,
        help_text=_("A few words that people will recognise on a poster."),
        error_messages={
            "required": _("Give the programme a name."),
            "max_length": _("Keep the name under 120 characters. You wrote %(show_value)d."),
        },
    )
    summary = LineField(
        label=_("In one sentence"),
        max_length=300,
        required=False,
        help_text=_("What is it about? Shown on the front page."),
        error_messages={
            "max_length": _("Keep the sentence under 300 characters. You wrote %(show_value)d.")
        },
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=lambda: list(names().items()),
        initial=lambda: settings.LANGUAGE_CODE,
        help_text=_(
            "Its pages, letters, posters and guide are in this language. Visitors can choose "
            "another for themselves."
        ),
    )


class NameForm(ProgrammeForm, EditForm):
    pass


class NewProgrammeForm(ProgrammeForm):
    slug = forms.CharField(
        label=_("Address"),
        max_length=60,
        required=False,
        help_text=_("The end of its web address. Leave it empty and we make one from the name."),
        error_messages={
            "max_length": _("Keep the address under 60 characters. You wrote %(show_value)d.")
        },
    )
    earlier = forms.ChoiceField(
        label=_("Start from"),
        required=False,
        help_text=(
            _(
                "An earlier programme lends its mandate, activities, questions, branding and way "
                "of joining. "
                "Nothing that people said, signed or joined comes along."
            )
        ),
    )
    opens_on = DayField(
        label=_("Opening day"),
        required=False,
        help_text=_(
            "When you start from an earlier programme, its dates move to begin on this day."
        ),
    )

    def __init__(self, *args: Any, earlier: list[Programme], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {str(one.pk): one for one in earlier}
        choices = [("", _("A blank page")), *((key, one.name) for key, one in self.known.items())]
        chooser = self.fields["earlier"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = choices
        if not earlier:
            del self.fields["earlier"], self.fields["opens_on"]

    def earlier_programme(self) -> Programme | None:
        return self.known.get(self.cleaned_data.get("earlier", ""))

    def clean_slug(self) -> str:
        typed: str = self.cleaned_data["slug"].strip().lower()
        slug: str = slugify(typed or self.cleaned_data.get("name", ""))[:60].strip("-")
        if typed and slug != typed:
            raise ValidationError(
                _("An address has small letters, digits and hyphens, such as safer-wards.")
            )
        if not slug and self.cleaned_data.get("name"):
            raise ValidationError(
                _("We could not make an address from the name. Write one, such as safer-wards.")
            )
        return slug
