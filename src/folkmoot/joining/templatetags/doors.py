"""What the layout of a participant's page knows of the browser."""

from django import template
from django.template import Context

from folkmoot.joining.access import cookie_name
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
