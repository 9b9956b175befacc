"""The committee and its questions, as the decisions' tests have them."""

from allied.governance.decisions.tests.conftest import asked, ballots, by, committee, objective

__all__ = ["asked", "ballots", "by", "committee", "objective"]
