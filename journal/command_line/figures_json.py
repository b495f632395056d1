"""The figures of `tidemark figures` as plain values; their shape is a contract.

Numbers are floats, days are offsets from the treatment, and what is not known is null.
"""

from typing import Any

from journal.series import Series
from journal.trajectories.values import AroundTreatment, Baseline

_RULES = (
    "baseline_days",
    "baseline_least",
    "response_fraction",
    "sustain_gap",
    "open_gap",
    "course_gap",
    "least_baseline",
)


def figures_json(found: Series) -> dict[str, Any]:
    """One object for one score from one rater: the rules used and every treatment."""
    return {
        "instrument": found.instrument.code,
        "score": found.score.code,
        "recall": found.instrument.recall,
        "rater": found.rater,
        "today": found.today.isoformat(),
        "rules": {name: getattr(found.rules, name) for name in _RULES},
        "treatments": [_treatment(one) for one in found.around],
    }


def _treatment(one: AroundTreatment) -> dict[str, Any]:
    line, lasted, best = one.line, one.duration, one.best
    return {
        "start": one.treatment.start.isoformat(),
        "day": one.treatment.day.isoformat(),
        "course": one.course,
        "course_baseline": _baseline(one.course_baseline),
        "own_baseline": {**_baseline(one.own_baseline), "cut": one.own_baseline.cut},
        "line": None if line is None else {"value": line.value, "from": line.source.value},
        "response": {"status": one.response.status.value, "day": one.response.day},
        "duration": None
        if lasted is None
        else {
            "days": lasted.days,
            "at_least": lasted.at_least,
            "reason": None if lasted.reason is None else lasted.reason.value,
        },
        "best": None if best is None else {"day": best.day, "value": best.value},
        "medians": {
            span: {"value": found.value, "n": found.n, "of": found.of}
            for span, found in one.medians.items()
        },
        "coverage": {"rated": one.coverage.rated, "of": one.coverage.of},
    }


def _baseline(found: Baseline) -> dict[str, Any]:
    return {"value": found.value, "n": found.n, "of": found.of}
