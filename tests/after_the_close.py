"""An analysis of everybody: while a programme is open, some of what was said waits."""

from folkmoot.analysis import services
from tests.conftest import NOON


def analysed_after_the_close(*, programme, **how):
    """As if the programme had closed at noon; for the pages it is open as it was."""
    closes, programme.closes_at = programme.closes_at, NOON
    run = services.analyse_now(programme=programme, at=NOON, **how)
    programme.closes_at = closes
    return run
