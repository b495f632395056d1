"""Where the program keeps what is not in a journal: folders of this user, and the state file.

Every folder is made 0700 and every file 0600: nobody else on the computer reads them. The state
file and the log hold no journal content, only where the journal lies and how the window stood.
"""

import contextlib
import dataclasses
import json
import os
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from journal import owner_only

if TYPE_CHECKING:
    import logging

NAME = "tidemark"


@dataclass(frozen=True)
class State:
    """What the next start needs before the journal is open.

    `journal` is the one opened last, `geometry` Qt's own text for where the window stood.
    `first_form` is the code of the questionnaire that the day opens with, `done_on` the last day
    on which everything due was logged: with both the first paint shows the right thing at once.
    `second_place` is the folder for a second copy of each backup and `second_drive` where its
    drive was mounted when it was chosen; `lock_after` the minutes
    without a key after which an encrypted journal locks itself, 0 for never. `left_behind` are
    journals, each with a second place that could not be reached when its passphrase was changed;
    `lacking` are those with one that has not all of their backups.
    `in_keychain` are the accounts of journals whose keys the system's keychain holds.
    `theme` is "system", "light" or "dark"; `text_scale` a factor of the system's text size.
    """

    journal: Path | None = None
    geometry: str = ""
    first_form: str = ""
    done_on: date | None = None
    theme: str = "system"
    text_scale: float = 1.0
    second_place: Path | None = None
    second_drive: Path | None = None
    lock_after: int = 10
    left_behind: tuple[tuple[str, str], ...] = ()
    lacking: tuple[tuple[str, str], ...] = ()
    in_keychain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Places:
    """The folders of one user."""

    data: Path
    state: Path
    cache: Path

    @classmethod
    def of_this_user(cls) -> "Places":
        """Where this system keeps a user's files."""
        return cls(
            data=platformdirs.user_data_path(NAME, appauthor=False),
            state=platformdirs.user_state_path(NAME, appauthor=False),
            cache=platformdirs.user_cache_path(NAME, appauthor=False),
        )

    @property
    def default_journal(self) -> Path:
        """Where a journal is made unless another place is chosen."""
        return self.data / "journal.tidemark"

    @property
    def state_file(self) -> Path:
        """What the next start needs to know."""
        return self.state / "window.json"

    @property
    def shares(self) -> Path:
        """What this computer remembers of the folders in which it shares its journals."""
        return self.state / "shared"

    @property
    def log_file(self) -> Path:
        """What went wrong, without any journal content."""
        return self.state / "tidemark.log"

    @property
    def matplotlib(self) -> Path:
        """matplotlib's own folder, for its list of fonts."""
        return self.cache / "matplotlib"

    def free_journal(self) -> Path:
        """Where a new journal can be made without touching one that is there."""
        usual = self.default_journal
        others = (usual.with_stem(f"{usual.stem}-{number}") for number in count(2))
        return next(path for path in chain((usual,), others) if not path.exists())

    def make(self) -> None:
        """Make the folders; one that cannot be made shows later, where it is needed."""
        for folder in (self.data, self.state, self.cache, self.matplotlib):
            with contextlib.suppress(OSError):
                owner_only.folder(folder)
                owner_only.restrict(folder, owner_only.FOLDER)

    def read_state(self) -> State:
        """What was kept; anything unreadable counts as never kept."""
        try:
            kept = json.loads(self.state_file.read_text(encoding="utf-8"))
            return _state(kept) if isinstance(kept, dict) else State()
        except (OSError, ValueError, OverflowError, RecursionError):
            return State()

    def keep_state(self, state: State) -> None:
        """Keep the state, whole or not at all; failing to is no reason to stop anybody."""
        values = dataclasses.asdict(state)
        values["journal"] = None if state.journal is None else str(state.journal)
        values["second_place"] = None if state.second_place is None else str(state.second_place)
        values["second_drive"] = None if state.second_drive is None else str(state.second_drive)
        values["done_on"] = None if state.done_on is None else state.done_on.isoformat()
        with contextlib.suppress(OSError):
            owner_only.write(self.state_file, json.dumps(values).encode())

    def journal_to_open(self) -> Path | None:
        """The journal opened last, else the usual one if it is there, else none."""
        last = self.read_state().journal
        if last is not None:
            return last
        return self.default_journal if self.default_journal.exists() else None

    def point_matplotlib_here(self) -> None:
        """Tell matplotlib where to keep its files; it reads this once, at its import."""
        os.environ.setdefault("MPLCONFIGDIR", str(self.matplotlib))

    def log_here(self, logger: "logging.Logger") -> None:
        """Send what is logged to the log file, which stays small and its owner's own."""
        from journal.log_file import keep_log  # loads a good deal; not before the paint

        keep_log(logger, self.log_file)

    def read_log(self) -> str:
        """What the log holds."""
        from journal.log_file import read_log

        return read_log(self.log_file)


def _state(kept: dict[str, Any]) -> State:
    journal, done_on = kept.get("journal"), kept.get("done_on")
    theme, scale = kept.get("theme"), kept.get("text_scale")
    second, lock_after = kept.get("second_place"), kept.get("lock_after")
    accounts = kept.get("in_keychain")
    return State(
        journal=_path(journal),
        geometry=str(kept.get("geometry", "")).encode("ascii", "ignore").decode(),
        first_form=str(kept.get("first_form", "")),
        done_on=date.fromisoformat(done_on) if isinstance(done_on, str) else None,
        theme=theme if theme in ("light", "dark") else "system",
        # A number that is none is neither more nor less than another, so 1.0 comes first.
        text_scale=min(max(1.0, float(scale)), 2.0) if isinstance(scale, int | float) else 1.0,
        second_place=_path(second),
        second_drive=_path(kept.get("second_drive")),
        lock_after=min(max(lock_after, 0), 1440) if isinstance(lock_after, int) else 10,
        left_behind=_pairs(kept.get("left_behind")),
        lacking=_pairs(kept.get("lacking")),
        in_keychain=_texts(accounts),
    )


def _path(kept: object) -> Path | None:
    """No file has a name with a null sign in it, and asking for one raises ValueError."""
    return Path(kept) if isinstance(kept, str) and kept and "\0" not in kept else None


def _texts(kept: object) -> tuple[str, ...]:
    return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()


def _pairs(kept: object) -> tuple[tuple[str, str], ...]:
    found = (_texts(one) for one in kept) if isinstance(kept, list) else ()
    return tuple((one[0], one[1]) for one in found if len(one) == 2)
