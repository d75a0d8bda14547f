"""What analysts fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.analysis.models import Theme
from folkmoot.web.editing import EditForm
from folkmoot.web.fields import LineField


class RenameTheme(EditForm):
    name = LineField(label=_("Name"), max_length=120)


class MergeTheme(forms.Form):
    """Choices are the other themes of the same analysis."""

    into = forms.ChoiceField(label=_("Merge into"))

    def __init__(self, *args: object, others: list[Theme], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(theme.pk), theme.name) for theme in others]
