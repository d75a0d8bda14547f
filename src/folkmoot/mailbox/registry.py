"""The one way to an e-mail address, kept at arm's length.

This room knows no address and no list: in the confidential mode it asks the front door's
relay, which alone opens a sealed link, and learns only whether a notice was taken.
"""

from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol
from uuid import UUID

from folkmoot.post.services import Message

RELAY = "folkmoot.joining.relay"


class Relay(Protocol):
    def can_write(self, programme_id: UUID) -> bool:
        """Whether links are sealed in this programme, and can still be opened."""
        ...

    def write(self, participant_id: int, message: Message, at: datetime) -> bool:
        """Whether the notice was taken; each opening of a link is counted and audited."""
        ...


class FrontDoor:
    """The relay of the front door. ``Message.to`` is left empty: only the relay fills it."""

    def can_write(self, programme_id: UUID) -> bool:
        if not find_spec(RELAY):
            return False
        queries, keys = (
            import_module("folkmoot.joining.queries"),
            import_module("folkmoot.joining.keys"),
        )
        return bool(queries.mode_of(programme_id) == "confidential" and keys.exists(programme_id))

    def write(self, participant_id: int, message: Message, at: datetime) -> bool:
        relay = import_module(RELAY)
        taken = relay.write_to_author(participant_id=participant_id, message=message, at=at)
        return bool(taken)


_relay: Relay = FrontDoor()


def use_relay(relay: Relay) -> Relay:
    """For specifications that have a way of their own; returns the one before."""
    global _relay
    before, _relay = _relay, relay
    return before


def relay_for(programme_id: UUID) -> Relay | None:
    return _relay if _relay.can_write(programme_id) else None
