"""The fields in which people type words: every form uses these, so that all are cleaned alike."""

from typing import Any

from django import forms
from django.utils.translation import ngettext_lazy

from folkmoot.core.text import clean_line, clean_text

TOO_LONG = ngettext_lazy(
    "This has %(show_value)d character; there is room for %(limit_value)d. Nothing is lost.",
    "This has %(show_value)d characters; there is room for %(limit_value)d. Nothing is lost.",
    "show_value",
)


class LineField(forms.CharField):
    """One line of words: line breaks become spaces, and what nobody can see is no word."""

    def to_python(self, value: Any) -> str:
        return clean_line(str(value or ""))


class WordsField(forms.CharField):
    """Paragraphs, with room to write: any script, any emoji."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        super().__init__(**options)
        if self.max_length and "max_length" not in options.get("error_messages", {}):
            self.error_messages["max_length"] = TOO_LONG

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # A browser that cuts a paste at maxlength loses words; we say how many are too many.
        return {k: v for k, v in super().widget_attrs(widget).items() if k != "maxlength"}

    def to_python(self, value: Any) -> str:
        return clean_text(str(value or ""))
