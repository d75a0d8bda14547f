"""Publish a framework as a guide, and take a guide back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.revisions import revision_of
from folkmoot.frameworks.models import Framework
from folkmoot.guides import acts, policy, presenting, queries
from folkmoot.guides.models import Guide


class NothingToPublish(DomainError):
    pass


@transaction.atomic
def publish_guide(*, actor: Actor, framework: Framework, at: datetime) -> Guide:
    """Freeze the framework with its evidence; the guide published before it steps back."""
    programme = framework.programme
    here = programme.organisation_id == actor.organisation.pk
    if not here or not policy.can_publish(
        actor.roles, programme.stage(at), is_imported=programme.is_imported
    ):
        raise NotAllowed(
            _("A facilitator or an administrator can publish the guide once the programme opened.")
        )
    # Two people publishing at once take turns.
    Framework.objects.select_for_update().get(pk=framework.pk)
    document = presenting.build_document(framework, at=at)
    if not document.sections:
        raise NothingToPublish(
            _("The framework has no statements yet: write one first, then publish.")
        )
    written = queries.to_json(document)
    current = Guide.objects.filter(framework=framework, is_current=True).first()
    if current is not None and revision_of(current.document) == revision_of(written):
        return current  # pressed twice: no second guide in the same words
    Guide.objects.filter(framework=framework, is_current=True).update(is_current=False)
    guide = Guide.objects.create(
        framework=framework,
        published_by=actor.user,
        published_at=at,
        document=written,
    )
    record_audit(
        actor,
        acts.GUIDE_PUBLISHED,
        at,
        lambda: (
            ngettext("%(count)s statement", "%(count)s statements", len(document.statements))
            % {"count": len(document.statements)}
        ),
        programme=programme,
    )
    return guide


@transaction.atomic
def unpublish_guide(*, actor: Actor, framework: Framework, at: datetime) -> None:
    """Nobody can read the guide from now on; the document is kept, so that it can be compared."""
    programme = framework.programme
    here = programme.organisation_id == actor.organisation.pk
    if not here or not policy.can_unpublish(actor.roles):
        raise NotAllowed(_("A facilitator or an administrator can take the guide back."))
    taken = Guide.objects.filter(framework=framework, is_current=True).update(is_current=False)
    if taken:
        record_audit(actor, acts.GUIDE_WITHDRAWN, at, programme=programme)
