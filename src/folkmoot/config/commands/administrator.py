"""How the first person gets in, and how one who is locked out gets in again."""

from typing import Any

import click
from django.utils.translation import gettext as _

from folkmoot.config.commands import NOT_FOUND, CommandError, now, say, show_result, with_database


@click.command("administrator")
@click.argument("email")
@click.option("--organisation", metavar="NAME", help="Its name or address; else the only one.")
@click.option("--create", is_flag=True, help="Create the organisation where others exist already.")
@click.option("--name", help="The person's name, where they have no account yet.")
@click.option("--new-password", is_flag=True, help="For somebody who has an account and lost it.")
@click.option("--second-step-off", is_flag=True, help="For somebody who lost phone and codes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_database
def command(
    email: str,
    organisation: str | None,
    create: bool,
    name: str | None,
    new_password: bool,
    second_step_off: bool,
    as_json: bool,
) -> None:
    """Make the person with the address EMAIL an administrator, and let them in.

    Prints a temporary password, once, where they need one. On an empty installation it creates
    the organisation. Administrators add everybody else in the browser, under People.
    """
    from django.db import transaction

    from folkmoot.accounts import services
    from folkmoot.accounts.policy import Role, command_line

    address = _checked(email)
    with transaction.atomic():  # a refusal half way leaves no password that nobody has seen
        actor = command_line(_find_organisation(organisation, create))
        welcomed = services.add_person_with_password(
            actor=actor,
            email=address,
            name=(name or address.partition("@")[0])[:120],
            roles={Role.ADMINISTRATOR},
            at=now(),
        )
        password = welcomed.temporary_password
        if new_password and password is None:
            password = services.give_new_password(actor=actor, user=welcomed.user, at=now())
        if second_step_off:
            services.switch_off_second_step(actor=actor, user=welcomed.user, at=now())
    sentence = (
        _(
            "%(address)s is an administrator of %(organisation)s. Their temporary password is "
            "%(password)s: they choose their own when they sign in."
        )
        if password
        else _(
            "%(address)s is an administrator of %(organisation)s. They keep the password they have."
        )
    )
    show_result(
        {"email": address, "organisation": actor.organisation.slug, "password": password},
        as_json,
        sentence % {"address": address, "organisation": actor.organisation, "password": password},
    )


def _checked(email: str) -> str:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
        if len(email) > 254:
            raise ValidationError("too long")  # not for people: caught below
    except ValidationError as wrong:
        told = _("“%(email)s” is no e-mail address such as sam@example.org.")
        raise CommandError(told % {"email": email}, 2) from wrong
    return email.lower()


def _find_organisation(wanted: str | None, create: bool) -> Any:
    from django.db.models import Q
    from django.utils.text import slugify

    from folkmoot.accounts import services
    from folkmoot.accounts.models import Organisation

    known = list(Organisation.objects.order_by("slug"))
    if wanted is None:
        if len(known) == 1:
            return known[0]
        told = (
            _("Say which organisation: --organisation NAME. There are: %(names)s.")
            if known
            else _(
                "Say which organisation: --organisation NAME. There is none yet: give the name of "
                "yours, and it is created."
            )
        )
        raise CommandError(told % {"names": _names(known)}, 2)
    found = Organisation.objects.filter(Q(slug=wanted) | Q(name=wanted)).first()
    if found:
        return found
    if known and not create:
        raise CommandError(
            _("There is no organisation “%(name)s”. There are: %(names)s. Add --create to make it.")
            % {"name": wanted, "names": _names(known)},
            NOT_FOUND,
        )
    slug = slugify(wanted)[:60].strip("-") or "home"
    made = services.create_organisation(name=wanted[:120], slug=slug)
    told = _("Created the organisation “%(name)s”, at %(address)s.")
    say(told % {"name": made, "address": f"/staff/{made.slug}/"})
    return made


def _names(known: list[Any]) -> str:
    return ", ".join(one.slug for one in known[:10])
