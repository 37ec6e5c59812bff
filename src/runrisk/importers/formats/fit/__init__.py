"""The columnar FIT decoder, and the FIT activity reader built on it."""

from runrisk.importers.formats.fit.decode import FitFile, FitPart, decode
from runrisk.importers.formats.fit.reader import read_fit
from runrisk.importers.formats.fit.table import Table

__all__ = ["FitFile", "FitPart", "Table", "decode", "read_fit"]
