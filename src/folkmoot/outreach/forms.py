import re
from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.core.text import clean_line
from folkmoot.outreach.models import LONGEST_SUBJECT, LONGEST_TEXT, Campaign
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField, WordsField

# A name, a mark between, and a whole number with or without marks between its thousands.
COUNTED = re.compile("^(.+?)[,\t;:]\\s*([0-9]{1,3}(?:[, \u00a0\u202f][0-9]{3})+|[0-9]+)$")
ENDS_IN_NUMBER = re.compile(r"[,\t;:]\s*[0-9]+$")  # "Nurses, 12,00": which is the number?
KINDS = [kind for kind in Campaign.Kind.choices if kind[0] != Campaign.Kind.REQUESTED]


class CampaignForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What kind of letter is it?"), choices=KINDS, widget=forms.RadioSelect
    )
    subject = LineField(
        label=_("Subject"),
        max_length=LONGEST_SUBJECT,
        error_messages={"required": _("Write a subject.")},
    )
    text = WordsField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        help_text=_("Short: three sentences are read. Leave an empty line between paragraphs."),
        error_messages={"required": _("Write the text.")},
        rows=12,
    )
    part = forms.ChoiceField(
        label=_("To whom?"),
        required=False,
        help_text=_(
            "Parts come from the lists that you imported. Small ones are not offered: a "
            "letter to a few would single somebody out."
        ),
    )

    def __init__(self, *args: object, parts: list[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.parts = parts
        choices = [("", gettext("Everybody on the list"))]
        choices += [(str(n), f"{name}: {value}") for n, (name, value) in enumerate(parts)]
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if not parts:
            del self.fields["part"]

    def chosen_part(self) -> tuple[str, str]:
        chosen = self.cleaned_data.get("part", "")
        return self.parts[int(chosen)] if chosen else ("", "")


class WordsForm(EditForm):
    subject = CampaignForm.base_fields["subject"]
    text = CampaignForm.base_fields["text"]


class DayForm(EditForm):
    """Carries the revision of the words that were read: no others leave on that day."""

    when_late = _(
        "Somebody changed the letter while you were reading it. Read it below, then go on."
    )
    on = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day as 2030-05-01."),
        },
    )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on.year > 2200:
            raise forms.ValidationError(_("That is too far away."))
        return on


class BouncesForm(forms.Form):
    text = forms.CharField(
        label=_("Addresses that came back"),
        required=False,
        max_length=2_000_000,
        help_text=_("Paste a list or a mail server's report: we take every address in it."),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(label=_("Or a text or CSV file"), required=False, max_length=200)

    def words(self) -> str:
        file = self.cleaned_data.get("file")
        uploaded = file.read(2_000_001).decode("utf-8", "replace") if file else ""
        return f"{self.cleaned_data['text']}\n{uploaded}"


class AmbassadorForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=80,
        help_text=_("As staff know them. It is printed nowhere."),
        error_messages={"required": _("Write a name.")},
    )


class PopulationForm(EditForm):
    attribute = LineField(
        label=_("What do people differ by?"),
        max_length=200,
        help_text=_("As the question on joining says it, such as: Which region do you work in?"),
        error_messages={"required": _("Say what people differ by.")},
    )
    rows = forms.CharField(
        label=_("How many people are there of each kind?"),
        max_length=20_000,
        help_text=_("One kind a line, then its number: Nurses, 1200"),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write at least two kinds.")},
    )

    def clean_rows(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for n, line in enumerate(self.cleaned_data["rows"].splitlines(), start=1):
            if not line.strip():
                continue
            parts = COUNTED.match(line.strip())
            name = clean_line(parts[1])[:120] if parts else ""
            number = re.sub("[^0-9]", "", parts[2]) if parts else ""
            if not name or len(number) > 9 or ENDS_IN_NUMBER.search(name):
                raise forms.ValidationError(
                    gettext("Line %(line)s needs a name, a comma and a whole number.") % {"line": n}
                )
            if name in found:
                raise forms.ValidationError(
                    gettext("Line %(line)s says %(name)s again.") % {"line": n, "name": name[:60]}
                )
            found[name] = int(number)
        if len(found) < 2:
            raise forms.ValidationError(_("Write at least two kinds, each on a line of its own."))
        if len(found) > 60:
            raise forms.ValidationError(_("More than 60 kinds cannot be shown in one picture."))
        if not any(found.values()):
            raise forms.ValidationError(_("All the numbers are zero."))
        return found


class TilesForm(forms.Form):
    attribute = forms.ChoiceField(label=_("Which question do the tiles show?"))
    file = forms.FileField(
        label=_("Your own tiles"),
        required=False,
        help_text=_(
            "A CSV file with the columns name, short, column, row. Without one we use the "
            "NHS regions of England with Wales, Scotland and Northern Ireland."
        ),
    )

    def __init__(self, *args: object, attributes: list[str], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["attribute"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in attributes]
