"""Scales of the patient's own: made, changed, put in the trash and brought back.

A scale is kept as the TOML text of an instrument, so that everything that reads instruments reads
it too, and `instrument_files.load_instrument` alone says what a scale may be. It has one score, the
sum of its answers, and never a response line: only instruments with a least baseline have one.
"""

import math
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

import tomli_w
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.instrument_files import load_instrument
from journal.instruments import Direction, Instrument, Item, Option
from journal.records import CheckIn, Draft, OwnInstrument
from journal.settings import journal_settings, keep_settings

MADE_HERE = "Made by the patient in Tidemark."
"""Where a scale comes from that no file brought in."""

RECALLS = (
    ("PT0S", "right now"),
    ("P1D", "today"),
    ("P1D", "last night"),
    ("P1W", "the last week"),
    ("P2W", "the last 2 weeks"),
)
"""What a scale can be about: ISO 8601 durations, and the words that tell two alike apart."""

_LICENCE = "A scale of the patient's own"
_PARTS = (4, 5, 3, 6, 2, 1)
"""Into how many parts an axis is cut by its ticks, the best first."""
_LONGEST_CODE = 40


@dataclass(frozen=True)
class Slider:
    """A number from `least` to `greatest` in steps, with its ends in words. `least` may be < 0."""

    least: float = 0
    greatest: float = 10
    step: float = 1
    low: str = ""
    high: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Choices:
    """Answers to choose from, by rising number."""

    options: tuple[Option, ...]


@dataclass(frozen=True)
class Question:
    """One thing that is asked, and how it is answered."""

    text: str
    answer: Slider | Choices = Slider()


@dataclass(frozen=True)
class OwnScale:
    """A scale of the patient's own; `code` is empty for one that is not kept yet.

    `recall` is an ISO 8601 duration and `recall_words` says the same. It is due every `due_every`
    days, or at no fixed time when that is None.
    """

    title: str
    questions: tuple[Question, ...]
    recall: str = "P1D"
    recall_words: str = "today"
    several_a_day: bool = False
    direction: Direction = Direction.NEITHER
    due_every: int | None = None
    source: str = MADE_HERE
    code: str = ""
    version: int = 1


class FixedByUse(Exception):
    """A change that would give another meaning to what is logged; `parts` name what is fixed."""

    def __init__(self, code: str, parts: tuple[str, ...]) -> None:
        super().__init__(code, parts)
        self.code, self.parts = code, parts


