"""Welcome: where a journal is started, opened, unlocked, or said why it was not opened."""

from ui.pages.welcome.page import WelcomePage

__all__ = ["WelcomePage"]
