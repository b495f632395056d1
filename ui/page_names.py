"""The pages of the window: their names, their places on the rail, and where their code lies."""

from PySide6.QtCore import QCoreApplication

from ui.icons import Icon
from ui.widgets.nav_rail import Entry

translate = QCoreApplication.translate

TODAY, WELCOME, HELP, SETTINGS, BRING_IN = "today", "welcome", "help", "settings", "bring-in"
TREATMENTS, MEDICINES, VISITS, REPORT = "treatments", "medicines", "visits", "report"
DIARY = "diary"
DAMAGED = "damaged"

SOMEBODY_NEW = "somebody-new"
"""In place of a record of Settings: where somebody who writes is added."""

PASSPHRASE, BACKUPS = "passphrase", "backups"
"""The cards of Settings that ask for work for which the journal is closed."""

MADE_LATER = {
    TREATMENTS: ("ui.pages.treatments", "TreatmentsPage"),
    MEDICINES: ("ui.pages.medicines", "MedicinesPage"),
    "trajectories": ("ui.pages.trajectories", "TrajectoriesPage"),
    DIARY: ("ui.pages.diary", "DiaryPage"),
    VISITS: ("ui.pages.visits", "VisitsPage"),
    REPORT: ("ui.pages.report", "ReportPage"),
    BRING_IN: ("ui.pages.bring_in", "BringInPage"),
    SETTINGS: ("ui.pages.settings", "SettingsPage"),
    HELP: ("ui.pages.help_now", "HelpNowPage"),
}
"""Pages that are made when they are first shown: module and class."""


def entries() -> tuple[Entry, ...]:
    """The pages on the rail, in the order of their shortcuts."""
    return (
        Entry(TODAY, translate("Window", "Today"), Icon.TODAY),
        Entry(TREATMENTS, translate("Window", "Treatments"), Icon.TREATMENTS),
        Entry(MEDICINES, translate("Window", "Medicines"), Icon.MEDICINE),
        Entry("trajectories", translate("Window", "Trajectories"), Icon.TRAJECTORIES),
        Entry(DIARY, translate("Window", "Diary"), Icon.DIARY),
        Entry(VISITS, translate("Window", "Visits"), Icon.APPOINTMENT),
        Entry(REPORT, translate("Window", "Report"), Icon.REPORT),
        Entry(BRING_IN, translate("Window", "Bring in"), Icon.IMPORT),
        Entry(SETTINGS, translate("Window", "Settings"), Icon.SETTINGS),
    )
