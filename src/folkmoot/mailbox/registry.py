"""The one way to an e-mail address, kept at arm's length.

This room knows no address and no list: in the confidential mode it asks joining's
relay, which alone opens sealed links, and learns nothing of whom it reached.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from folkmoot.joining import keys, relay
from folkmoot.joining.models import Mode
from folkmoot.joining.queries import mode_of
from folkmoot.post.services import Message
from folkmoot.programmes.models import Programme


class Relay:
    """The relay of joining. ``Message.to`` is left empty: only the relay fills it."""

    def can_write(self, programme_id: UUID) -> bool:
        """Whether links are sealed in this programme, and can still be opened."""
        return mode_of(programme_id) == Mode.CONFIDENTIAL and keys.exists(programme_id)

    def write(
        self,
        programme: Programme,
        participant_ids: Sequence[int],
        message: Message,
        at: datetime,
    ) -> None:
        """To those of them who can be reached; each opening is counted and audited."""
        relay.write_to_authors(
            programme=programme, participant_ids=participant_ids, message=message, at=at
        )


_relay = Relay()


def relay_for(programme_id: UUID) -> Relay | None:
    return _relay if _relay.can_write(programme_id) else None
