"""Another copy of a journal, a file or an archive, looked at and joined to the one that is open.

A copy may have its own passphrase. A journal that was begun by itself, as a caregiver's may be, is
joined only where it is surely about the same patient, or a person says that it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from journal.exchange.archive import is_archive
from journal.obstacles import JournalError
from journal.on_disk.keys import Secret
from journal.safekeeping.archive_joining import opened_archive
from journal.safekeeping.backups import Reason, back_up
from journal.safekeeping.merging import LABEL, MergePlan, carry_out_merge, plan_merge
from journal.safekeeping.restoring import opened_copy
from journal.safekeeping.shared_identity import refuse_other
from journal.store import Journal
from journal.words.joining import JoinedKinds


class IsTheJournal(JournalError):
    """The file is the journal itself."""


def look_at_copy(
    journal: Journal, path: Path, secret: Secret | None = None, *, is_same_patient: bool = False
) -> MergePlan:
    """What joining a copy would do; nothing is written.

    `is_same_patient` is the word of a person for a journal that was begun by itself. Raises
    IsTheJournal, OtherJournal and what opening the copy or the archive raises.
    """
    with _opened(journal, path, secret, is_same_patient) as theirs, journal.read() as ours:
        return plan_merge(ours, theirs)


def join_copy(
    journal: Journal,
    path: Path,
    secret: Secret | None = None,
    *,
    is_same_patient: bool = False,
) -> MergePlan:
    """Join a copy in one write, after a backup; without either where it holds nothing new.

    Raises what `look_at_copy` raises, and CannotSave; nothing is changed then.
    """
    with _opened(journal, path, secret, is_same_patient) as theirs:
        with journal.read() as ours:
            plan = plan_merge(ours, theirs)
        if not plan.is_changing:
            return plan
        back_up(journal, Reason.MERGE, now=journal.clock().local)
        with journal.write(LABEL) as session:
            plan = plan_merge(session, theirs)  # somebody may have written in the meantime
            carry_out_merge(session, plan)
    return plan


@contextmanager
def _opened(
    journal: Journal, path: Path, secret: Secret | None, is_same_patient: bool
) -> Iterator[Session]:
    if path.exists() and path.samefile(journal.path):
        raise IsTheJournal(path)
    if is_archive(path):
        with opened_archive(path, is_sealed=journal.is_encrypted) as theirs:
            _refuse_other(journal, path, theirs, is_same_patient)
            yield theirs
        return
    with opened_copy(path, secret) as other, other.read() as theirs:
        _refuse_other(journal, path, theirs, is_same_patient)
        yield theirs


def _refuse_other(journal: Journal, path: Path, theirs: Session, is_same_patient: bool) -> None:
    if not is_same_patient:
        with journal.read() as ours:
            refuse_other(path, ours, theirs)


def joined_kinds(plan: MergePlan) -> JoinedKinds:
    """What a plan does, by kind, to be said."""
    kinds = plan.kinds
    return JoinedKinds(
        new={kind: one.new for kind, one in kinds.items()},
        changed={kind: one.changed for kind, one in kinds.items()},
        overtaken={kind: one.overtaken for kind, one in kinds.items()},
        gone={kind: one.gone for kind, one in kinds.items()},
        undecided=len(plan.undecided),
        is_changing=plan.is_changing,
    )
