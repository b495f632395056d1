"""What was decided by hand about the sample patient; the generator adds chance to it.

The patient is invented. Days are counted from the first day of the journal, which is day 0; clock
times are those of the United Kingdom. How far symptoms fall after each treatment, and for how
long, is written down here, so that the treatments differ: after some nothing happens, after
others the fall lasts 5, 12 or more than 20 days. It shows what the program can draw and says
nothing about what anyone may expect.
"""

from dataclasses import dataclass

SEED = 12

LAST_DAY = 425
"""The journal ends here, fourteen months after day 0: this is the day that becomes today."""

ZONE = "Europe/London"
HOLIDAY = range(222, 230)
HOLIDAY_ZONE = "Europe/Athens"
"""A week away: entries carry the offset of the place where they were made."""

BASE = 14.4
"""Daily anxiety (0 to 21) before any treatment, in points."""
BASE_DRIFT = -0.0035
"""Points by which that level changes each day, whatever else happens."""


@dataclass(frozen=True)
class Dose:
    """One treatment and how the days after it are drawn.

    Symptoms fall over `onset` days to `fall` points below the base, stay there until day `hold` and
    come back over `fade` days. `detached` is the highest rating (0 to 100) of the day.
    """

    day: int
    clock: str
    phase: str
    amount: float
    fall: float
    hold: int
    fade: int
    detached: int
    minutes: int = 40
    onset: int = 1
    note: str = ""


DOSES = (
    Dose(23, "10:30", "induction", 0.5, 2.5, 2, 2, 74, note="First one. A nurse stayed close by."),
    Dose(26, "10:30", "induction", 0.5, 1.0, 1, 2, 70),
    Dose(30, "14:00", "induction", 0.5, 4.5, 2, 3, 62),
    Dose(33, "10:30", "induction", 0.5, 8.0, 3, 3, 66),
    Dose(37, "10:30", "induction", 0.5, 5.5, 2, 3, 55),
    Dose(40, "11:00", "induction", 0.5, 8.4, 7, 4, 58, onset=2),
    Dose(51, "11:00", "maintenance", 0.5, 8.6, 12, 5, 49, onset=3),
    Dose(65, "10:00", "maintenance", 0.5, 8.8, 6, 3, 52),
    Dose(86, "11:30", "maintenance", 0.5, 8.6, 16, 6, 44, onset=2),
    Dose(114, "11:30", "maintenance", 0.5, 1.5, 2, 3, 47, note="Slept badly the night before."),
    Dose(
        149, "10:30", "maintenance", 0.6, 8.6, 13, 8, 51, onset=4, note="A little more this time."
    ),
    Dose(191, "10:30", "maintenance", 0.6, 9.0, 24, 9, 42, onset=2),
    Dose(247, "11:00", "maintenance", 0.6, 8.2, 14, 10, 40, onset=5),
    Dose(331, "10:30", "booster", 0.6, 3.0, 3, 4, 56, note="After a long break."),
    Dose(338, "10:30", "booster", 0.6, 8.4, 13, 5, 48, onset=3),
    Dose(366, "14:00", "maintenance", 0.6, 4.0, 5, 4, 41),
    Dose(401, "11:00", "maintenance", 0.6, 8.6, 24, 8, 38, onset=2),
)
CANCELLED = (299, "10:30", "Had a cold; the clinic moved it.")
PLANNED = (432, "10:30")

GAPS = (range(95, 101), range(172, 177), range(279, 288))
"""Days on which nothing was written at all; each is longer than three."""

SKIPPED_ITEM = (72, "5")
"""A daily check that was saved without one of its items, so it has no total."""

HARD_DAYS = {58: 4, 59: 5, 128: 4, 166: 5, 167: 3, 218: 4, 310: 5, 384: 4, 385: 3}
"""Days that went worse for reasons of their own, in points."""