class UnknownScale(Exception):
    """No scale of the patient's own has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# ---- from a scale to an instrument, and back ----


def definition(scale: OwnScale) -> str:
    """The scale as the TOML text of an instrument. `load_instrument` names what is wrong in it."""
    codes = _item_codes(len(scale.questions))
    lists = {
        code: [{"value": one.value, "text": one.text} for one in question.answer.options]
        for code, question in zip(codes, scale.questions, strict=True)
        if isinstance(question.answer, Choices)
    }
    instrument: dict[str, object] = {
        "code": scale.code,
        "version": scale.version,
        "title": scale.title,
        "short_title": scale.title,
        "recall": scale.recall,
        "recall_words": scale.recall_words,
        "instruction": _instruction(scale),
        "several_a_day": scale.several_a_day,
        "licence": _LICENCE,
        "source": scale.source,
    }
    if scale.due_every is not None:
        instrument["due_every"] = scale.due_every
    if lists:
        instrument["options"] = lists
    instrument["items"] = [
        {"code": code, "text": question.text, **_answer(code, question.answer)}
        for code, question in zip(codes, scale.questions, strict=True)
    ]
    score = {"code": "total", "title": scale.title, "direction": scale.direction.value}
    instrument["scores"] = [score | {"ticks": _score_ticks(scale)}]
    return tomli_w.dumps(instrument)


def as_instrument(scale: OwnScale) -> Instrument:
    """What will be asked. Raises FaultyInstrument for what no instrument may be."""
    return load_instrument(definition(scale), scale.code)


def as_scale(instrument: Instrument) -> OwnScale:
    """The scale behind an instrument that `definition` wrote."""
    return OwnScale(
        title=instrument.title,
        questions=tuple(_question(item) for item in instrument.items),
        recall=instrument.recall,
        recall_words=instrument.recall_words,
        several_a_day=instrument.several_a_day,
        direction=instrument.main_score.direction,
        due_every=instrument.due_every,
        source=instrument.source,
        code=instrument.code,
        version=instrument.version,
    )


def fresh_code(title: str, taken: Collection[str]) -> str:
    """A code made of a title, with a number where another scale has it already.

    >>> fresh_code("Jaw: how tense?", {"own-jaw-how-tense"}), fresh_code("不安", ())
    ('own-jaw-how-tense-2', 'own-scale')
    """
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_CODE].strip("-") or "scale"
    code, number = f"own-{words}", 2
    while code in taken:
        code, number = f"own-{words}-{number}", number + 1
    return code


def ticks(minimum: float, maximum: float, step: float) -> tuple[float, ...]:
    """Where an axis is labelled: at whole steps, and at 0 if the scale passes through it.

    >>> ticks(1.0, 7.0, 1.0)
    (1.0, 3.0, 5.0, 7.0)
    >>> ticks(-3.0, 3.0, 1.0)
    (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
    """
    for parts in _PARTS if step > 0 else ():
        apart = (maximum - minimum) / parts
        passes_zero = minimum < 0 < maximum
        if (apart / step).is_integer() and not (passes_zero and minimum / apart % 1):
            between = (minimum + number * apart for number in range(1, parts))
            return (minimum, *between, maximum)
    return (minimum, maximum)


# ---- in a journal ----


def own_scales(session: Session) -> tuple[OwnScale, ...]:
    """All scales that are not in the trash, the oldest first."""
    return _scales(session, is_discarded=False)


def discarded_own_scales(session: Session) -> tuple[OwnScale, ...]:
    """The scales in the trash. What was logged with them is read as before."""
    return _scales(session, is_discarded=True)


def is_used(session: Session, code: str) -> bool:
    """Whether anything was logged with a scale, half filled in, or lies in the trash."""
    logged = select(CheckIn.id).where(CheckIn.instrument == code).limit(1)
    named = or_(Draft.form == code, Draft.form.startswith(f"{code} ", autoescape=True))
    half = select(Draft.form).where(named).limit(1)
    return session.scalar(logged) is not None or session.scalar(half) is not None


def keep_own_scale(session: Session, scale: OwnScale) -> str:
    """Add a scale under a code of its own, and ask for it from now on; returns the code.

    Raises FaultyInstrument when it cannot be an instrument.
    """
    kept = set(session.scalars(select(OwnInstrument.code)))
    rated = set(session.scalars(select(CheckIn.instrument).distinct()))
    new = replace(scale, code=fresh_code(scale.title, kept | rated), version=1)
    as_instrument(new)
    session.add(OwnInstrument(code=new.code, definition=definition(new)))
    settings = journal_settings(session)
    keep_settings(session, replace(settings, logged=(*settings.logged, new.code)))
    session.flush()
    return new.code


def change_own_scale(session: Session, scale: OwnScale) -> None:
    """Change the scale that `scale.code` names.

    Once it was used, the number of questions, their ranges and numbers, what they are about and
    whether they may be asked several times a day are fixed, and FixedByUse is raised. Words may
    still be put better, which raises the version, so that each check-in tells under which words
    it was answered; and so may what only concerns the days to come, or how a figure is read: how
    often it is due and which end is better. Raises UnknownScale and FaultyInstrument too.
    """
    row = _row(session, scale.code)
    before = as_scale(load_instrument(row.definition, row.code))
    version = before.version
    if is_used(session, scale.code):
        parts = _meanings_changed(before, scale)
        if parts:
            raise FixedByUse(scale.code, parts)
        version += _words(before) != _words(scale)
    after = replace(scale, version=version, source=before.source)
    as_instrument(after)
    row.definition = definition(after)
    session.flush()


def discard_own_scale(session: Session, code: str, at: Instant) -> None:
    """Move a scale to the trash: it is not asked any more. What was logged with it stays."""
    _row(session, code).deleted_utc = at.utc


def bring_back_own_scale(session: Session, code: str) -> None:
    """Take a scale out of the trash."""
    _row(session, code).deleted_utc = None


def _scales(session: Session, *, is_discarded: bool) -> tuple[OwnScale, ...]:
    deleted = OwnInstrument.deleted_utc
    query = select(OwnInstrument).where(deleted.is_not(None) if is_discarded else deleted.is_(None))
    query = query.order_by(OwnInstrument.entered_utc, OwnInstrument.code)
    return tuple(as_scale(load_instrument(o.definition, o.code)) for o in session.scalars(query))


def _row(session: Session, code: str) -> OwnInstrument:
    row = session.scalars(select(OwnInstrument).where(OwnInstrument.code == code)).first()
    if row is None:
        raise UnknownScale(code)
    return row


def _item_codes(n: int) -> tuple[str, ...]:
    return ("value",) if n == 1 else tuple(str(number) for number in range(1, n + 1))


def _instruction(scale: OwnScale) -> str:
    """The title of a single slider says what it is, so that its question stands below it."""
    match scale.questions:
        case [Question(text=text, answer=Slider())]:
            return text
        case _:
            return f"This is about {scale.recall_words}."


def _answer(code: str, answer: Slider | Choices) -> dict[str, object]:
    if isinstance(answer, Choices):
        return {"options": code}
    words = {"low": answer.low, "high": answer.high, "unit": answer.unit}
    return {
        "minimum": _plain(answer.least),
        "maximum": _plain(answer.greatest),
        "step": _plain(answer.step),
        **{name: text for name, text in words.items() if text},
    }


def _score_ticks(scale: OwnScale) -> list[float]:
    """Those of the sum; what the reader will refuse for another reason has some too."""
    spans = [_span(question.answer) for question in scale.questions]
    least = math.fsum(span[0] for span in spans)
    greatest = math.fsum(span[1] for span in spans)
    return [_plain(tick) for tick in ticks(least, greatest, max((s[2] for s in spans), default=1))]


def _span(answer: Slider | Choices) -> tuple[float, float, float]:
    """Least, greatest and step."""
    if isinstance(answer, Slider):
        return answer.least, answer.greatest, answer.step
    numbers = [option.value for option in answer.options] or [0]
    return min(numbers), max(numbers), 1


def _question(item: Item) -> Question:
    if item.options:
        return Question(item.text, Choices(item.options))
    slider = Slider(item.minimum, item.maximum, item.step, item.low, item.high, item.unit)
    return Question(item.text, slider)


def _meanings_changed(before: OwnScale, after: OwnScale) -> tuple[str, ...]:
    meanings = {
        "questions": (len(before.questions), len(after.questions)),
        "answers": (_numbers(before), _numbers(after)),
        "recall": (before.recall, after.recall),
        "recall_words": (before.recall_words, after.recall_words),
        "several_a_day": (before.several_a_day, after.several_a_day),
    }
    return tuple(name for name, (old, new) in meanings.items() if old != new)


def _numbers(scale: OwnScale) -> list[object]:
    """What the answers are but for their words."""
    return [
        (one.answer.least, one.answer.greatest, one.answer.step, one.answer.unit)
        if isinstance(one.answer, Slider)
        else tuple(option.value for option in one.answer.options)
        for one in scale.questions
    ]


def _words(scale: OwnScale) -> list[object]:
    """Everything of a scale that is read by who answers."""
    return [scale.title, *scale.questions]


def _plain(value: float) -> float:
    """12 rather than 12.0."""
    return int(value) if float(value).is_integer() else value
