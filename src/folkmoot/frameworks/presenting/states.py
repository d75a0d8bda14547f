"""What became of a cited text, in words."""

from django.utils.translation import gettext as _

from folkmoot.frameworks.queries.sources import State


def in_words(state: State) -> str:
    return {
        State.AS_LINKED: _("as linked"),
        State.EDITED: _("edited since"),
        State.COUNTED: _("counted anew since"),
        State.PROPOSED: _("proposed by the machine, accepted by nobody yet"),
        State.NO_GROUPS: _("about groups that the latest analysis does not find"),
        State.HIDDEN: _("hidden since"),
        State.WITHDRAWN: _("withdrawn since"),
        State.GONE: _("no longer there"),
    }[state]
