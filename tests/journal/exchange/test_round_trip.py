"""Any journal's records go out and come back: the second export has the same bytes."""

import itertools
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from journal.days import Instant
from journal.exchange.csv_folder import plan_folder, write_folder
from journal.exchange.faults import (
    HeaderDoesNotFit,
    NoKnownFile,
    NothingReadable,
    UnreadableFile,
)
from journal.exchange.layout import ANSWERS, LAYOUTS
from journal.exchange.plan import Tally, carry_out
from journal.instruments import Instrument, Item
from journal.limits import Measure, load_limits
from journal.records import (
    CheckIn,
    ClinicQuestion,
    Intake,
    Medicine,
    MedicineKind,
    Note,
    Person,
    Phase,
    Record,
    Role,
    Route,
    Severity,
    SideEffect,
    Status,
    Treatment,
    Unit,
    VitalSigns,
)
from journal.scoring import Absence, Answer, answers_to_json, totals
from journal.store import Journal
from tests.builders import new_journal
from tests.examples import tried
from tests.journal.exchange.folders import INSTRUMENTS, TODAY

CODES = sorted(INSTRUMENTS)
NAMES = itertools.count()

DAYS = st.dates(date(1970, 1, 2), date(2099, 12, 31))
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
AWKWARD = st.sampled_from(
    [
        "=1+1",
        "a;=1",
        "a\n- b",
        "x\t'@y",
        "'=x",
        "''",
        "-",
        "\t",
        "a\r\nb",
        "\r",
        '"',
        ",;",
        " x ",
        "“",
    ]
)
WORDS = TEXTS | AWKWARD
SAID = WORDS.filter(lambda text: bool(text.strip()))
"""Texts without which a record says nothing."""
WHOLES = st.integers(0, 10_000)
LIMITS = load_limits()
NUMBERS = st.floats(0, 1e9, allow_subnormal=False)


@st.composite
def instants(draw: st.DrawFn) -> Instant:
    offset = draw(st.integers(-14 * 60, 14 * 60))
    moment = draw(st.datetimes(datetime(1970, 1, 2), datetime(2099, 12, 31)))  # noqa: DTZ001
    return Instant.of(moment.replace(tzinfo=timezone(timedelta(minutes=offset))))


MOMENTS = st.none() | instants()


def answer_of(item: Item) -> st.SearchStrategy[Answer]:
    values = (
        st.sampled_from([float(option.value) for option in item.options])
        if item.options
        else st.floats(item.minimum, item.maximum)
    )
    given_answers = values.map(Answer)
    if item.may_be_imagined:
        given_answers |= values.map(lambda value: Answer(value, imagined=True))
    return given_answers | st.sampled_from(
        [Answer(None), *(Answer(None, absence=w) for w in Absence)]
    )


@st.composite
def check_ins(draw: st.DrawFn, people: list[str]) -> CheckIn:
    instrument: Instrument = INSTRUMENTS[draw(st.sampled_from(CODES))]
    items = draw(st.lists(st.sampled_from(instrument.items), unique=True, max_size=8))
    answers = {item.code: draw(answer_of(item)) for item in items}
    scores = totals(instrument, answers)
    score = instrument.main_score
    if not answers and len(score.items) > 1 and draw(st.booleans()):
        scores = {score.code: draw(st.floats(score.minimum, score.maximum))}
    anybody = st.none() | st.sampled_from(people) if people else st.none()
    return CheckIn(
        id=new_key(),
        day=draw(DAYS),
        rated_at=draw(MOMENTS),
        entered_at=draw(instants()),
        is_imported=draw(st.booleans()),
        entered_by_id=draw(anybody),
        observer_id=draw(anybody),
        instrument=instrument.code,
        version=draw(st.integers(1, instrument.version)),
        answers=answers_to_json(answers),
        scores=scores,
        total=scores.get("total"),
        note=draw(WORDS),
        is_private=draw(st.booleans()),
    )


def new_key() -> str:
    return f"r{next(NAMES)}"


def made(
    record: Callable[..., Record], /, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Record]:
    return st.builds(record, id=st.builds(new_key), **fields)


