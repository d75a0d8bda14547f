"""Figures of how it was worked out: each beside its name, as the run measured it."""

from re import Match

from benchmarks._truth import Check, Truth

F = r"(\d[\d.]*)"


def _measured(*names: str) -> Check:
    """The figures of the sentence are those of these names, in this order; all are told."""

    def check(truth: Truth, m: Match[str]) -> bool:
        return list(m.groups()) == [str(truth.method.get(name)) for name in names]

    return check


RULES = (
    (
        rf"the first axis explains {F} of their differences; in shuffled votes at most {F}",
        _measured("axis", "axis_by_chance"),
    ),
    (
        rf"Groups steady: {F} ± {F} \(standard error\) in {F} tries with a fifth of the people "
        r"left out \(adjusted Rand index, 1: the same groups each time\)",
        _measured("stability", "stability_error", "tries"),
    ),
    (rf"In {F} tries with a fifth of the people left out", _measured("tries")),
    (rf"the steadiest groups of shuffled votes reach {F}", _measured("stability_by_chance")),
    (rf"by the best silhouette, {F};", _measured("silhouette")),
)
