"""The Polis statistics written as plain loops, one vote at a time, to test the fast code against.

Written from the definitions in compdemocracy/polis (math/src/polismath/math: repness.clj,
stats.clj, conversation.clj), with agree = 1, over ``{idea: [(person, stance), ...]}``.
"""

from __future__ import annotations

import math
from typing import Any

Votes = dict[int, list[tuple[int, int]]]
Groups = dict[int, int]

SIGNIFICANT = 1.2816


def prop_test(successes: int, trials: int) -> float:
    return 2 * math.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5)


def two_prop_test(s_in: int, s_out: int, n_in: int, n_out: int) -> float:
    s_in, s_out, n_in, n_out = s_in + 1, s_out + 1, n_in + 1, n_out + 1
    pooled = (s_in + s_out) / (n_in + n_out)
    inside = pooled * (1 - pooled) * (1 / n_in + 1 / n_out)
    if inside <= 0:
        return 0.0
    return (s_in / n_in - s_out / n_out) / math.sqrt(inside)


def tally(votes: Votes, people: set[int], idea: int) -> tuple[int, int, int]:
    agrees = disagrees = seen = 0
    for person, stance in votes[idea]:
        if person in people:
            seen += 1
            agrees += stance == 1
            disagrees += stance == -1
    return agrees, disagrees, seen


def stats(votes: Votes, groups: Groups, group: int, idea: int) -> dict[str, Any]:
    inside = {p for p, g in groups.items() if g == group}
    na, nd, ns = tally(votes, inside, idea)
    oa, od, os_ = tally(votes, set(groups) - inside, idea)
    pa, pd = (na + 1) / (ns + 2), (nd + 1) / (ns + 2)
    return {
        "tid": idea,
        "na": na,
        "nd": nd,
        "ns": ns,
        "pa": pa,
        "pd": pd,
        "pat": prop_test(na, ns),
        "pdt": prop_test(nd, ns),
        "ra": pa / ((oa + 1) / (os_ + 2)),
        "rd": pd / ((od + 1) / (os_ + 2)),
        "rat": two_prop_test(na, oa, ns, os_),
        "rdt": two_prop_test(nd, od, ns, os_),
    }


def finalized(s: dict[str, Any]) -> dict[str, Any]:
    if s["rat"] > s["rdt"]:
        side, n, p, t, r, rt = "agree", s["na"], s["pa"], s["pat"], s["ra"], s["rat"]
    else:
        side, n, p, t, r, rt = "disagree", s["nd"], s["pd"], s["pdt"], s["rd"], s["rdt"]
    return {"tid": s["tid"], "for": side, "n": n, "seen": s["ns"], "p": p, "z": t, "r": r, "rt": rt}


def metric(f: dict[str, Any]) -> float:
    return f["r"] * f["rt"] * f["p"] * f["z"]


def beats_best_agree(s: dict[str, Any], best: dict[str, Any] | None) -> bool:
    if s["na"] == 0 and s["nd"] == 0:
        return False
    if best is None:
        return s["pat"] > SIGNIFICANT or (s["ra"] > 1 and s["pa"] > 0.5)
    if best["ra"] > 1:
        mine, theirs = (x["ra"] * x["rat"] * x["pa"] * x["pat"] for x in (s, best))
        return mine > theirs
    return s["pa"] * s["pat"] > best["pa"] * best["pat"]


def representative(
    votes: Votes, groups: Groups, group: int, ideas: list[int]
) -> list[dict[str, Any]]:
    sufficient: list[dict[str, Any]] = []
    best = best_agree = None
    for idea in ideas:
        s = stats(votes, groups, group, idea)
        if (s["rat"] > SIGNIFICANT and s["pat"] > SIGNIFICANT) or (
            s["rdt"] > SIGNIFICANT and s["pdt"] > SIGNIFICANT
        ):
            sufficient.append(finalized(s))
        if not sufficient and (best is None or max(s["rat"], s["rdt"]) > best["rt"]):
            best = finalized(s)
        if beats_best_agree(s, best_agree):
            best_agree = s
    head = [finalized(best_agree)] if best_agree else [best] if best else []
    if not sufficient:
        return head
    taken = best_agree["tid"] if best_agree else None
    rest = sorted((f for f in sufficient if f["tid"] != taken), key=lambda f: -metric(f))
    top = ([finalized(best_agree)] if best_agree else []) + rest
    top = top[:5]
    return [f for f in top if f["for"] == "agree"] + [f for f in top if f["for"] == "disagree"]


def group_aware_consensus(votes: Votes, groups: Groups, idea: int) -> float:
    product = 1.0
    for group in sorted(set(groups.values())):
        members = {p for p, g in groups.items() if g == group}
        agrees, _, seen = tally(votes, members, idea)
        product *= (agrees + 1) / (seen + 2)
    return product


def consensus(votes: Votes, ideas: list[int], side: str) -> list[tuple[int, int, int]]:
    """(idea, people on that side, votes) of the five clearest majorities among everybody."""
    everybody = {person for said in votes.values() for person, _ in said}
    found = []
    for idea in ideas:
        agrees, disagrees, seen = tally(votes, everybody, idea)
        n = agrees if side == "agree" else disagrees
        p, z = (n + 1) / (seen + 2), prop_test(n, seen)
        if p > 0.5 and z > SIGNIFICANT:
            found.append((p * z, idea, n, seen))
    found.sort(key=lambda f: -f[0])
    return [(idea, n, seen) for _, idea, n, seen in found[:5]]
