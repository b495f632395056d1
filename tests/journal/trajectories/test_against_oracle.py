"""Response and duration compared with a second reckoning, which reads a row of letters.

Each day after the treatment is one letter: L at or below the line, H above it, a dot unrated.
"""

import re

from hypothesis import given
from hypothesis import strategies as st

from journal.trajectories.values import Duration, DurationEnd, Response, ResponseStatus
from tests.examples import tried
from tests.journal.trajectories.written import first_of, rated, rated_at, treated, week_before

VALUES = {"L": (7.0, 0.0, 6.5), "H": (7.5, 21.0, 14.0)}
"""The line is at 7; the days take these values in turn."""

ROWS = st.lists(
    st.sampled_from(["L", "L", "L", "H", "H", ".", "..", "...", "....", "LL", "HH"]), max_size=16
).map("".join)


def expected_response(row: str, days: int, is_closed: bool) -> Response:
    """`row` holds `days` letters, and one more for the trough when the window is closed."""
    pair = re.search(r"L(?=\.{0,2}L)", row)
    if pair and pair.start() < 14:
        return Response(ResponseStatus.REACHED, pair.start() + 1)
    looked_at = row[: min(days, 14)]
    rated_days = len(looked_at.replace(".", ""))
    if (is_closed or days >= 14) and rated_days >= max(4, len(looked_at) / 2):
        return Response(ResponseStatus.NOT_REACHED)
    return Response(ResponseStatus.NOT_ENOUGH_ENTRIES)


def expected_duration(row: str, reached_on: int, is_closed: bool) -> Duration:
    """Cut the row at the first gap, then look for two letters H with at most dots between."""
    lasting = row.removesuffix(".")[reached_on - 1 :]
    until_gap, gap, _ = lasting.partition("....")
    end = re.search(r"H\.*H", until_gap)
    if end:
        return Duration(end.start(), at_least=False)
    reason = DurationEnd.NEXT_TREATMENT if is_closed else DurationEnd.TODAY
    return Duration(until_gap.rindex("L") + 1, True, DurationEnd.GAP if gap else reason)


@tried(100)
@given(ROWS, st.booleans(), st.integers(0, 2))
def test_response_and_duration_agree_with_a_second_reckoning(
    row: str, is_closed: bool, turn: int
) -> None:
    if is_closed and not row:
        row = "."  # the next treatment's day has a letter at least
    days = len(row) - 1 if is_closed else len(row)
    values = {
        offset: VALUES[letter][(offset + turn) % 3]
        for offset, letter in enumerate(row, start=1)
        if letter != "."
    }
    trough = values.pop(len(row), None) if is_closed else None
    readings = [*week_before(14), *rated(values)]
    if trough is not None:
        readings.append(rated_at(len(row), "10:00", trough))
    later = [treated(len(row))] if is_closed else []
    one = first_of(readings, *later, today=len(row))
    response = expected_response(row, days, is_closed)
    assert one.response == response
    if response.day is None:
        assert one.duration is None
    else:
        assert one.duration == expected_duration(row, response.day, is_closed)


def test_the_second_reckoning_itself_on_the_example_of_the_command_line() -> None:
    """10, 7, 6, 6, 5, 7, 8, 7, 9, 10, 11, 12, 12, 13: from day 2 to the day before day 9."""
    row = "HLLLLLHLHHHHHH"
    assert expected_response(row, 14, is_closed=False) == Response(ResponseStatus.REACHED, 2)
    assert expected_duration(row, 2, is_closed=False) == Duration(7, at_least=False)