def optional(kind: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(kind)


DOSES = st.tuples(NUMBERS, st.none()) | st.sampled_from(Unit).flatmap(
    lambda unit: st.tuples(
        st.none() | st.floats(0, LIMITS.most[unit], exclude_min=True, allow_subnormal=False),
        st.just(unit),
    )
)


def treated(dose: tuple[float | None, Unit | None], **fields: Any) -> Treatment:
    return Treatment(amount=dose[0], unit=dose[1], **fields)


TREATMENTS = made(
    treated,
    dose=DOSES,
    start=instants(),
    day=DAYS,
    status=st.sampled_from(Status),
    phase=optional(Phase),
    course=st.none() | st.integers(1, 99),
    substance=WORDS,
    route=optional(Route),
    minutes=st.none() | WHOLES,
    clinic=WORDS,
    companion=WORDS,
    cost=WORDS,
    note=WORDS,
)
MEDICINES = made(
    Medicine,
    name=SAID,
    kind=st.sampled_from(MedicineKind),
    amount=WORDS,
    from_day=st.none() | st.dates(date(1970, 1, 2), date(2020, 1, 1)),
    to_day=st.none() | st.dates(date(2020, 1, 1), date(2099, 12, 31)),
)
NOTES = made(Note, day=DAYS, text=SAID, is_private=st.booleans())
QUESTIONS = made(
    ClinicQuestion, asked_on=DAYS, text=SAID, answered_on=st.none() | DAYS, answer=WORDS
)


@st.composite
def vital_signs(draw: st.DrawFn, treatments: list[str | None]) -> VitalSigns:
    """At least one number, each within what can be measured."""
    measures = draw(st.sets(st.sampled_from(Measure), min_size=1))
    numbers: dict[str, Any] = {}
    for measure in measures:
        hard = LIMITS.vital_signs[measure].hard
        is_whole = measure not in (Measure.SPO2, Measure.WEIGHT)
        least, most = int(hard.least), int(hard.greatest)
        numbers[measure] = draw(st.integers(least, most) if is_whole else st.floats(least, most))
    if measures >= {Measure.SYSTOLIC, Measure.DIASTOLIC}:
        numbers[Measure.DIASTOLIC] = draw(st.integers(20, min(numbers[Measure.SYSTOLIC] - 1, 200)))
    of_treatment = draw(st.sampled_from(treatments))
    return VitalSigns(id=new_key(), taken_at=draw(MOMENTS), treatment_id=of_treatment, **numbers)


@st.composite
def journals(draw: st.DrawFn) -> list[Record]:
    """Records of every kind, some referring to others."""
    names = draw(st.lists(st.sampled_from(["Ana", "self", " ", "=x"]) | WORDS, max_size=3))
    people = [Person(id=new_key(), name=name, role=Role.CAREGIVER) for name in names]
    treatments = draw(st.lists(TREATMENTS, max_size=2))
    medicines = draw(st.lists(MEDICINES, max_size=2))
    of_treatment = optional([one.id for one in treatments] or [None])
    signs = vital_signs([None, *(one.id for one in treatments)])
    effects = made(
        SideEffect,
        effect=SAID,
        severity=optional(Severity),
        onset=MOMENTS,
        treatment_id=of_treatment,
        entered_by_id=optional([one.id for one in people] or [None]),
        note=WORDS,
    )
    intakes: list[Record] = []
    if medicines:
        of_medicine = st.sampled_from([one.id for one in medicines])
        taken = made(Intake, medicine_id=of_medicine, taken_at=MOMENTS, amount=WORDS)
        intakes = draw(st.lists(taken, max_size=2))
    return [
        *people,
        *treatments,
        *medicines,
        *intakes,
        *draw(st.lists(check_ins([one.id for one in people]), max_size=3)),
        *draw(st.lists(signs, max_size=2)),
        *draw(st.lists(effects, max_size=2)),
        *draw(st.lists(NOTES, max_size=2)),
        *draw(st.lists(QUESTIONS, max_size=2)),
    ]


def out(journal: Journal, folder: Path) -> dict[str, bytes]:
    with journal.read() as session:
        write_folder(session, folder, INSTRUMENTS, with_private=True)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@tried(8)
@given(records=journals())
def test_what_goes_out_comes_back_the_same(tmp_path: Path, records: list[Record]) -> None:
    run = tmp_path / new_key()
    run.mkdir()
    with new_journal(run) as mine, new_journal(run, "other.tidemark") as other:
        with mine.write("Add") as session:
            for record in records:
                session.add(record)
                session.flush()
        first = out(mine, run / "one")
        with other.read() as session:
            plan = plan_folder(session, run / "one", INSTRUMENTS, TODAY)
        assert (plan.unreadable, plan.unlinked, plan.new_people) == ((), (), ())
        assert plan.rows == Tally(new=len(records))
        if records:
            with other.write(plan.label) as session:
                carry_out(session, plan)
        assert out(other, run / "two") == first
        for journal in (mine, other):
            with journal.read() as session:
                again = plan_folder(session, run / "one", INSTRUMENTS, TODAY)
            assert again.rows == Tally(present=len(records))


FILES = [*(one.file for one in LAYOUTS), ANSWERS]
HEADERS = {one.file: ",".join(one.header) for one in LAYOUTS} | {ANSWERS: "check_in,item,value"}
CELLS = st.sampled_from(
    ["", "c1", "gad7", "2026-01-10", "2026-01-10T11:00:00Z", "1", "true", "self"]
)
LINES = st.lists(CELLS, min_size=1, max_size=15).map(",".join)


@tried(20)
@given(
    st.dictionaries(st.sampled_from(FILES), st.binary(max_size=60) | st.lists(LINES, max_size=4))
)
def test_any_folder_is_read_or_refused_by_name(
    tmp_path: Path, files: dict[str, bytes | list[str]]
) -> None:
    run = tmp_path / new_key()
    run.mkdir()
    for name, content in files.items():
        text = (
            content if isinstance(content, bytes) else "\n".join([HEADERS[name], *content]).encode()
        )
        (run / name).write_bytes(text)
    refusals = (NoKnownFile, UnreadableFile, HeaderDoesNotFit, NothingReadable)
    with new_journal(run) as journal, suppress(*refusals):
        with journal.read() as session:
            plan = plan_folder(session, run, INSTRUMENTS, TODAY)
        with journal.write(plan.label) as session:
            done = carry_out(session, plan)
        assert done.rows.new == plan.rows.new
        with journal.read() as session:
            again = plan_folder(session, run, INSTRUMENTS, TODAY)
        assert again.rows == Tally(present=plan.rows.readable)
