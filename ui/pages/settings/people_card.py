"""The settings of who writes: the patient's name, and caregivers who write under their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import look
from ui.icons import Icon
from ui.pages.settings.name_field import LONGEST, NameField
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.form_rows import FormRows
from ui.widgets.text import Text

translate = QCoreApplication.translate

_OWN = "self"
"""Names the patient's own ratings on the command line, so nobody else can be called so."""


@dataclass(frozen=True)
class Somebody:
    """A person who writes, as the settings show them."""

    id: str
    name: str


class PeopleCard(Card):
    """Who writes in this journal.

    `patient_named` carries a name, `caregiver_added` a name, `caregiver_renamed` an id and a name;
    they are asked for, and taken once they are shown. `touched` follows each key.
    """

    touched = Signal()

    patient_named = Signal(str)
    caregiver_added = Signal(str)
    caregiver_renamed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(
            translate("Settings", "People"),
            translate(
                "Settings",
                "A caregiver writes under their own name: press F2, or choose it at the bottom "
                "left. What they rate stands beside your own ratings and is never mixed in.",
            ),
        )
        self.patient = NameField()
        self.patient.left.connect(self._name_patient)
        self.patient.touched.connect(self.touched)
        self.new_name = QLineEdit()
        self.new_name.setMaxLength(LONGEST)
        self.new_name.setPlaceholderText(translate("Settings", "Name or initials"))
        self.new_name.returnPressed.connect(self._add)
        self.add_button = Button(translate("Settings", "Add"), Icon.PLUS)
        self.add_button.clicked.connect(self._add)
        self.new_name.textEdited.connect(self._touch)
        self.problem = Text()
        self.problem.hide()
        self.fields: tuple[NameField, ...] = ()
        self._nobody = Text(translate("Settings", "nobody yet"))
        self._shown: tuple[Somebody, ...] = ()
        self._lay_out()

    def show_people(self, patient: str, caregivers: Sequence[Somebody]) -> None:
        """Show who writes. A name that is being typed stays."""
        self.patient.see(patient)
        is_same = [one.id for one in caregivers] == [one.id for one in self._shown]
        self._shown = tuple(caregivers)
        if not is_same:
            self._make_fields()
        for field, somebody in zip(self.fields, self._shown, strict=True):
            field.see(somebody.name)
            field.setAccessibleName(
                translate("Settings", "Name of the caregiver {name}").format(name=somebody.name)
            )

    def typed(self) -> dict[str, Any]:
        """What was typed and not taken yet, for a draft."""
        typed = [one for one in (self.patient, *self.fields) if one.isModified()]
        found = {
            "patient": self.patient.text() if self.patient in typed else "",
            "new": self.new_name.text(),
            "names": {one.id: one.text() for one in typed if one.id},
        }
        opened = {one.id: one.opened for one in typed}
        return {**found, "opened": opened} if any(found.values()) else {}

    def show_typed(self, left: Mapping[str, Any]) -> None:
        """Show what was typed before and not taken."""
        opened = left.get("opened", {})
        self.new_name.setText(left["new"])
        typed = {"": left["patient"], **left["names"]}
        for field in (self.patient, *self.fields):
            if typed.get(field.id, field.text()) not in ("", field.text()):
                field.go_on(typed[field.id], opened.get(field.id))
        if self.typed():
            self._say(
                translate("Settings", "A name was typed before and not saved. Enter saves it.")
            )

    def take_focus(self, person_id: str = "") -> None:
        """Put the cursor into a person's name; without one, where somebody is added."""
        known = (one for one in self.fields if one.id == person_id)
        field = next(known, self.patient) if person_id else self.new_name
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        names = QWidget()
        self._names = QVBoxLayout(names)
        self._names.setContentsMargins(0, 0, 0, 0)
        self._names.setSpacing(look.SMALL)
        self._nobody.setMinimumHeight(look.LEAST_CONTROL)
        self._names.addWidget(self._nobody)
        adding = QWidget()
        line = QHBoxLayout(adding)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.SMALL)
        line.addWidget(self.new_name, 1)
        line.addWidget(self.add_button)
        rows = FormRows()
        rows.add(translate("Settings", "The patient's name"), self.patient.line)
        self.patient.setAccessibleName(translate("Settings", "The patient's name"))
        rows.add(translate("Settings", "Caregivers"), names)
        rows.add(translate("Settings", "Add a caregiver"), adding)
        self.new_name.setAccessibleName(translate("Settings", "Add a caregiver"))
        self.body.addWidget(rows)
        self.body.addWidget(self.problem)

    def _make_fields(self) -> None:
        before = {one.id: one for one in self.fields}
        self.fields = tuple(
            before[one.id] if one.id in before else self._made(one) for one in self._shown
        )
        for field in set(before.values()) - set(self.fields):
            self._names.removeWidget(field.line)
            field.line.hide()
            field.line.deleteLater()
            if field.isModified():
                self._say_gone(field)
        for field in self.fields:
            self._names.addWidget(field.line)
        self._nobody.setVisible(not self.fields)

    def _made(self, somebody: Somebody) -> NameField:
        field = NameField(somebody.id)
        field.left.connect(self._rename)
        field.touched.connect(self.touched)
        return field

    def _say_gone(self, field: NameField) -> None:
        words = translate(
            "Settings",
            "{name} was taken out elsewhere while another name was typed. “{typed}” was not saved.",
        )
        self._say(words.format(name=field.shown, typed=field.name))

    def _touch(self) -> None:
        self.touched.emit()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _name_patient(self) -> None:
        self._say("")
        if self.patient.name != self.patient.shown:
            self.patient_named.emit(self.patient.name)
        else:
            self.patient.put_back()

    def _rename(self) -> None:
        field = self.sender()
        if not isinstance(field, NameField):
            return
        if field.name in ("", field.shown):
            self._say("")
            field.put_back()
        elif self._is_free(field.name, field.id):
            self.caregiver_renamed.emit(field.id, field.name)

    def _add(self) -> None:
        name = self.new_name.text().strip()
        if name and self._is_free(name):
            self.new_name.clear()
            self.caregiver_added.emit(name)

    def _is_free(self, name: str, but_for: str = "") -> bool:
        """Whether nobody else has this name; says so otherwise."""
        taken = [one.name.casefold() for one in self._shown if one.id != but_for]
        is_taken = name.casefold() in (*taken, _OWN)
        self._say(
            translate(
                "Settings", "“{name}” is taken. Choose a name that tells the two apart."
            ).format(name=name)
            if is_taken
            else ""
        )
        return not is_taken
