"""What a passphrase costs: the same journal encrypted and in clear, opened and saved in turn."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from benchmarks.measure import Row, in_turns
from benchmarks.store import save_days
from journal.safekeeping.passphrase import set_passphrase
from journal.store import Journal

OPENED, SAVED = 15, 50
PASSPHRASE = "three words to measure with"  # noqa: S105 - of an invented journal


def measure_encryption(journals: Mapping[str, Path], today: date) -> list[Row]:
    """In these rows “bare” is the journal without a passphrase."""
    rows = []
    for size, path in journals.items():
        plain = Path(shutil.copy(path, path.with_name("plain.tidemark")))
        sealed = Path(shutil.copy(path, path.with_name("sealed.tidemark")))
        set_passphrase(sealed, None, PASSPHRASE)
        ours, bare = in_turns(_open(sealed, PASSPHRASE), _open(plain, None), OPENED)
        rows.append(Row("open with a passphrase", size, ours, bare, "ms", OPENED))
        with Journal.open(sealed, PASSPHRASE) as encrypted, Journal.open(plain) as clear:
            ours, bare = in_turns(save_days(encrypted, today), save_days(clear, today), SAVED)
        rows.append(Row("save a daily check, encrypted", size, ours, bare, "ms", SAVED))
        plain.unlink()
        sealed.unlink()
    return rows


def _open(path: Path, passphrase: str | None) -> Callable[[], object]:
    def opened() -> None:
        Journal.open(path, passphrase).close()

    return opened
