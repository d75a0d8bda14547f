"""The address book changes for one at a time."""

from uuid import UUID

from folkmoot.accounts.models import Organisation


def lock_address_book(organisation_id: UUID) -> None:
    """Nobody else adds, forgets or leaves alone anybody until the transaction ends.

    Or a list that has looked up who is left alone would bring back whoever is forgotten just
    then; and two lists with the same people in other orders would wait for each other. Where a
    programme is held as well, it is held first.
    """
    Organisation.objects.select_for_update(no_key=True).only("pk").get(pk=organisation_id)
