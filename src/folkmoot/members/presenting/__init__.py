"""Members in words: what is known of one, and who is invited when a programme opens."""

from folkmoot.members.presenting.known import Invitation, Known, all_of, known_of
from folkmoot.members.presenting.opening import opening_facts

__all__ = ["Invitation", "Known", "all_of", "known_of", "opening_facts"]
