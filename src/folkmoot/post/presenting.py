"""Why letters do not leave, in a sentence for each cause."""

from dataclasses import replace

from django.utils.translation import gettext as _

from folkmoot.post import queries
from folkmoot.post.queries import Mail


def causes() -> dict[str, str]:
    return {
        "name": _("No machine was found under the name of the mail server."),
        "closed": _("Nothing takes letters at the mail server's address and port."),
        "away": _("The mail server did not answer the last time we tried."),
        "breaks": _("The mail server hung up in the middle."),
        "silent": _("The mail server stopped answering in the middle."),
        "later": _("The mail server asked us to come back later."),
        "greeting": _("The mail server does not want to talk to this machine."),
        "hello": _("The mail server did not accept our greeting."),
        "no-tls": _(
            "The mail server offers no encryption (STARTTLS), and its settings here ask for it."
        ),
        "tls": _(
            "No encrypted line to the mail server came about: its port may be set wrongly, "
            "or tls=yes where smtps:// is needed."
        ),
        "certificate": _("This machine does not trust the mail server's certificate."),
        "certificate-old": _("The mail server's certificate has run out."),
        "certificate-name": _(
            "The mail server's certificate is for another name than the one set here."
        ),
        "no-sign-in": _(
            "The mail server lets nobody sign in, and a name and password are set here."
        ),
        "sign-in-hidden": _(
            "The mail server lets people sign in only over an encrypted line, and tls=yes is "
            "not set here."
        ),
        "sign-in": _("The mail server did not accept our name and password."),
        "sign-in-kind": _("The mail server knows no way of signing in that we know."),
        "needs-sign-in": _(
            "The mail server takes letters only from those who sign in, and no name and "
            "password are set here."
        ),
        "needs-tls": _(
            "The mail server takes letters only over an encrypted line, and tls=yes is not "
            "set here."
        ),
        "sender": _("The mail server does not accept letters from our address."),
        "relay": _(
            "The mail server passes on no letters for this machine. Whoever runs it can allow that."
        ),
        "refuses": _("The mail server refused letters, for a reason that is not their addresses."),
        "letter": _("The mail server refused a letter for what is in it, its size or its sender."),
        "key": _("Some letters were sealed with a key that is not on this machine."),
    }


def in_words(trouble: object) -> str:
    """A ``services.SmtpProblem``, or one as it is kept: the cause, and the number of the answer."""
    key, _space, said = str(trouble).partition(" ")
    words = causes().get(key, "")
    if not words or not said:
        return words
    return _("%(problem)s Its answer was %(answer)s.") % {"problem": words, "answer": said}


def mail() -> Mail:
    """How the installation's mail stands, its problem in a sentence."""
    found = queries.mail()
    return replace(found, problem=in_words(found.problem))
