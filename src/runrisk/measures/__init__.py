"""Numbers that several patterns share, taken from the log; no verdict and no limit stands here."""
