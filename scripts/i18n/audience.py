"""Which messages somebody who takes part can meet: a participant, a member or a visitor.

Told by where they stand. Whatever is not named here as pages of staff counts as seen by them, so
that a new page must be translated until somebody says who reads it; ``tests/everywhere`` walks
the pages of participants and fails where one of them is drawn from a template named here.
"""

import re

from scripts.i18n.catalogue import Catalogue
from scripts.i18n.extraction import Key, Message

STAFF = re.compile(
    r"accounts/"
    r"|analysis/(?!templates/analysis/live\.html|presenting/(?:live_page|headlines|verdict))"
    # What guides say and cite.
    r"|frameworks/(?!presenting/(?:figures|type_figures|drafts)|services/forgetting)"
    r"|config/(?:commands|env|cli|next_step_middleware)|demo/|operations/"
    r"|activities/|core/(?:columns|csv_files|exports|headers|sheets|workbooks|jobs|tables"
    r"|stuck_jobs|schedule)"
    r"|guides/(?:templates/guides/overview|services/publishing|views|exporting"
    r"|presenting/export_readme)"
    r"|joining/(?:templates/joining/(?:staff|mode|retention)|views/staff|queries/opening"
    r"|services/(?:copying|importing|system_actor|generalisation))"
    r"|mailbox/(?:templates/mailbox/(?:staff/|notes)|views/staff|queries/staff)"
    r"|members/(?!templates/members/answer|services/subject_access|presenting/known)"
    r"|outreach/(?!templates/outreach/(?:ambassador|unsubscribe|sheet|no_pdf|_mail|_link)"
    r"|services/(?:unsubscribing|writing|admitting|answering_requests|starting_words|ways_in"
    r"|campaigns)|publishing"
    r"|views/(?:public|kits)|presenting/(?:calendar|reach_sentences))"
    r"|programmes/(?:forms/"
    r"|templates/programmes/(?!home|list|mandate\.html|mandate_history|phases|_data|_told)"
    r"|services/|registry/__init__|queries/(?:readiness|channels|people|opening)"
    r"|views/(?!lists|mandate))"
    r"|post/|web/(?:next_steps|design|editing|templates/web/)"
    r"|workshops/(?:templates/workshops/staff/|views/staff|queries/(?:staff|evidence|live)"
    r"|services/(?:facilitating|importing|questions))"
)


def is_for_participants(message: Message) -> bool:
    return not all(STAFF.match(file) for file in message.files)


def for_participants(messages: dict[Key, Message]) -> set[Key]:
    return {key for key, message in messages.items() if is_for_participants(message)}


def missing(catalogue: Catalogue, messages: dict[Key, Message]) -> list[Key]:
    """What participants may see and the catalogue does not say."""
    entries = catalogue.entries
    return [
        key
        for key, message in messages.items()
        if is_for_participants(message)
        if key not in entries or entries[key].is_obsolete or not entries[key].is_translated
    ]
