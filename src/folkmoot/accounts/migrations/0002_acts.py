"""Acts are kept by an identifier; until now the audit kept the English sentence itself.

A sentence that is not among these stays as it stands, and is shown as it stands.
"""

from typing import Any

from django.db import migrations
from django.db.models import Case, Value, When

WORDS = {
    "person.added": "added a person",
    "person.removed": "removed a person",
    "person.roles_changed": "changed roles",
    "person.password_given": "gave a new password",
    "person.second_step_off": "switched off a second step",
    "organisation.changed": "changed the organisation",
    "programme.created": "created the programme",
    "programme.copied": "started from an earlier programme",
    "programme.renamed": "renamed the programme",
    "programme.practice_started": "started practice",
    "programme.practice_stopped": "stopped practice",
    "programme.launched": "launched the programme",
    "programme.opening_cancelled": "called the opening off",
    "programme.closing_moved": "moved the closing date",
    "programme.dates_chosen": "chose the dates",
    "notice.changed": "said who answers for people's data",
    "notice.copy_confirmed": "read again what was copied",
    "branding.changed": "changed the branding",
    "branding.logo_changed": "changed the logo",
    "branding.logo_removed": "removed the logo",
    "channel.added": "added a channel",
    "channel.retired": "retired a channel",
    "channel.restored": "restored a channel",
    "role.given": "gave a role in the programme",
    "role.ended": "ended a role in the programme",
    "mandate.edited": "edited the mandate",
    "mandate.commented": "commented on the mandate",
    "mandate.signed": "signed the mandate",
    "activity.added": "added an activity",
    "activity.changed": "changed an activity",
    "activity.removed": "removed an activity",
    "activity.phases_dated": "dated the phases",
    "phase.dated": "dated a phase",
    "phase.removed": "removed a phase",
    "contributions.imported": "imported contributions",
    "invitations.added": "invited people",
    "invitations.withdrawn": "took back invitations",
    "address_book.added": "added people to the address book",
    "domain.allowed": "allowed an e-mail domain",
    "domain.ended": "ended an e-mail domain",
    "member.letters_stopped": "stopped letters to a member",
    "member.letters_allowed": "allowed letters to a person again",
    "member.erased": "erased a person",
    "member.data_sent": "had a person sent what is known of them",
    "member.data_exported": "exported what is known of a person",
    "joining.mode_chosen": "chose how people join",
    "joining.key_made": "made the programme's key",
    "joining.destruction_moved": "moved the day on which the programme's key is destroyed",
    "joining.destruction_requested": "asked for the key to be destroyed",
    "joining.key_destroyed": "destroyed the programme's key",
    "joining.link_opened": "opened a sealed link to relay a message",
    "joining.codes_reissued": "dealt new joining codes to those who asked",
    "joining.retention_set": "set retention dates",
    "joining.answers_generalised": "shortened what is stored of voices",
    "joining.voices_released": "let the voices go",
    "joining.data_erased": "erased everything on its date",
    "joining.question_added": "added a question on joining",
    "joining.question_removed": "removed a question on joining",
    "conversation.message_sent": "wrote to an author",
    "conversation.closed": "closed a conversation with an author",
    "conversation.reopened": "opened a conversation with an author again",
    "letter.drafted": "drafted a letter",
    "letter.removed": "removed a draft letter",
    "letter.scheduled": "scheduled a letter",
    "letter.unscheduled": "unscheduled a letter",
    "letter.stopped": "stopped a letter",
    "letter.tested": "sent a test letter",
    "letter.bounces_reported": "reported bounced addresses",
    "ambassador.added": "added an ambassador",
    "ambassador.ended": "ended an ambassador",
    "population.described": "described the population",
    "population.removed": "removed the population's numbers",
    "region_map.chosen": "chose the map of regions",
    "region_map.removed": "removed the map of regions",
    "workshop.question_added": "added a question",
    "workshop.question_edited": "edited a question",
    "workshop.question_removed": "removed a question",
    "idea.hidden": "hid an idea",
    "idea.shown": "showed a hidden idea again",
    "idea.pinned": "pinned an idea",
    "idea.unpinned": "unpinned an idea",
    "comment.hidden": "hid a comment",
    "comment.shown": "showed a hidden comment again",
    "idea.status.new": "set an idea to new",
    "idea.status.heard": "set an idea to heard",
    "idea.status.exploring": "set an idea to exploring",
    "idea.status.planned": "set an idea to planned",
    "idea.status.done": "set an idea to done",
    "idea.status.not_now": "set an idea to not now",
    "analysis.requested": "asked for an analysis",
    "analysis.repeated": "repeated an analysis",
    "theme.accepted": "accepted a theme",
    "theme.renamed": "renamed a theme",
    "theme.merged": "merged two themes",
    "framework.created": "created the framework",
    "framework.edited": "edited the framework",
    "section.added": "added a section",
    "section.edited": "edited a section",
    "section.removed": "removed a section",
    "section.moved": "moved a section",
    "statement.added": "added a statement",
    "statement.edited": "edited a statement",
    "statement.removed": "removed a statement",
    "statement.moved": "moved a statement",
    "evidence.cited": "cited evidence",
    "evidence.removed": "removed evidence",
    "guide.published": "published the guide",
    "guide.withdrawn": "took the guide back",
    "data.exported": "exported the data",
}
SENTENCES = {sentence: key for key, sentence in WORDS.items()}


def rewrite(entries: Any, written: dict[str, str]) -> None:
    cases = [When(act=before, then=Value(after)) for before, after in written.items()]
    entries.filter(act__in=written).update(act=Case(*cases))


def to_keys(apps: Any, schema_editor: Any) -> None:
    rewrite(apps.get_model("accounts", "AuditEntry").objects.all(), SENTENCES)


def to_sentences(apps: Any, schema_editor: Any) -> None:
    """An act that came later has no sentence: its key stays."""
    rewrite(apps.get_model("accounts", "AuditEntry").objects.all(), WORDS)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(to_keys, to_sentences)]
