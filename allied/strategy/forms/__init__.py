"""Forms of the map."""

from .base import MapForm
from .frame import LinesForm, PerspectiveForm, RemovalForm, ThemeForm
from .objective import JointWinForm, LinkForm, MoveForm, ObjectiveForm, VersionForm

__all__ = [
    "JointWinForm",
    "LinesForm",
    "LinkForm",
    "MapForm",
    "MoveForm",
    "ObjectiveForm",
    "PerspectiveForm",
    "RemovalForm",
    "ThemeForm",
    "VersionForm",
]
