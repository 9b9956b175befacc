"""Forms of the map."""

from allied.foundation.ui.forms import RowForm

from .frame import LinesForm, PerspectiveForm, RemovalForm, ThemeForm
from .objective import JointWinForm, LinkForm, MoveForm, ObjectiveForm, VersionForm

__all__ = [
    "JointWinForm",
    "LinesForm",
    "LinkForm",
    "MoveForm",
    "ObjectiveForm",
    "PerspectiveForm",
    "RemovalForm",
    "RowForm",
    "ThemeForm",
    "VersionForm",
]
