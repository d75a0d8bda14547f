"""What the layout of a participant's page knows of the browser."""

from django import template
from django.template import Context
from django.utils.html import format_html

from folkmoot.joining.access import cookie_name, voice_mark
from folkmoot.programmes.models import Programme

register = template.Library()


@register.simple_tag(takes_context=True)
def carries_a_voice(context: Context, programme: Programme) -> bool:
    """Whether there is something to leave; asks no table, for every page asks this.

    The page that shows a new key gives the cookie away itself: its request has none yet.
    """
    if context.get("has_just_joined"):
        return True
    request = context.get("request")
    return request is not None and bool(request.COOKIES.get(cookie_name(programme)))


@register.simple_tag(takes_context=True, name="voice_mark")
def marked(context: Context) -> str:
    """For every form of a participant's page, beside its token: whose page it stands on."""
    participant = getattr(context.get("request"), "participant", None)
    if participant is None:
        return ""
    mark = '<input type="hidden" name="voice" value="{}">'  # not for people: markup
    return format_html(mark, voice_mark(participant))
