"""The wiring of the settings page with what keeps the journal, one line a connection."""

from typing import TYPE_CHECKING

from ui.in_step import InStep
from ui.keeping import Keeping
from ui.known_keys import KnownKeys
from ui.remembered import Remembered

if TYPE_CHECKING:
    from ui.pages.settings import SettingsPage


def wire_settings(
    page: "SettingsPage",
    remembered: Remembered,
    keeping: Keeping,
    known_keys: KnownKeys,
    in_step: InStep,
) -> None:
    """Connect the page, and have it told how everything stands."""
    page.theme_chosen.connect(remembered.use_theme)
    page.scale_chosen.connect(remembered.use_scale)
    page.passphrase_wanted.connect(keeping.set_passphrase)
    page.lock_wanted.connect(keeping.lock)
    page.lock_after_chosen.connect(keeping.use_lock_after)
    page.remember_chosen.connect(known_keys.choose)
    page.backup_wanted.connect(keeping.back_up_now)
    page.restore_wanted.connect(keeping.restore)
    page.second_place_chosen.connect(keeping.use_second_place)
    page.shared.folder_chosen.connect(in_step.use_folder)
    page.shared.step_wanted.connect(in_step.step_now)
    keeping.how_kept.connect(page.show_keeping)
    keeping.backed_up.connect(page.backups.refresh)
    known_keys.shown.connect(page.passphrase.show_remembered)
    in_step.shown.connect(page.show_shared)
    in_step.shown.connect(keeping.see_shared)
    page.show_look(remembered.state.theme, remembered.state.text_scale)
    keeping.tell_how_kept()
    known_keys.tell()
    in_step.tell()
