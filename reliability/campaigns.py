"""What there is to be run: each campaign by its part, and how often the whole of it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reliability import (
    archives,
    full_disk,
    imports,
    journals,
    kills,
    marker,
    network,
    rescues,
    shared,
)
from reliability.outcome import Outcome


@dataclass(frozen=True)
class Campaign:
    """One promise put to the test; `run` takes a folder, how many runs, and the first seed."""

    run: Callable[[Path, int, int], Outcome]
    whole: int


PARTS: Mapping[str, tuple[Campaign, ...]] = {
    "imports": (
        Campaign(imports.mutate_sheets, 10_000),
        Campaign(imports.mutate_folders, 10_000),
        Campaign(imports.mutate_mappings, 10_000),
        Campaign(archives.mutate_archives, 10_000),
    ),
    "journals": (
        Campaign(journals.damage_journals, 10_000),
        Campaign(journals.damage_encrypted, 2_000),
        Campaign(journals.restore_damaged, 2_000),
    ),
    "rescues": (
        Campaign(rescues.rescue_plain, 1_000),
        Campaign(rescues.rescue_encrypted, 500),
    ),
    "kills": (Campaign(kills.kill, 1_000),),
    "full-disk": (Campaign(full_disk.fill, 5_000),),
    "shared": (Campaign(shared.merge_histories, 500),),
    "syncthing": (Campaign(shared.sync_two_computers, 10),),
    "marker": (Campaign(marker.search, 4),),
    "network": (Campaign(network.watch_everything, 20),),
}
"""One name a part; each of its campaigns becomes a row of the table."""
