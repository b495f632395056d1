"""Side effects as drawn: when each began, how long it lasted, how strong, after which treatment."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from matplotlib.colors import to_rgb

from journal.charts import style
from journal.charts.effect_bars import SpanArtists
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.side_effects import SideEffectsArtists, draw_side_effects, height_for
from journal.trajectories.side_effects import (
    GRADES,
    LoggedEffect,
    SideEffects,
    lay_side_effects,
)
from journal.trajectories.values import Treatment
from journal.words import side_effects as words
from tests.journal.charts.drawn import figure, lay_out, outside, overlapping, places, texts

FIRST = date(2025, 9, 1)


def treatments(count: int) -> list[Treatment]:
    """One every sixth day at eleven."""
    days = [FIRST + timedelta(days=6 * n) for n in range(count)]
    return [
        Treatment(str(n), datetime(day.year, day.month, day.day, 11, tzinfo=UTC), day)
        for n, day in enumerate(days, 1)
    ]


def effect(
    number: int | None,
    onset: float | None,
    end: float | None = None,
    name: str = "Nausea",
    severity: str | None = "mild",
    onset_day: date | None = None,
) -> LoggedEffect:
    """An effect by hours from the start of a treatment's day; without a number after none."""
    day = FIRST + timedelta(days=6 * ((number or 1) - 1))
    start = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    at = [None if hours is None else start + timedelta(hours=hours) for hours in (onset, end)]
    key = None if number is None else str(number)
    return LoggedEffect(name, name, severity, at[0], at[1], key, onset_day)


def lay(effects: Sequence[LoggedEffect], count: int = 3) -> SideEffects:
    return lay_side_effects(effects, treatments(count), date(2027, 1, 1))


def draw(
    found: SideEffects,
    *,
    shown: Shown = EVERYTHING,
    palette: style.Palette = style.LIGHT,
    size: tuple[float, float] | None = None,
    scale: float = 1.0,
) -> SideEffectsArtists:
    on = figure(size or (10.0, height_for(found, 10.0, scale)))
    drawn = draw_side_effects(on, found, palette, shown=shown, scale=scale)
    lay_out(on)
    return drawn


def said(drawn: SideEffectsArtists) -> str:
    on = drawn.axes.figure.figure
    return " ".join(one.get_text() for one in texts(on)).replace("\n", " ")


def extent(one: SpanArtists) -> tuple[float, float]:
    (start, _), (end, _) = places(one.bar)
    return start, end


def grey(colour: str) -> float:
    red, green, blue = to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_a_bar_runs_from_onset_to_end_in_hours() -> None:
    (one,) = draw(lay([effect(1, 0.5, 26.0)])).spans
    assert extent(one) == (0.5, 26.0)
    assert one.end is not None
    assert one.end.get_marker() == "|"


def test_still_there_ends_in_an_arrow_and_an_unknown_end_is_dotted() -> None:
    drawn = draw(lay([effect(3, 0.5), effect(1, 0.5), effect(1, 1, 30, "Tired")]))
    by_number = {one.span.number: one for one in drawn.spans if one.span.effect == "Nausea"}
    still, unknown = by_number[3], by_number[1]
    assert still.bar.get_linestyle() == "-"
    assert still.end is not None
    assert still.end.get_marker() == ">"
    assert unknown.end is None
    assert unknown.bar.get_linestyle() != still.bar.get_linestyle()
    assert extent(still)[1] == pytest.approx(extent(unknown)[1])
    assert "Arrow: no end noted," in said(drawn)
    assert "Dotted: no end noted, and another treatment came since." in said(drawn)


