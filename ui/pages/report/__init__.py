"""The report and blank forms: chosen, previewed page by page, saved and printed."""

from ui.pages.report.page import ReportPage

__all__ = ["ReportPage"]
