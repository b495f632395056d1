"""What the sums of a damaged journal say about its rows."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import inspect

from journal.on_disk.sums import NoSum, key_of, sum_of
from journal.records import Model
from journal.safekeeping.damaged_rows import RawSums


class Proof(StrEnum):
    """Whether a row is what was written."""

    FITS = "fits"
    DIFFERS = "differs"
    """The row was changed, or its sum was: which of them cannot be told."""
    NONE = "none"
    """Its sum cannot be read."""


def proof_of(model: type[Model], number: int, raw: Mapping[str, Any], sums: RawSums) -> Proof:
    """What its sum says about a row, from its stored values by column and its number in the file.

    Raises KeyError where a column is missing.
    """
    row = {
        column.name: _as_read(column.type, raw[column.name]) for column in model.__table__.columns
    }
    key = inspect(model).primary_key
    names = [column.name for column in key]
    if row[names[0]] is None and isinstance(key[0].type, sa.Integer):
        row[names[0]] = number  # such a key is the number, and lies nowhere else
    found = sums.found.get((model.__tablename__, key_of(row[name] for name in names)))
    if found is None:
        return Proof.DIFFERS if sums.is_whole else Proof.NONE
    try:
        return Proof.FITS if sum_of(row) == found else Proof.DIFFERS
    except NoSum:
        return Proof.DIFFERS


def _as_read(kind: sa.types.TypeEngine[Any], stored: Any) -> Any:
    """SQLite keeps a whole number shorter than a fraction; on a page by itself it is one."""
    is_short = isinstance(kind, sa.Float) and isinstance(stored, int)
    return float(stored) if is_short else stored
