"""The tables that an export takes away, with what their columns mean."""

from dataclasses import replace

from django.utils.translation import gettext as _

from folkmoot.activities.registry import Table
from folkmoot.programmes.models import Programme
from folkmoot.workshops.queries import READING as READ


def tables(programme: Programme) -> list[Table]:
    about = {
        "comments": _("answers: the number of the comment it replies to"),
        "votes": _("stance: 1 agree, 0 not sure, -1 disagree"),
    }
    return [replace(one, about=about.get(one.name, one.about)) for one in READ.tables(programme)]


READING = replace(READ, tables=tables)
