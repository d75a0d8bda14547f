import pytest
from benchmarks._sink import Sink

from folkmoot.joining import keys
from folkmoot.joining.models import JoiningSettings
from folkmoot.members.models import Invitee, Member
from folkmoot.outreach.services import campaigns, queueing
from folkmoot.post import services as post
from folkmoot.post.services import sending
from tests.conftest import NOON

TEXT = "Hello\n\nTell us what hurts: {link}\n\nIt closes on {closes}."


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.KEYS = tmp_path / "keys"
    sending._left_at.clear()


@pytest.fixture
def sink(settings):
    sink = Sink().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_IS_CONFIGURED = True
    yield sink
    sink.stop()


@pytest.fixture
def mode(programme):
    """``mode("anonymous")``: how people join the programme, fixed as by a launch."""

    def choose(name):
        JoiningSettings.objects.create(programme=programme, mode=name, is_fixed=True)
        keys.create(programme.pk)

    return choose


@pytest.fixture
def invite(programme):
    """``invite(3)`` people are on the list, with addresses p0@example.org and so on."""

    def make(number=3, *, attributes=None, to=programme, start=0, **of_invitee):
        people = []
        for n in range(start, start + number):
            member = Member.objects.create(
                organisation=to.organisation, address=f"p{n}@example.org"
            )
            people.append(
                Invitee.objects.create(
                    programme=to, member=member, attributes=attributes, **of_invitee
                )
            )
        return people

    return make


@pytest.fixture
def draft(programme, facilitator):
    def make(kind="invitation", *, text=TEXT, subject="{programme} needs you", **options):
        return campaigns.draft_campaign(
            actor=facilitator,
            programme=programme,
            kind=kind,
            subject=subject,
            text=text,
            at=NOON,
            **options,
        )

    return make


@pytest.fixture
def send(facilitator):
    """Schedule a campaign for today, write its letters and send them."""

    def make(campaign):
        campaigns.schedule_campaign(actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON)
        queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)
        return post.send_waiting(limit=100, rate=10_000, at=NOON)

    return make
