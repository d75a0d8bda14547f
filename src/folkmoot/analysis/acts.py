"""Analyses and what people make of their themes, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

THEMES = _("Themes sort what was said. This touches texts and counts, and nobody who said them.")
ANALYSIS_REQUESTED = Act(
    "analysis.requested",
    _("asked for an analysis"),
    _("The machine looked for patterns in texts and votes, by numbers."),
)
ANALYSIS_REPEATED = Act(
    "analysis.repeated",
    _("repeated an analysis"),
    _("The same analysis ran again, on the same frozen input."),
)
THEME_ACCEPTED = Act("theme.accepted", _("accepted a theme"), THEMES)
THEME_RENAMED = Act("theme.renamed", _("renamed a theme"), THEMES)
THEMES_MERGED = Act("theme.merged", _("merged two themes"), THEMES)
