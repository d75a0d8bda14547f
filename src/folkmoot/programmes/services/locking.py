"""The one lock of a programme: what two people press at once takes turns."""

from uuid import UUID

from folkmoot.programmes.models import Programme


def lock(programme_id: UUID, *, no_key: bool = False) -> Programme:
    """The programme as it is now, held until the transaction ends.

    ``no_key`` lets others go on adding rows that point to it meanwhile.
    """
    rows = Programme.objects.select_for_update(of=("self",), no_key=no_key)
    return rows.select_related("organisation").get(pk=programme_id)