@pytest.mark.parametrize("palette", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_how_strong_it_was_is_told_by_shape_weight_and_shade_in_grey(
    palette: style.Palette,
) -> None:
    effects = [effect(1, 1, 2, f"{grade} one", grade) for grade in (*GRADES, None)]
    drawn = draw(lay(effects), palette=palette)
    found = {one.span.severity: one.bar for one in drawn.spans}
    assert len({bar.get_marker() for bar in found.values()}) == 4
    graded = [found[grade] for grade in GRADES]
    widths = [bar.get_linewidth() for bar in graded]
    assert widths == sorted(set(widths))
    ground = grey(palette.ground)
    away = [abs(grey(str(bar.get_color())) - ground) for bar in graded]
    assert away == sorted(away)
    assert all(after - before > 0.08 for before, after in pairwise(away))


def test_the_key_names_the_grades_that_are_there() -> None:
    drawn = draw(lay([effect(1, 1, 2), effect(2, 1, 2, severity=None)]))
    assert "mild" in said(drawn)
    assert "no grade given" in said(drawn)
    assert "severe" not in said(drawn)


def test_rows_stand_most_often_first_with_a_count_of_treatments() -> None:
    drawn = draw(lay([effect(1, 1, 2, "Dizzy"), effect(1, 1, 2), effect(3, 1, 2)]))
    assert [one.get_text() for one in drawn.names] == ["Nausea", "Dizzy"]
    assert [one.get_text() for one in drawn.counts] == ["after 2 of 3", "after 1 of 3"]
    assert drawn.names[0].get_position()[1] > drawn.names[1].get_position()[1]


def test_each_bar_carries_the_number_of_its_treatment() -> None:
    drawn = draw(lay([effect(1, 1, 2), effect(3, 2, 4)]))
    assert [one.number.get_text() for one in drawn.spans] == ["1", "3"]
    assert all(one.number.get_visible() for one in drawn.spans)


def test_the_footnote_speaks_of_numbers_where_there_is_room_for_them() -> None:
    often = [effect(n, 1, 2) for n in range(1, 31)]
    assert "Numbers: the treatment it followed. A bar" in said(draw(lay([effect(1, 1, 2)])))
    assert "Numbers" not in said(draw(lay(often, 30)))
    both = said(draw(lay([*often, effect(1, 1, 2, "Tired")], 30)))
    assert "Numbers: the treatment it followed, where there is room. A bar" in both


def test_one_treatment_is_singled_out_and_another_hidden_without_drawing_anew() -> None:
    drawn = draw(lay([effect(n, 1, 2) for n in (1, 2, 3)]))
    before = set(map(id, drawn.axes.get_children()))
    usual = str(drawn.spans[0].bar.get_color())
    drawn.restyle(Shown("2", frozenset({"3"})))
    one, singled, hidden = drawn.spans
    assert singled.bar.get_color() == style.LIGHT.treatment
    assert grey(str(one.bar.get_color())) > grey(usual)
    assert not any(artist.get_visible() for artist in hidden.all)
    assert drawn.hidden.get_text() == "1 of 3 treatments hidden"
    assert set(map(id, drawn.axes.get_children())) == before
    drawn.restyle(EVERYTHING)
    assert all(artist.get_visible() for artist in hidden.all)
    assert not drawn.hidden.get_text()
    assert one.bar.get_color() == usual


def test_what_a_restyle_changes_is_among_the_moving_artists() -> None:
    drawn = draw(lay([effect(n, 1, 2) for n in (1, 2)]))
    moving = set(map(id, drawn.parts[0].artists))
    bars = {id(artist) for one in drawn.spans for artist in one.all}
    assert moving == bars | {id(drawn.hidden)}


def test_an_effect_of_which_the_day_alone_is_known_begins_hollow() -> None:
    drawn = draw(lay([effect(1, -8, 30, onset_day=FIRST)]))
    (one,) = drawn.spans
    assert extent(one)[0] == 0
    assert one.bar.get_markerfacecolor() == style.LIGHT.ground
    assert "only the day on which it began is known" in said(drawn)


def test_what_has_no_time_or_no_treatment_is_said_in_words() -> None:
    found = lay([effect(1, 1, 2), effect(2, None, name="Tired"), effect(None, 1, name="Headache")])
    drawn = draw(found)
    assert [row.row.effect for row in drawn.layout.rows] == ["Nausea", "Tired"]
    assert words.TIME_UNKNOWN in said(drawn)
    assert "It is not known when this began: Tired (mild) after treatment 2." in said(drawn)
    assert "Logged with no treatment: Headache (mild), 1 Sep 2025, 12:00." in said(drawn)


def test_the_pointer_names_effect_strength_treatment_and_length() -> None:
    drawn = draw(lay([effect(2, 0.5, 2.0, severity="severe")]))
    (mark,) = drawn.marks.all
    assert (mark.x, mark.key) == (0.5, "2")
    assert mark.words == (
        "Nausea, severe\nTreatment 2, 7 Sep 2025\n30 min after the start, lasted 1 h 30 min"
    )


MANY = [
    effect(1 + n % 12, 0.3 + n % 7, 1.0 + n % 7 + n % 3, f"An effect in my own words, number {n}")
    for n in range(40)
]
OFTEN = [effect(n, 0.5, 2 + n / 10) for n in range(1, 61)]


@pytest.mark.parametrize("effects", [MANY, OFTEN, MANY[:1]], ids=["forty", "sixty times", "one"])
@pytest.mark.parametrize("wide", [7.0, 10.0])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_text_is_cut_off_or_lies_over_another(
    effects: list[LoggedEffect], wide: float, scale: float
) -> None:
    found = lay(effects, 60)
    drawn = draw(found, size=(wide, height_for(found, wide, scale)), scale=scale)
    on = drawn.axes.figure.figure
    assert outside(on) == []
    assert overlapping([*drawn.names, *drawn.counts]) == []
    assert overlapping([one for one in drawn.axes.get_xticklabels() if one.get_text()]) == []
    assert overlapping([one.number for one in drawn.spans if one.number.get_visible()]) == []
    assert drawn.layout.left_out == 0


def test_a_low_picture_leaves_out_the_least_often_and_says_so() -> None:
    drawn = draw(lay([*MANY, *OFTEN], 60), size=(10.0, 5.0))
    assert drawn.layout.rows[0].row.effect == "Nausea"
    assert drawn.layout.left_out > 0
    assert f"no room here for {drawn.layout.left_out} more effects" in said(drawn)
    assert outside(drawn.axes.figure.figure) == []


def test_nothing_logged_is_said_in_words() -> None:
    assert words.NO_EFFECTS in said(draw(lay([])))
    assert words.NONE_FOLLOWED in said(draw(lay([effect(None, 1)])))
    assert words.NO_EFFECTS in words.description(lay([]))


def test_the_table_has_every_effect() -> None:
    found = lay(
        [
            effect(1, 1, 2),
            effect(3, 30),
            effect(2, None, name="Tired", severity=None),
            effect(None, 1, 3, name="Headache"),
        ]
    )
    assert words.table(found).rows == (
        (
            "Nausea",
            "mild",
            "treatment 1, 1 September 2025",
            "1 h after the start",
            "lasted 1 h",
        ),
        (
            "Nausea",
            "mild",
            "treatment 3, 13 September 2025",
            "1 day 6 h after the start",
            "no end noted",
        ),
        (
            "Tired",
            "no grade given",
            "treatment 2, 7 September 2025",
            "when it began is not known",
            "end not known",
        ),
        ("Headache", "mild", "no treatment", "1 Sep 2025, 12:00", "lasted 2 h"),
    )


def test_the_words_count_and_never_say_because() -> None:
    found = lay([effect(1, 1, 2), effect(2, 1, 4, severity="severe")])
    described = words.description(found)
    assert "Nausea: after 2 of 3 treatments, at most severe, at longest 3 h." in described
    assert "because" not in described
    assert "%" not in described