EFFECTS = (
    (0, "detached", "moderate", 15, 75),
    (0, "dizzy", "mild", 20, 110),
    (0, "nausea", "moderate", 35, 150),
    (0, "tired", "mild", 300, 1500),
    (1, "detached", "moderate", 15, 70),
    (1, "headache", "mild", 120, 420),
    (2, "looked-different", "mild", 12, 60),
    (2, "nausea", "mild", 40, 100),
    (3, "detached", "mild", 15, 65),
    (3, "anxious", "moderate", 10, 45),
    (3, "high-blood-pressure-reading", "mild", 40, 80),
    (4, "sleepy", "mild", 50, 400),
    (4, "vivid-dreams", "mild", 840, 1200),
    (5, "detached", "mild", 15, 60),
    (5, "unsteady", "mild", 45, 130),
    (6, "numb-or-tingling", "mild", 20, 55),
    (6, "tired", "moderate", 180, 1700),
    (7, "metallic taste", "mild", 15, 90),
    (8, "detached", "mild", 15, 55),
    (8, "nausea", "mild", 40, 95),
    (9, "dizzy", "mild", 25, 80),
    (9, "low-mood", "moderate", 1300, 3100),
    (10, "looked-different", "mild", 10, 55),
    (10, "nausea", "severe", 45, 240),
    (10, "vomiting", "moderate", 70, 75),
    (11, "detached", "mild", 15, 55),
    (11, "headache", "moderate", 200, 620),
    (12, "sleepy", "mild", 60, 300),
    (13, "anxious", "mild", 10, 50),
    (13, "nausea", "mild", 40, 90),
    (14, "dizzy", "mild", 20, 70),
    (15, "tired", "mild", 240, 1400),
    (16, "detached", "mild", 15, 50),
    (16, "memory-trouble", "mild", 5800, None),
)
"""Which dose, effect, grade, minutes from its start to onset and end (None: still there)."""

NOTES = (
    (
        0,
        False,
        "Started this journal. The clinic asked for a few weeks of entries before we begin.",
    ),
    (6, False, "Said no to the team lunch again."),
    (13, False, "Phoned the bank instead of putting it off."),
    (22, True, "Scared about tomorrow. Did not tell anyone how much."),
    (23, False, "First infusion. Quiet room, blanket, music. Alex drove me home."),
    (35, False, "Walked to the shop and talked with the neighbour on the way."),
    (43, False, "Two calls at work without writing the words down first."),
    (52, True, "Cried a little, not a bad kind."),
    (58, False, "Long meeting, had to present at short notice."),
    (71, False, "Back to waking at five."),
    (101, False, "Was ill, wrote nothing for a week."),
    (116, False, "No different from before, as far as I can tell."),
    (128, False, "Argument on the phone with the landlord."),
    (151, False, "Ate in the canteen."),
    (166, False, "Review at work. Shaky all day."),
    (177, False, "Forgot the journal for some days."),
    (183, True, "Thought about stopping. Decided to wait for the next visit."),
    (196, False, "Birthday dinner with eight people. Stayed to the end."),
    (225, False, "At the sea."),
    (263, False, "Slowly getting harder again."),
    (288, False, "Did not want to look at this for a while."),
    (299, False, "Infusion called off because of my cold."),
    (332, False, "Not much so far."),
    (341, False, "Spoke up at the residents' meeting."),
    (384, False, "Boiler broke, strangers in the flat all day."),
    (404, False, "Rang two people I hardly know."),
    (419, False, "Quiet week."),
)
"""Day, whether it is private, text."""

QUESTIONS = (
    (
        26,
        "Is it all right to take lorazepam the evening before?",
        31,
        "We went through this on the phone.",
    ),
    (
        118,
        "What do we look at when nothing changes after one?",
        149,
        "Talked about it at the visit.",
    ),
    (402, "Could the appointments be in the morning?", None, ""),
    (420, "Names slip my mind more than they used to. Worth looking at?", None, ""),
)
"""Day asked, question, day answered, answer."""

VISITS = (
    (44, "Looked at the first six together. From here one at a time."),
    (149, "Talked about the one after which nothing was different, and about sleep."),
    (247, "The next one in seven weeks. Keep writing in the evenings."),
    (366, "Short, before the infusion. Bring the questions in writing next time."),
)
"""Day, what was agreed; the last leaves one treatment and two open questions since."""

MEDICINES = (
    ("sertraline", "Sertraline", "antidepressant", "100 mg in the morning", -300, None),
    ("lorazepam", "Lorazepam", "benzodiazepine", "0.5 mg when needed", -90, None),
    ("propranolol", "Propranolol", "beta blocker", "10 mg before meetings", -40, 160),
)
"""Key, name, kind, amount, from and to; None: still taken."""

INTAKES = (
    ("lorazepam", (4, 11, 17, 22, 25, 29, 58, 118, 121, 128, 166, 270, 293, 310, 322, 330, 384)),
    ("propranolol", (8, 15, 58, 92, 143)),
)

PLAN = (
    "When it gets too much: sit down, feet on the floor, breathe out slowly.\n"
    "Ring Alex. If Alex cannot come, ring the clinic.\n"
    "The evening after an infusion: no driving, no big decisions, phone beside the bed."
)
CLINIC = "Harbour Street Clinic"
CLINIC_PHONE = "020 7946 0123"
"""From the numbers that the UK regulator keeps free for fiction."""
