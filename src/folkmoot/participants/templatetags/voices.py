"""What rooms above have for the voice that reads a page."""

from django import template
from django.template import Context

from folkmoot.participants import registry
from folkmoot.participants.registry import VoiceNotice

register = template.Library()
KEPT = "voice_notices"  # asked once for each page, however often it is shown


@register.simple_tag(takes_context=True)
def voice_notices(context: Context) -> list[VoiceNotice]:
    """Notices for ``request.participant``; none where nobody has joined yet."""
    participant = getattr(context.get("request"), "participant", None)
    if participant is None:
        return []
    rendering = context.render_context
    kept: list[VoiceNotice] | None = rendering.get(KEPT)
    if kept is None:
        kept = rendering[KEPT] = registry.notices(participant)
    return kept
