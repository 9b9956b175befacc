"""Writes of versions: proposing, withdrawing, agreeing."""

from .agreeing import Said, give_stances
from .proposing import fingerprint, propose_version, withdraw_version

__all__ = ["Said", "fingerprint", "give_stances", "propose_version", "withdraw_version"]
