"""Nothing is lost: the version before every change, undo and redo, and the trash.

`watching` keeps the versions, `states` turns rows into them and back, `undoing` puts a write back,
`versions` tells how a record came to be what it is, `overtaken` names changes of another copy
that do not stand, `trash` holds what was thrown away.
"""

from journal.history.watching import Kind, Watch, watch

__all__ = ("Kind", "Watch", "watch")
