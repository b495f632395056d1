"""What stands in the way, said above the pages; a defect of the program goes on to its dialog."""

from PySide6.QtCore import QObject

from ui.damage import SEE_DAMAGE, is_damage, is_of_the_file
from ui.notices import Notices
from ui.opening import Opening
from ui.problem_words import problem_words


class Problems(QObject):
    """Says errors that pages could not deal with themselves."""

    def __init__(self, opening: Opening, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening = opening
        self._notices = notices

    def say(self, error: Exception) -> None:
        """Say what stands in the way; a defect is raised."""
        text = problem_words(error)
        if text is None:
            raise error
        if is_damage(error):
            self._notices.tell_damage(SEE_DAMAGE)
        else:
            self._notices.say_problem(text)

    def takes(self, error: BaseException) -> bool:
        """Whether an error that no page expected is the file's fault; then it is said."""
        if self._opening.journal is None or not is_of_the_file(error):
            return False
        self.say(error)
        return True
