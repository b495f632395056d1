"""Appointment mode: the journal on a whole screen, to be read across a desk."""

from ui.appointment.view import AppointmentView

__all__ = ["AppointmentView"]
