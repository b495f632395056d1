"""Side effects by the treatment they followed: onset, end, what is not known, and counts."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from journal.trajectories.side_effects import (
    GRADES,
    EffectSpan,
    LoggedEffect,
    SideEffects,
    effect_rows,
    hours_lasted,
    lay_side_effects,
    worst,
)
from journal.trajectories.values import Treatment
from tests.journal.trajectories.written import clock, on, treated

FIRST, SECOND = treated(0, "11:00"), treated(7, "11:00")


def logged(
    onset: datetime | None,
    end: datetime | None = None,
    key: str | None = FIRST.key,
    *,
    effect: str = "Nausea",
    severity: str | None = "mild",
    onset_day: date | None = None,
    end_day: date | None = None,
) -> LoggedEffect:
    code = effect.lower()
    return LoggedEffect(effect, code, severity, onset, end, key, onset_day, end_day)


def lay(*effects: LoggedEffect, today: int = 20) -> SideEffects:
    return lay_side_effects(effects, [FIRST, SECOND], on(today))


def only(*effects: LoggedEffect) -> EffectSpan:
    (span,) = lay(*effects).spans
    return span


def test_onset_and_end_are_hours_from_the_start() -> None:
    span = only(logged(clock(0, "11:30"), clock(1, "12:00")))
    assert (span.onset_hours, span.end_hours, hours_lasted(span)) == (0.5, 25, 24.5)
    assert (span.number, span.key, span.day) == (1, FIRST.key, on(0))


def test_an_effect_that_began_before_the_start_has_negative_hours() -> None:
    assert only(logged(clock(0, "10:00"), clock(0, "12:00"))).onset_hours == -1


def test_without_an_end_the_last_treatments_effect_is_still_there_as_far_as_noted() -> None:
    span = only(logged(clock(8, "09:00"), None, SECOND.key))
    assert (span.end_hours, span.is_still_there, hours_lasted(span)) == (None, True, None)


def test_without_an_end_an_earlier_treatments_effect_has_an_unknown_end() -> None:
    span = only(logged(clock(0, "12:00")))
    assert (span.end_hours, span.is_still_there) == (None, False)


def test_it_was_still_there_before_the_next_treatment_came() -> None:
    (span,) = lay(logged(clock(0, "12:00")), today=6).spans
    assert span.is_still_there


def test_an_effect_of_the_second_dose_of_a_day_counts_from_the_first() -> None:
    both = [treated(0, "09:00"), treated(0, "14:00")]
    found = lay_side_effects([logged(clock(0, "15:00"), None, both[1].key)], both, on(1))
    assert found.spans[0].onset_hours == 6
    assert found.spans[0].key == both[0].key
    assert len(found.treatments) == 1


def test_an_effect_told_by_days_begins_at_the_start_not_at_the_days_first_moment() -> None:
    span = only(logged(clock(0, "03:00"), clock(2, "02:59"), onset_day=on(0), end_day=on(1)))
    assert span.onset_hours == 0
    next_day = only(logged(clock(1, "03:00"), None, onset_day=on(1)))
    assert next_day.onset_hours == 16


def test_what_has_no_onset_and_what_followed_no_completed_treatment_is_kept_apart() -> None:
    planned = treated(30, "11:00")
    effects = [
        logged(None),
        logged(clock(3, "12:00"), None, None, effect="Headache"),
        logged(clock(3, "11:00"), None, planned.key, effect="Dizzy"),
        logged(None, None, "gone", effect="Tired"),
    ]
    found = lay_side_effects(effects, [FIRST, SECOND, planned], on(20))
    assert found.spans == ()
    assert [(one.effect, one.number) for one in found.undated] == [("Nausea", 1)]
    assert [one.effect for one in found.apart] == ["Dizzy", "Headache", "Tired"]


def test_rows_stand_by_how_many_treatments_an_effect_followed() -> None:
    found = lay(
        logged(clock(0, "12:00"), effect="Dizzy"),
        logged(clock(0, "13:00"), effect="Dizzy"),
        logged(clock(0, "14:00"), effect="Dizzy"),
        logged(clock(0, "12:00")),
        logged(None, None, SECOND.key),
        logged(clock(0, "12:00"), effect="Anxious"),
    )
    rows = [(row.effect, row.treatments, len(row.spans)) for row in effect_rows(found)]
    assert rows == [("Nausea", 2, 1), ("Dizzy", 1, 3), ("Anxious", 1, 1)]


def test_own_words_are_one_effect_whatever_their_capitals() -> None:
    taste, other = (
        LoggedEffect(text, text, None, clock(day, "12:00"), None, key)
        for text, day, key in (("Metal taste", 0, FIRST.key), ("metal Taste", 7, SECOND.key))
    )
    (row,) = effect_rows(lay(taste, other))
    assert row.treatments == 2


@given(st.lists(st.sampled_from([*GRADES, None])))
def test_the_worst_is_at_least_as_bad_as_all(severities: list[str | None]) -> None:
    found = worst(severities)
    given_ones = [GRADES.index(one) for one in severities if one is not None]
    assert (found is None) == (not given_ones)
    assert found is None or GRADES.index(found) == max(given_ones)


effects = st.lists(
    st.builds(
        logged,
        st.none() | st.integers(0, 300).map(lambda h: clock(0, "11:00") + timedelta(hours=h)),
        key=st.sampled_from([FIRST.key, SECOND.key, "gone", None]),
        effect=st.sampled_from(["Nausea", "Dizzy", "Tired"]),
        severity=st.sampled_from([*GRADES, None]),
    ),
    max_size=15,
)


@given(effects)
def test_nothing_is_lost_and_no_effect_followed_more_treatments_than_there_are(
    given_effects: list[LoggedEffect],
) -> None:
    found = lay(*given_effects)
    placed = len(found.spans) + len(found.undated) + len(found.apart)
    assert placed == len(given_effects)
    rows = effect_rows(found)
    assert sum(len(row.spans) + len(row.undated) for row in rows) == placed - len(found.apart)
    counts = [row.treatments for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert all(1 <= n <= len(found.treatments) for n in counts)


def test_no_treatment_leaves_everything_apart() -> None:
    found = lay_side_effects([logged(clock(0, "12:00"))], list[Treatment](), on(1))
    assert (found.spans, len(found.apart), found.treatments) == ((), 1, ())
