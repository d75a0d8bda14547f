"""What people are promised says the same in Welsh: by each way of joining, sentence by sentence."""

from html import unescape

import pytest
from django.utils import translation

from folkmoot.joining.models import Mode
from folkmoot.joining.presenting.promise import promise_of
from folkmoot.programmes.models import Programme

pytestmark = pytest.mark.django_db

# What each way of joining stands and falls with: what is not known of people, and who can know.
HEART = {
    Mode.OPEN: (
        "Nid ydym byth yn gofyn pwy ydych chi, ac nid ydym yn cadw cyfeiriad eich dyfais.",
        "ni allwn ddweud llais pwy ydyw.",
        "gallai person â dau borwr ymuno ddwywaith",
    ),
    Mode.CONFIDENTIAL: (
        "Dim ond y peiriant all ei hagor, i drosglwyddo neges i chi; ni all unrhyw berson wneud "
        "hynny, ac mae'r allwedd yn cael ei dinistrio.",
        "Gallai rhywun sy'n rhedeg y gweinydd ac sy'n mynd ati i'ch bradychu ddefnyddio'r allwedd",
        "Peidiwch ag anfon eich dolen ymlaen",
    ),
    Mode.ANONYMOUS: (
        "Nid oes dim yn cofnodi pwy gafodd ba un.",
        "Nid oes cofnod o'r fath yn bodoli, dan sêl neu beidio.",
        "Peidiwch ag anfon eich cod ymlaen",
    ),
}
ALWAYS = (
    "Cewch allwedd ddychwelyd, nad ydym yn ei chadw.",
    "Rydym yn cadw'r diwrnod y dywedoch chi rywbeth, byth yr amser.",
    "Gallwch dynnu'n ôl unrhyw beth a ddywedoch, pryd bynnag y mynnwch.",
    "Mewn grŵp bach iawn, gall pobl ddyfalu.",
)


def sentences(programme, language):
    with translation.override(language):
        told = promise_of(programme)
        return [
            *told.short, told.caution, *told.known, *told.never_known, *told.not_protected,
            *told.record, *(part for pair in told.dates for part in pair),
        ]  # fmt: skip


@pytest.mark.parametrize("mode", list(Mode))
def test_every_sentence_of_a_promise_is_said_in_welsh(mode, set_up):
    programme = set_up(mode, questions=[("Where do you work?", ["Ward", "Office"])])
    english, welsh = sentences(programme, "en-gb"), sentences(programme, "cy")

    assert len(english) == len(welsh) > 10
    same = {one for one, other in zip(english, welsh, strict=True) if one == other}
    assert not {one for one in same if " " in one and not one[0].isdigit()}


@pytest.mark.parametrize("mode", list(Mode))
def test_the_page_on_anonymity_makes_each_ways_own_promise_in_welsh(mode, launched, client):
    programme = launched(mode)
    Programme.objects.filter(pk=programme.pk).update(language="cy")

    page = unescape(client.get(f"{programme.front_path}anonymity/").content.decode())

    assert [words for words in (*HEART[mode], *ALWAYS) if words not in page] == []
