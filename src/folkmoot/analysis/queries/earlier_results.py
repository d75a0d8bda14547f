"""Stored results of earlier versions, told by the rules of today.

Nothing stored is changed: what may not be told any more is left out whenever a result is read,
for pages, files and citations alike.
"""

from typing import Any

import numpy as np

from folkmoot.core.lots import lot

# How today's results choose which large share is hidden, too.
HIDDEN_BY = "a secret lot of the idea"  # not for people: what results hold
NOT_TESTED = "not-tested"  # the note of groups that nobody had tested, by name
Stored = dict[str, Any]


def without_groups(stored: Stored) -> Stored:
    """Version 1 announced groups that nobody had tested, so that none of them is a fact."""
    lists = dict.fromkeys(("groups", "bridges", "divides", "points"), ())
    numbers = {"people": 0, "silhouette": None, "stability": None, "note": NOT_TESTED}
    return {
        **stored,
        "ideas": [{**idea, "groups": ()} for idea in stored["ideas"]],
        "opinions": {**stored["opinions"], **lists, **numbers},
    }


def hiding_order(idea_id: int, groups: int) -> list[int]:
    """In which order large shares are hidden beside a small one: a lot of the idea alone.

    The same whatever the run; readers cannot work it out, so they do not learn from it which of
    the hidden shares is the small one.
    """
    order = np.random.default_rng(lot(f"share:{idea_id}")).permutation(groups)
    return [int(g) for g in order]


def as_today(stored: Stored) -> Stored:
    """Without a share that a run of today would hide.

    Earlier runs drew anew which large share they hid, or by a lot that readers could draw too:
    two on the same votes, or one beside a run of today, told together what each hid.
    """
    opinions = stored["opinions"]
    if opinions.get("hidden_by") == HIDDEN_BY or not opinions["groups"]:
        return stored
    ideas, gone = [], set()
    for idea in stored["ideas"]:
        group = _would_hide(idea, stored["smallest_group"])
        if group is not None:
            gone.add((idea["idea_id"], group))
            shares = [None if g == group else s for g, s in enumerate(idea["groups"])]
            idea = {**idea, "groups": shares}
        ideas.append(idea)
    return {**stored, "ideas": ideas, "opinions": _less(opinions, gone)}


def _would_hide(idea: Stored, smallest_group: int) -> int | None:
    """The share told that a run of today may hide; None where it hides none of those told.

    Which of the hidden shares is the small one is not known, and must not be: whatever may be
    the first of the large ones counts.
    """
    shares = idea["groups"]
    told = [g for g, share in enumerate(shares) if share is not None]
    hidden = len(shares) - len(told)
    if not told or not hidden:
        return None
    order = hiding_order(idea["idea_id"], len(shares))
    first = next(g for g in order if g in told)
    before = order.index(first)  # hidden ones that the lot has first: they would have to be small
    votes = idea["agrees"] + idea["disagrees"] + idea["passes"]
    rest = votes - sum(shares[g]["votes"] for g in told)
    # Where all hidden ones would have to be small, they hide each other if they are enough.
    return None if before == hidden > 1 and rest >= smallest_group else first


def _less(opinions: Stored, gone: set[tuple[int, int]]) -> Stored:
    return {
        **opinions,
        "groups": [
            {
                **group,
                "beliefs": [b for b in group["beliefs"] if (b["idea_id"], place) not in gone],
            }
            for place, group in enumerate(opinions["groups"])
        ],
        "divides": [
            d
            for d in opinions["divides"]
            if not {(d["idea_id"], d["most"]), (d["idea_id"], d["least"])} & gone
        ],
    }
