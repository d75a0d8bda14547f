"""Small helpers every template may use, without a ``load``."""

from datetime import date, datetime

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from folkmoot.web.charts.bars import Stack, StackRow, stack_row

register = template.Library()


@register.filter
def has_several_controls(field: BoundField) -> bool:
    """Radio buttons and lists of boxes: a fieldset with a legend, not a label."""
    widget = field.field.widget
    return isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def control(field: BoundField) -> SafeString:
    """The control alone, without a placeholder: that vanishes just when it is needed."""
    return field.as_widget(attrs={"placeholder": False})


@register.filter
def number(value: int | None) -> str:
    """12345 as 12,345; nothing for nothing."""
    return "" if value is None else f"{value:,}"


@register.filter
def of(part: int, whole: int) -> str:
    """A number with its base: ``62|of:80`` is "62 of 80"."""
    return f"{part:,} of {whole:,}"


@register.filter
def in_full(value: date | datetime | None) -> str:
    """A date in full ("12 May 2030"); a moment with its time ("12 May 2030, 9:00")."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, G:i")
    return date_format(value, "j F Y")


@register.simple_tag
def time_tag(value: date | datetime) -> SafeString:
    """``{% time_tag programme.closes_at %}``: the moment in words, and for machines."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), in_full(value))


@register.simple_tag
def result_shares(agrees: int, passes: int, disagrees: int) -> StackRow:
    """The widths that ``components/result_bar.html`` draws."""
    return stack_row(Stack("", agrees, passes, disagrees))
