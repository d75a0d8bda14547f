"""Figures of how it was worked out: each beside its name, as the run measured it."""

from re import Match

from benchmarks._reading import N
from benchmarks._truth import Check, Truth, number

F = r"(\d[\d.]*)"


def _measured(*names: str) -> Check:
    """The figures of the sentence are those of these names, in this order; all are told."""

    def check(truth: Truth, m: Match[str]) -> bool:
        return list(m.groups()) == [str(truth.method.get(name)) for name in names]

    return check


def _alike(truth: Truth, m: Match[str]) -> bool:
    """The word for the mean agreement (Steinley, 2004), both where twice its error lies across."""
    mean, error = (float(str(truth.method[n])) for n in ("stability", "stability_error"))
    words = {
        "nearly the same" if s >= 0.8 else "much the same" if s >= 0.65 else "different": None
        for s in (mean - 2 * error, mean + 2 * error)
    }
    told = " and ".join(words) if len(words) == 1 else f"between {' and '.join(words)}"
    reach = -(-round(200 * error, 6) // 1) / 100
    return m.groups() == (told, f"{mean:.2f}", f"{reach:.2f}")


def _widest(truth: Truth, m: Match[str]) -> bool:
    """Where a group's share is hidden, what is told may divide it from everybody else."""
    listed, in_all = truth.method["divides"], number(m[2])
    return (
        isinstance(listed, list | tuple)
        and number(m[1]) == len(listed) < in_all
        and truth.dividing <= in_all <= truth.dividing + truth.hidden
    )


RULES = (
    (
        rf"the direction in which votes differ most explains {F} of their differences; in votes "
        rf"dealt by chance at most {F}",
        _measured("axis", "axis_by_chance"),
    ),
    (
        rf"Groups steady: {F} ± {F} \(standard error\) in {F} tries with a fifth of the people "
        r"left out \(0: as by chance, 1: the same groups each time\)",
        _measured("stability", "stability_error", "tries"),
    ),
    (rf"In {F} tries with a fifth of the people left out", _measured("tries")),
    (
        r"groups came out ([a-z ]+): (\d\.\d\d), give or take (\d\.\d\d)",
        _alike,
    ),
    (r"from 0 \(as by chance\) to 1 \(the same each time\)", lambda truth, m: True),
    (
        rf"the steadiest groups of votes dealt by chance reach {F}",
        _measured("stability_by_chance"),
    ),
    (rf"to be told as groups they must pass {F}(?=$|[;.])", _measured("stability_bar")),
    (rf"farthest from the next: {F} of 1;", _measured("silhouette")),
    (rf"These are the {N} widest of {N} ideas that divide", _widest),
)
