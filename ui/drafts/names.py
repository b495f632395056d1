"""Names of drafts that several parts of the window know: of what was begun and not saved."""

EFFECT_DRAFT, INTAKE_DRAFT, MEDICINE_DRAFT = "side effect", "intake", "medicine of an intake"
NOTE_DRAFT, QUESTION_DRAFT = "note", "question"
