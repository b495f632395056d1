"""The figures of one score as plain text for a terminal: one line a treatment, rules below."""

from journal import words
from journal.series import Series
from journal.trajectories.values import AroundTreatment
from journal.words.durations import rated_words


def table(found: Series) -> str:
    """A heading, one paragraph a treatment, and the rules that were used."""
    heading = (
        f"{found.instrument.title}, {found.score.title}, rated by {_rater(found.rater)}, "
        f"up to {found.today.isoformat()}"
    )
    if not found.around:
        return f"{heading}\nNo completed treatment up to this day."
    paragraphs = [_paragraph(one) for one in found.around]
    return "\n\n".join((heading, *paragraphs, _rules(found)))


def _rater(rater: str) -> str:
    return "the patient" if rater == words.SELF else rater


def _paragraph(one: AroundTreatment) -> str:
    parts = [
        f"{one.number}. {one.treatment.day.isoformat()} {one.treatment.label}".rstrip()
        + f" (course {one.course})",
        f"   before: {_baseline(one)}",
        f"   response: {_response(one)}",
    ]
    if one.duration is not None:
        parts.append(f"   lasted: {words.duration_words(one.duration)}")
    if one.best is not None:
        change = "" if one.change is None else f", {one.change:+g} points"
        percent = "" if one.change_percent is None else f" ({one.change_percent:+.0f} %)"
        parts.append(f"   best: {one.best.value:g} on day {one.best.day}{change}{percent}")
    medians = [
        f"days {span}: {'–' if found.value is None else format(found.value, 'g')} "
        f"(n {found.n} of {found.of})"
        for span, found in one.medians.items()
        if found.of
    ]
    if one.rules.is_rare:
        return "\n".join([*parts, f"   {rated_words(one)}"])
    parts.append("   medians: " + ("; ".join(medians) or "no day yet"))
    parts.append(f"   rated {one.coverage.rated} of {one.coverage.of} days")
    return "\n".join(parts)


def _baseline(one: AroundTreatment) -> str:
    course, own = one.course_baseline, one.own_baseline
    found, whose = (
        (course, "course")
        if course.value is not None or own.value is None
        else (
            own,
            "own",
        )
    )
    if found.value is None:
        return f"no baseline ({found.n} of {found.of} days rated)"
    return f"{found.value:g} ({whose} baseline, {found.n} of {found.of} days)"


def _response(one: AroundTreatment) -> str:
    if one.line is None:
        return "no response line for this baseline or scale"
    line = f"line at {one.line.value:g}, from the {one.line.source.value} baseline"
    already = "; the last value before was already there" if one.was_at_line else ""
    return f"{words.response_words(one.response)} ({line}{already})"


def _rules(found: Series) -> str:
    rules = found.rules
    least = "none" if rules.least_baseline is None else f"{rules.least_baseline:g}"
    share = f"{100 * (1 - rules.response_fraction):.0f} %"
    return (
        f"Rules: baseline is the median of the {rules.baseline_days} days before, at least "
        f"{rules.baseline_least} rated; response line at {share} of it, "
        f"least baseline {least}; response is two rated days at most {rules.sustain_gap} days "
        f"apart at or below the line, from day {rules.response_by} at the latest; more than "
        f"{rules.open_gap} unrated days end what is known; a new course after "
        f"{rules.course_gap} days."
    )
