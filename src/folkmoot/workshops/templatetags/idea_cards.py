"""A card's words in templates: ``{{ card|i_said }}``, ``{{ card|tally }}``."""

from django import template

from folkmoot.workshops import presenting

register = template.Library()
register.filter("i_said", presenting.i_said)
register.filter("tally", presenting.tally)
