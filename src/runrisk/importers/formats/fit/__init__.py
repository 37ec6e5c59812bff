"""The columnar FIT decoder, and the FIT activity reader built on it."""

from runrisk.importers.formats.fit.decode import FitFile, FitPart, decode
from runrisk.importers.formats.fit.messages_table import Table
from runrisk.importers.formats.fit.reader import read_fit

__all__ = ["FitFile", "FitPart", "Table", "decode", "read_fit"]
