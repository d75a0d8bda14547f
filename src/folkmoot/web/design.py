"""Made-up samples for the living page of the design system."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.core.formats import number, part_of
from folkmoot.web.charts import Bar, BarChart, DayChart, Point, PointMap, Stack, StackedBars

TOKENS = (
    "paper",
    "paper-raised",
    "paper-sunk",
    "ink",
    "ink-soft",
    "line",
    "line-strong",
    "accent",
    "accent-soft",
    "focus",
    "agree",
    "agree-soft",
    "pass",
    "pass-soft",
    "disagree",
    "disagree-soft",
    "danger",
    "danger-soft",
    "success",
    "success-soft",
    "group-1",
    "group-2",
    "group-3",
    "group-4",
    "group-5",
    "group-6",
)


class SampleForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name"), help_text=gettext_lazy("As colleagues know you.")
    )
    day = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    text = forms.CharField(label=gettext_lazy("Your idea"), widget=forms.Textarea)
    role = forms.ChoiceField(
        label=gettext_lazy("Where you work"),
        widget=forms.RadioSelect,
        choices=[("ward", gettext_lazy("On a ward")), ("home", gettext_lazy("In people's homes"))],
        help_text=gettext_lazy("Results are shown only for groups of ten and more."),
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What it is about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("rota", gettext_lazy("Rotas")), ("kit", gettext_lazy("Equipment"))],
    )
    agreed = forms.BooleanField(label=gettext_lazy("I have read how my words are used"))


def samples() -> dict[str, object]:
    unsent, refused = SampleForm(), SampleForm({"name": ""}, auto_id="wrong_%s")
    return {
        "tokens": TOKENS,
        "form": unsent,
        "refused": refused,
        "charts": (_bars(), _days(), _stacks(), _map(240), _map(3000)),
    }


def _bars() -> BarChart:
    return BarChart(
        title=_("Rotas matter to most people; parking only to some"),
        caption=_("Share of 412 ideas in each theme. Sample data."),
        unit="%",
        maximum=100,
        rows=(
            Bar(_("Rotas known six weeks ahead"), 62, 57, 67, part_of(255, 412)),
            Bar(_("A quiet place to rest at night"), 41, 36, 46, part_of(169, 412)),
            Bar(_("Parking"), 9, 7, 12, part_of(37, 412)),
        ),
    )


def _days() -> DayChart:
    counts = (3, 12, 41, 64, 38, 22, 9, 4, 18, 57, 49, 31, 20, 8, 2, 0, 14, 26, 19, 11, 5)
    first = date(2030, 5, 6)
    return DayChart(
        title=_("Each reminder brought a second wave"),
        caption=_("Contributions a day over three weeks. Sample data."),
        days=tuple((first + timedelta(days=n), count) for n, count in enumerate(counts)),
    )


def _stacks() -> StackedBars:
    return StackedBars(
        title=_("People agree on rest and part over rotas"),
        caption=_("Votes on three ideas. Sample data."),
        rows=(
            Stack(_("A quiet place to rest on every floor"), 182, 21, 9),
            Stack(_("Let teams draw up their own rotas"), 96, 34, 88),
            Stack(_("Hold handover beside the bed"), 41, 60, 47),
        ),
    )


def _map(size: int) -> PointMap:
    """Three loose clouds, placed by a small fixed sequence: the same on every visit."""
    centres = ((-1.6, 0.3), (1.1, 1.2), (0.7, -1.4))
    points = []
    for n in range(size):
        group = n % 3
        x, y = centres[group]
        spread = [((n * step) % 97 + (n * step * 7) % 89) / 93 - 1 for step in (31, 53)]
        points.append(Point(x + spread[0], y + spread[1], -1 if n % 19 == 0 else group))
    return PointMap(
        title=ngettext(
            "%(count)s person falls into three groups",
            "%(count)s people fall into three groups",
            size,
        )
        % {"count": number(size)},
        caption=_("Each mark is a person; people who vote alike stand close. Sample data."),
        points=tuple(points),
        group_names=(_("Rest first"), _("Rotas first"), _("Training first")),
    )
