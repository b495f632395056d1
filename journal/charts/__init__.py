"""Charts of the figures, drawn with matplotlib alone."""
