"""Translators' files: a tour's words in one language out as PO or XLIFF, and back without overwriting newer work."""

from tour.content.exchange.applying import CHANGING, Fate, Outcome, take_in
from tour.content.exchange.formats import FileRefused, read_file, write_file
from tour.content.exchange.units import Unit, units

__all__ = ["CHANGING", "Fate", "FileRefused", "Outcome", "Unit", "read_file", "take_in", "units", "write_file"]
