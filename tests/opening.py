"""What an invited programme needs besides a mandate before it can open."""

from folkmoot.joining import services as joining
from folkmoot.joining.models import GatewayQuestion
from folkmoot.joining.services.gateway import freeze_questions
from folkmoot.programmes import services as programmes


def ready_to_open(programme, actor, at):
    """Who answers for people's data is said, and the days on which it ends are accepted."""
    programmes.set_notice(
        actor=actor,
        programme=programme,
        controller="Northmoor Trust, Harrowmere",
        contact="privacy@northmoor.example.org",
        basis="public_task",
        reason="running safe wards",
        source="The staff list of the trust",
        at=at,
    )
    joining.set_retention(
        actor=actor, programme=programme, destroy_on=None, release_on=None, erase_on=None, at=at
    )


def asks(programme, text, options, attribute=""):
    """A question on joining in a programme that is open already, as its launch would leave it."""
    question = GatewayQuestion.objects.create(
        programme=programme, text=text, options=options, attribute=attribute, position=0
    )
    freeze_questions(programme)
    return question
