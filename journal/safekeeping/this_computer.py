"""What this computer remembers of the folders in which it shares its journals.

It stands in small files of this user, one a journal, and neither in the journal nor in the shared
folder: whoever copies those to another computer must not take this computer's id along. The files
hold no journal content.
"""

import dataclasses
import hashlib
import json
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journal import owner_only
from journal.obstacles import CannotSave, Obstacle
from journal.records import new_id

_ID_DIGITS = 12
_WRITTEN_KEPT = 4


@dataclass(frozen=True)
class Share:
    """How one journal of this computer is shared.

    `folder` is None where it is not. `id` names this computer's copy there. `tokens` are the
    marks that its last writings bore, the newest last; `file` is how that file looked from
    outside, `content` what it held and `salt` what its key began from.
    """

    folder: Path | None = None
    id: str = ""
    tokens: tuple[str, ...] = ()
    file: str = ""
    content: str = ""
    salt: str = ""

    def renamed(self) -> "Share":
        """The same folder under a new id, in which nothing was written yet."""
        return Share(self.folder, new_id().replace("-", "")[:_ID_DIGITS])

    def writing(self, token: str) -> "Share":
        """Before a file with this mark is written: what is there afterwards is known as ours."""
        return dataclasses.replace(self, tokens=(*self.tokens, token)[-_WRITTEN_KEPT:])


class ThisComputer:
    """Remembers in a folder of this user's own; `name` is what the others are told."""

    def __init__(self, place: Path, name: str | None = None) -> None:
        self._place = place
        self.name = platform.node() if name is None else name

    def share_of(self, journal: Path) -> Share:
        """How a journal is shared; what cannot be read counts as never remembered."""
        try:
            kept = json.loads(self._file_of(journal).read_text(encoding="utf-8"))
            return _share(kept) if isinstance(kept, dict) else Share()
        except (OSError, ValueError):
            return Share()

    def keep(self, journal: Path, share: Share) -> None:
        """Remember this. Raises CannotSave."""
        values = dataclasses.asdict(share)
        values["folder"] = None if share.folder is None else str(share.folder)
        file = self._file_of(journal)
        try:
            owner_only.folder(self._place)
            owner_only.write(file, json.dumps(values).encode())
        except OSError:
            raise CannotSave(file, Obstacle.OTHER) from None

    def use_folder(self, journal: Path, folder: Path | None) -> Share:
        """Share a journal in this folder from now on, or with None no more.

        A folder that is not there is made, for its owner alone. Raises CannotSave.
        """
        if folder is not None:
            try:
                owner_only.folder(folder)
            except OSError:
                raise CannotSave(folder, Obstacle.OTHER) from None
        share = dataclasses.replace(self.share_of(journal), folder=folder)
        if not share.id:
            share = share.renamed()
        self.keep(journal, share)
        return share

    @contextmanager
    def private_folder(self, journal: Path) -> Iterator[Path]:
        """An empty folder for what is in the making; what a kill left in it is taken away.

        Only for who holds the journal's lock. Raises CannotSave.
        """
        folder = self._file_of(journal).with_suffix("")
        try:
            shutil.rmtree(folder, ignore_errors=True)
            owner_only.folder(folder)
        except OSError:
            raise CannotSave(folder, Obstacle.OTHER) from None
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _file_of(self, journal: Path) -> Path:
        named = hashlib.sha256(str(journal.resolve()).encode("utf-8", "surrogateescape"))
        return self._place / f"{named.hexdigest()[:16]}.json"


def _share(kept: dict[str, Any]) -> Share:
    folder, tokens = kept.get("folder"), kept.get("tokens")
    return Share(
        folder=Path(folder) if isinstance(folder, str) and folder else None,
        id=_text(kept, "id"),
        tokens=tuple(map(str, tokens)) if isinstance(tokens, list) else (),
        file=_text(kept, "file"),
        content=_text(kept, "content"),
        salt=_text(kept, "salt"),
    )


def _text(kept: dict[str, Any], name: str) -> str:
    found = kept.get(name)
    return found if isinstance(found, str) else ""
