"""Entries as a draft keeps them: a form's entry becomes JSON values, and JSON values an entry."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from journal.days import Instant

E = TypeVar("E")


def content_of(entry: object) -> dict[str, Any]:
    """What a draft keeps of an entry, by the names of its fields.

    >>> from journal.medicines import MedicineEntry
    >>> from journal.records import MedicineKind
    >>> ended = MedicineEntry("Propranolol", MedicineKind.BETA_BLOCKER, to_day=date(2026, 1, 9))
    >>> {name: value for name, value in content_of(ended).items() if value}
    {'name': 'Propranolol', 'kind': 'beta blocker', 'to_day': '2026-01-09'}
    """
    names = (part.name for part in dataclasses.fields(cast("Any", entry)))
    return {name: _plain(getattr(entry, name)) for name in names}


def entry_of(kind: type[E], content: Mapping[str, Any]) -> E:
    """The entry that a draft kept; what it did not keep is as in a new one."""
    hints = get_type_hints(kind)
    return kind(**{name: _told(hints[name], content[name]) for name in hints if name in content})


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Instant | Enum):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return content_of(value) if dataclasses.is_dataclass(value) else value


def _told(hint: Any, value: Any) -> Any:
    """A JSON value as the type that a field is declared with."""
    if isinstance(hint, UnionType):
        return None if value is None else _told(_meant(get_args(hint), value), value)
    if get_origin(hint) is tuple:
        return tuple(_told(get_args(hint)[0], one) for one in value)
    if hint is Instant:
        return Instant.parse(value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return entry_of(hint, value)
    return value


def _meant(hints: Sequence[Any], value: Any) -> Any:
    """Which of several types a value is: that with its fields."""
    kinds = [one for one in hints if one is not NoneType]
    if len(kinds) == 1 or not isinstance(value, Mapping):
        return kinds[0]
    return next(one for one in kinds if {part.name for part in dataclasses.fields(one)} == {*value})
