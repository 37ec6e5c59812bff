"""A plot in one sentence, for those who do not see it and have no finding beside it."""

from runrisk.charts.plot import AnyPanel, Plot, Words
from runrisk.charts.sheet import Sheet
from runrisk.charts.sheets import FLAGGED, sheet_of
from runrisk.charts.units import text_of
from runrisk.wording import Wording


def alt_text(plot: Plot, wording: Wording) -> str:
    """What each panel shows: its values, from where to where, how many are flagged, the limits; or its words."""
    return " ".join(filter(None, (_says(panel, wording) for panel in plot.panels)))


def _says(panel: AnyPanel, wording: Wording) -> str:
    if isinstance(panel, Words):
        return " ".join(text_of(line, wording) for line in panel.lines)
    sheet = sheet_of(panel, wording)
    return _sentence(sheet, wording) if sheet else ""


def _sentence(sheet: Sheet, wording: Wording) -> str:
    known = sum(len(cell) for column in sheet.columns[:1] for cell in column.cells)
    flagged = sum(FLAGGED in note.split(", ") for note in sheet.notes)
    parts = [
        f"{sheet.title}: {wording.number(known, 0)} values from {sheet.names[0]} to {sheet.names[-1]}",
        f"{wording.number(flagged, 0)} flagged" if flagged else "",
        *sheet.limits,
    ]
    return f"{'; '.join(filter(None, parts))}."
