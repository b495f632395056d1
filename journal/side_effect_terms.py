"""The vocabulary of side effects: their codes and words, the grades, and the fixed safety texts.

A safety text is shown whenever an effect that it names is logged. It is the same for everybody:
nothing is worked out from the rest of the journal. An effect in the person's own words has no
code here and comes with the text for the next visit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from journal.data_files import Table, read_table
from resources import FOLDER

SEVERE = "severe"
"""The grade that may bring another safety text; the word of `records.Severity`."""


class When(StrEnum):
    """The list in which an effect is looked for."""

    DURING = "during"
    """During a treatment and up to a day after."""
    NEXT_DAYS = "next-days"
    LONGER_TERM = "longer-term"
    ANY_TIME = "any-time"
    """What the safety texts name beyond the usual effects."""


class Safety(StrEnum):
    """Which fixed text belongs to an effect."""

    EMERGENCY = "emergency"
    CONTACT_CLINIC = "contact-clinic"
    NEXT_VISIT = "next-visit"


@dataclass(frozen=True)
class SafetyText:
    """A fixed text and its title."""

    level: Safety
    title: str
    text: str


@dataclass(frozen=True)
class Effect:
    """One side effect to choose. `snomed` is a SNOMED CT finding, where the project lists one."""

    code: str
    text: str
    when: tuple[When, ...]
    snomed: str | None
    safety: Safety
    safety_if_severe: Safety


@dataclass(frozen=True)
class Vocabulary:
    """All effects by code, the grades with their meaning, the three texts: in display order."""

    effects: Mapping[str, Effect]
    grades: Mapping[str, str]
    safety_texts: Mapping[Safety, SafetyText]

    def at(self, when: When) -> tuple[Effect, ...]:
        """The effects of one list."""
        return tuple(effect for effect in self.effects.values() if when in effect.when)

    def words(self, effect: str) -> str:
        """The words for what a record holds: those of the code, else the person's own."""
        found = self.effects.get(effect)
        return effect if found is None else found.text

    def safety_text(self, effect: str, severity: str | None = None) -> SafetyText:
        """The fixed text shown when an effect is logged with a grade, or with none yet.

        >>> load_vocabulary().safety_text("headache", "mild").title
        'Tell the clinic at the next visit'
        """
        found = self.effects.get(effect)
        if found is None:
            return self.safety_texts[Safety.NEXT_VISIT]
        level = found.safety_if_severe if severity == SEVERE else found.safety
        return self.safety_texts[level]


@cache
def load_vocabulary(path: Path = FOLDER / "side-effects.toml") -> Vocabulary:
    """Read the vocabulary, once. Raises FaultyData."""
    table = read_table(path)
    grades = table.table("grades")
    vocabulary = Vocabulary(
        MappingProxyType(_read_effects(table)),
        MappingProxyType({name: grades.text(name) for name in grades.keys}),
        MappingProxyType(_read_safety_texts(table)),
    )
    if SEVERE not in vocabulary.grades:
        raise grades.fault("there is no grade severe")
    table.finish()
    return vocabulary


def _read_effects(table: Table) -> dict[str, Effect]:
    effects: dict[str, Effect] = {}
    for entry in table.tables("effects"):
        effect = _read_effect(entry)
        if effect.code in effects:
            raise entry.fault(f"“{effect.code}” is there twice", "code")
        effects[effect.code] = effect
    return effects


def _read_effect(entry: Table) -> Effect:
    when = entry.choices("when", When)
    if not when:
        raise entry.fault("an effect stands in at least one list", "when")
    safety = entry.choice("safety", Safety)
    severe = "safety_if_severe"
    effect = Effect(
        code=entry.text("code"),
        text=entry.text("text"),
        when=when,
        snomed=entry.text("snomed") if "snomed" in entry else None,
        safety=safety,
        safety_if_severe=entry.choice(severe, Safety) if severe in entry else safety,
    )
    entry.finish()
    return effect


def _read_safety_texts(table: Table) -> dict[Safety, SafetyText]:
    texts = {}
    for row in table.tables("safety"):
        text = SafetyText(row.choice("level", Safety), row.text("title"), row.text("text"))
        row.finish()
        if text.level in texts:
            raise row.fault(f"“{text.level}” is there twice", "level")
        texts[text.level] = text
    missing = [level for level in Safety if level not in texts]
    if missing:
        raise table.fault(f"there is no text for “{missing[0]}”")
    return texts
