"""The diary: every record in one list, with its earlier versions, and the trash."""

from ui.pages.diary.page import DiaryPage

__all__ = ["DiaryPage"]
