"""Minutes that wait for a side's sign-off stand in the work of those who may give it."""

from allied.governance.meetings.queries.lists import meetings_ahead
from allied.governance.meetings.queries.minutes import minutes_of
from allied.governance.meetings.services import signing

from .table import ended, joint


def waiting(cast, who):
    return [row.pk for row in meetings_ahead(joint(cast, who), [cast.alliance]).to_sign]


def test_until_ones_own_side_has_signed(cast):
    meeting = ended(cast)
    both = ("quintiles_manager", "solvay_manager")
    assert [waiting(cast, who) for who in both] == [[meeting.pk], [meeting.pk]]
    assert waiting(cast, "reader") == []
    solvay = joint(cast, "solvay_manager")
    signing.ask_correction(by=solvay, meeting=meeting, comment="The place was another.")
    assert waiting(cast, "solvay_manager") == [meeting.pk]
    told = {"meeting": meeting, "digest": minutes_of(solvay, meeting).digest}
    signing.sign_off(by=solvay, **told)
    assert [waiting(cast, who) for who in both] == [[meeting.pk], []]
    signing.sign_off(by=joint(cast, "quintiles_manager"), **told)
    assert [waiting(cast, who) for who in both] == [[], []]
    ahead = meetings_ahead(solvay, [cast.alliance])
    assert meeting.pk not in {row.pk for row in ahead.mine}
