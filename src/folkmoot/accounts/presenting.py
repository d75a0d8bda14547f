"""What each role is for, in a sentence."""

from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Role


def role_meanings() -> dict[Role, str]:
    return {
        Role.ADMINISTRATOR: _("Sets up the organisation, its people and its programmes."),
        Role.SPONSOR: _("Agrees and signs the mandate, and sees results."),
        Role.FACILITATOR: _("Creates programmes and runs their activities."),
        Role.MODERATOR: _("Checks contributions and hides what should not stand."),
        Role.ANALYST: _("Runs the analysis and drafts the framework."),
        Role.RESPONDER: _("Answers stories for services."),
        Role.AMBASSADOR: _("Brings people in with a link of their own."),
    }
