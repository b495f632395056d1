"""Settings: what is logged and when, people, the look, and the journal as a file, a card each."""

from ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
