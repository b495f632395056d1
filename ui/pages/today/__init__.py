"""Today: the day, what is due on it, and what else there is to say about it."""

from ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]
