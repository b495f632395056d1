"""Mappings that a journal remembers, each under the header that it fits."""

import hashlib
from collections.abc import Sequence

from sqlalchemy.orm import Session

from journal import settings
from journal.exchange.faults import FaultyMapping
from journal.exchange.mapping import SheetMapping
from journal.exchange.mapping_file import load_mapping
from journal.exchange.mapping_text import mapping_text


def setting_name(header: Sequence[str]) -> str:
    """The name of the setting that holds the mapping for a header."""
    digest = hashlib.sha256("\x1f".join(header).encode()).hexdigest()
    return f"mapping {digest[:16]}"


def keep_mapping(session: Session, header: Sequence[str], mapping: SheetMapping) -> None:
    """Keep a mapping for files with this header."""
    content = {"toml": mapping_text(mapping)}
    if settings.value(session, setting_name(header)) != content:
        settings.keep_value(session, setting_name(header), content)


def known_mapping(session: Session, header: Sequence[str]) -> SheetMapping | None:
    """The mapping last used for this header; None if there is none that can be used."""
    kept = settings.value(session, setting_name(header)).get("toml")
    if not isinstance(kept, str):
        return None
    try:
        return load_mapping(kept)
    except FaultyMapping:
        return None
