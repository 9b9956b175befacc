"""From the bytes of a CSV or XLSX file to a grid of cells, with guards against hostile files."""

from .files import read_grid
from .grid import Broken, Cell, Formula, Grid, Percent, UnreadableFile

__all__ = ["Broken", "Cell", "Formula", "Grid", "Percent", "UnreadableFile", "read_grid"]
