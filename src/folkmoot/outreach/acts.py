"""Letters, links and who is missing, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

LETTERS = _(
    "Letters go to everybody invited or, as reminders, to those of them who have not joined where "
    "that is known to the machine; never to people whom staff pick."
)
LETTER_DRAFTED = Act("letter.drafted", _("drafted a letter"), LETTERS)
LETTER_REMOVED = Act("letter.removed", _("removed a draft letter"), LETTERS)
LETTER_SCHEDULED = Act("letter.scheduled", _("scheduled a letter"), LETTERS)
LETTER_UNSCHEDULED = Act("letter.unscheduled", _("unscheduled a letter"), LETTERS)
LETTER_STOPPED = Act("letter.stopped", _("stopped a letter"), LETTERS)
LETTER_TESTED = Act(
    "letter.tested",
    _("sent a test letter"),
    _("A letter went to the member of staff who asked for it."),
)
BOUNCES_REPORTED = Act(
    "letter.bounces_reported",
    _("reported bounced addresses"),
    _("Addresses whose letters came back are not written to."),
)
AMBASSADOR_ADDED = Act(
    "ambassador.added",
    _("added an ambassador"),
    _(
        "Somebody got a link of their own to pass on. What it brought is shown from a smallest "
        "group on."
    ),
)
AMBASSADOR_ENDED = Act(
    "ambassador.ended", _("ended an ambassador"), _("Their link counts nothing any more.")
)
POPULATION_DESCRIBED = Act(
    "population.described",
    _("described the population"),
    _("How many people there are of each kind, to see who is missing."),
)
POPULATION_REMOVED = Act(
    "population.removed",
    _("removed the population's numbers"),
    _("How many people there are of each kind is unknown again."),
)
MAP_CHOSEN = Act(
    "region_map.chosen",
    _("chose the map of regions"),
    _("For the page that shows where people are missing."),
)
MAP_REMOVED = Act(
    "region_map.removed",
    _("removed the map of regions"),
    _("The page that shows where people are missing has no map."),
)
