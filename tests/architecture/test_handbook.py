"""The handbook says what the product is: its pages, commands, columns, roles and pictures."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from allied.alliances.models import Alliance, Role
from allied.commands.group import COMMANDS
from allied.foundation.access.actor import Actor, Seat, View
from allied.foundation.access.permissions import allowed
from allied.foundation.ui.marks import STATUS_WORDS
from allied.launch.catalogue import keys
from allied.scorecard.models import Initiative, Kind, Measure, Preset
from allied.scorecard.sheets.columns import COLUMNS, USUAL

FOLDER = Path(__file__).parents[2] / "docs" / "user"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
EVERYTHING = "\n".join(TEXTS.values())


def names(text: str) -> list[str]:
    return text.split()


PAGES = names("""
account_login account_logout account_reset_password account_change_password account_reauthenticate
account_signup mfa_index mfa_authenticate mfa_activate_totp mfa_deactivate_totp
mfa_view_recovery_codes mfa_generate_recovery_codes demo:sign_in people:me people:token_add
api:alliances api:measures api:readings api:readings_record api:scores api:openapi
cockpit:my_work cockpit:search cockpit:map cockpit:advice cockpit:poster cockpit:poster_pdf
cockpit:poster_svg cockpit:pack cockpit:pack_pdf cockpit:pack_pptx cockpit:pack_map
launch:new launch:lay_template
cockpit:versions cockpit:version cockpit:version_agree cockpit:version_compare
cockpit:version_propose
strategy:outline strategy:lines_edit strategy:changes strategy:objective_add
strategy:objective_edit strategy:joint_win_set strategy:perspective_add
strategy:perspective_edit strategy:perspective_remove strategy:theme_add strategy:theme_edit
strategy:theme_remove
scorecard:scorecard scorecard:by_perspective scorecard:measure scorecard:measure_add
scorecard:targets scorecard:offers scorecard:offer_make strategy:joint_wins
scorecard:measure_edit scorecard:measure_formula scorecard:target_set scorecard:readings
scorecard:period_locks
scorecard:initiatives scorecard:initiative scorecard:initiative_add scorecard:initiative_edit
scorecard:milestone_edit scorecard:spend_correct scorecard:outlived scorecard:measure_retire
scorecard:sheet_import scorecard:sheet_preview scorecard:sheet_export scorecard:sheet_template
scorecard:reviews scorecard:review scorecard:review_freeze scorecard:review_compare
governance:meeting_hold governance:meeting_entry governance:minutes governance:minutes_pdf
governance:minutes_pptx
discovery:interviews discovery:guide discovery:interview_add discovery:interview
discovery:interview_edit discovery:answer_edit discovery:mark discovery:candidates
discovery:candidate_add discovery:candidate discovery:candidate_edit discovery:candidate_take
discovery:candidate_aside discovery:candidate_merge discovery:voices discovery:workshops
discovery:workshop_add discovery:workshop discovery:workshop_edit discovery:workshop_record
governance:bodies governance:body governance:body_add governance:body_edit governance:body_rights
governance:decisions governance:decisions_export governance:decision_raise governance:decision
governance:decision_edit governance:decision_anew governance:decision_withdraw
governance:decision_look_back governance:decision_take governance:decision_coin
governance:deliberation governance:journal governance:journal_write governance:journal_entry
governance:proposals governance:proposal_suggest governance:proposal governance:proposal_edit
governance:proposal_take_up governance:proposal_decline governance:proposal_withdraw
governance:proposal_put_forward governance:proposal_turn
governance:body_seat_add governance:body_seat governance:matters governance:matter_edit
governance:meetings governance:meeting governance:meeting_plan governance:meeting_series
governance:meeting_edit governance:meeting_cancel governance:meeting_ics governance:topic_edit
governance:calendar_feed governance:calendar
governance:actions governance:action governance:action_add governance:action_edit
relations:templates relations:template_add relations:matrix relations:matrix_export
relations:template relations:template_edit relations:dimension_add relations:dimension_edit
relations:criterion_add relations:criterion_edit relations:counterparts relations:counterpart_add
relations:counterparts_add relations:counterpart relations:counterpart_edit relations:round_open
relations:round relations:round_close relations:sheet relations:sheet_fill relations:sheet_agree
relations:link_send relations:questionnaire
governance:ladder governance:ladder_propose governance:ladder_decline
governance:ladder_withdraw governance:escalations governance:escalation governance:escalation_add
governance:escalation_edit governance:escalation_standpoint governance:escalation_decide
governance:escalation_pause governance:escalation_resume governance:escalation_final_say
governance:escalation_return governance:escalation_withdraw
notes:notes notes:list notes:edit alliances:invitation alliances:people alliances:invite
alliances:person alliances:settings alliances:leave alliances:history alliances:share
""")
"""URL names of pages that people open: each stands in the handbook with its address."""

OTHERS = names("""
account_inactive account_set_password account_reset_password_done
account_reset_password_from_key account_reset_password_from_key_done mfa_reauthenticate
mfa_download_recovery_codes ui:guide ui:robots
cockpit:my_work_seen cockpit:map_version cockpit:objective_panel cockpit:version_withdraw
governance:meeting_live governance:meeting_begin governance:meeting_end governance:meeting_resume
governance:meeting_topic governance:meeting_raise governance:meeting_raised_back
governance:meeting_attend
governance:meeting_guest_add governance:meeting_guest_remove governance:meeting_write
governance:meeting_entry_remove
governance:meeting_entry_restore governance:meeting_decision governance:meeting_action
governance:minutes_sign governance:minutes_correction governance:minutes_addendum
discovery:passage_gather discovery:passage_remove discovery:candidate_reopen
discovery:workshop_stage discovery:board discovery:card_add discovery:card discovery:card_move
discovery:card_merge discovery:card_take_off discovery:card_vote
relations:template_retire relations:dimension_remove relations:dimension_shift
relations:criterion_remove relations:criterion_shift relations:counterpart_remove
relations:round_discard relations:links_send relations:link_withdraw
strategy:objective_move strategy:objective_remove strategy:link_draw strategy:link_remove
strategy:perspective_shift strategy:theme_shift strategy:undo
scorecard:formula_stop scorecard:offer_answer scorecard:offer_forward scorecard:offer_withdraw
scorecard:reading_enter scorecard:status_set scorecard:status_end scorecard:measure_bring_back
scorecard:period_reopen scorecard:initiative_remove scorecard:milestone_add scorecard:milestone_done
scorecard:milestone_remove scorecard:spend_enter scorecard:dependency_add
scorecard:dependency_remove scorecard:effect_set scorecard:effect_remove notes:remove
governance:decision_vote governance:objective_decisions governance:journal_remove
governance:proposal_settle governance:initiative_origin
governance:action_done governance:action_drop governance:action_move governance:action_reopen
governance:action_by_mail
governance:bodies_usual governance:body_end governance:body_seat_end governance:matter_remove
governance:agenda_take governance:agenda_place governance:agenda_agree governance:agenda_withdraw
governance:topic_add governance:topic_move governance:topic_remove governance:topic_restore
governance:topic_carry governance:meeting_paper_add governance:meeting_paper_remove
governance:meeting_paper_restore governance:calendar_feed_make governance:calendar_feed_revoke
governance:escalation_present governance:escalation_up governance:ladder_agree
people:token_revoke api:unknown alliances:look_at alliances:invitation_resend
alliances:invitation_withdraw alliances:role_add
alliances:role_end alliances:person_leave
""")
"""Doors behind a button, parts of a page, links that only a mail holds, pages for developers."""

EXAMPLES = {"ending": ("xlsx", "csv")}
WORDS = {"slug": "alliance", "pk": "number", "object_id": "number"}


def named(resolver: URLResolver, space: str = "", stem: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = stem + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from named(entry, f"{space}{entry.namespace}:" if entry.namespace else "", route)
        elif isinstance(entry, URLPattern) and entry.name:
            yield space + entry.name, route


def addresses(route: str) -> list[str]:
    """The route as a reader knows it: /a/<alliance>/measures/<number>/."""
    found = ["/" + re.sub(r"<\w+:(?!ending)(\w+)>", _word, route)]
    for name, values in EXAMPLES.items():
        place = rf"<\w+:{name}>"
        found = [
            re.sub(place, value, each)
            for each in found
            for value in (values if re.search(place, each) else [""])
        ]
    return found


def _word(found: re.Match[str]) -> str:
    return f"<{WORDS.get(found[1], found[1])}>"


def test_every_page_stands_in_the_handbook() -> None:
    routes = list(named(get_resolver()))
    assert len(routes) > 60
    missing = [
        (name, address)
        for name, route in routes
        if name in PAGES
        for address in addresses(route)
        if f"`{address}`" not in EVERYTHING
    ]
    assert missing == []


def test_every_url_is_a_page_or_something_else() -> None:
    known = {name for name, _ in named(get_resolver())} | {"demo:sign_in"}
    assert known - {*PAGES, *OTHERS} == set(), "say it in the handbook, or list it in OTHERS"
    assert {*PAGES, *OTHERS} - known == set()
    assert set(PAGES) & set(OTHERS) == set()


def test_addresses_in_the_handbook_exist() -> None:
    known = {address for _, route in named(get_resolver()) for address in addresses(route)}
    known |= {"/demo/sign-in/", "/a/solvay-quintiles/"}
    said = set(re.findall(r"`(/[a-z][^`?]*)(?:\?[^`]*)?`", EVERYTHING))
    assert said - known == set()


# Pictures and links


def pictures_named() -> set[str]:
    return set(re.findall(r"!\[[^\]]+\]\(pictures/([^)]+)\)", EVERYTHING))


def test_every_picture_is_there_and_used() -> None:
    files = {path.name for path in (FOLDER / "pictures").iterdir()}
    assert len(files) > 10
    assert files == pictures_named()


def test_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (FOLDER / "pictures").iterdir()}
    assert sum(sizes.values()) < 1_500_000, sizes


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", TEXTS)
def test_links_lead_somewhere(page: str) -> None:
    broken = []
    for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", re.sub(r"`[^`]*`", "", TEXTS[page])):
        path, _, anchor = target.partition("#")
        file = (FOLDER / path) if path else FOLDER / page
        if not file.exists() or (anchor and anchor not in anchors(file.read_text("utf-8"))):
            broken.append(target)
    assert broken == []


def test_every_page_is_in_the_index() -> None:
    index = set(re.findall(r"\(([\w-]+\.md)\)", TEXTS["README.md"]))
    assert index == set(TEXTS) - {"README.md"}


# Tables


def table(page: str, heading: str) -> list[list[str]]:
    """The rows of the first table below the heading, without the head."""
    text = TEXTS[page].partition(f"\n## {heading}\n")[2] if heading else TEXTS[page]
    rows = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert rows, (page, heading)
    lines = rows[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_columns_of_the_sheet() -> None:
    said = [row[0].strip("`") for row in table("spreadsheets.md", "Columns")[2:]]
    assert said == [column.name for column in COLUMNS]
    assert said[: len(USUAL)] == list(USUAL)
    assert len(USUAL) == 14, "the text above the table says fourteen"


def test_every_command_with_an_example() -> None:
    text = TEXTS["commands.md"]
    rows = [row[0] for row in table("commands.md", "")[2:]]
    assert rows == [f"`allied {name}`" for name in COMMANDS]
    examples = set(re.findall(r"^    allied ([\w-]+) ", text + " ", re.MULTILINE))
    examples |= set(re.findall(r"^    allied ([\w-]+)$", text, re.MULTILINE))
    assert examples == set(COMMANDS)


def test_templates() -> None:
    assert [row[1].strip("`") for row in table("start-an-alliance.md", "")[2:]] == keys()


def test_signs() -> None:
    assert [row[1] for row in table("README.md", "Signs")[2:]] == [
        str(word) for word in STATUS_WORDS.values()
    ]


def test_kinds_and_presets() -> None:
    kinds = ", ".join(row[0] for row in table("measures-and-targets.md", "Add a measure")[2:])
    assert all(str(label) in kinds for label in Kind.labels), kinds
    judged = [row[0] for row in table("measures-and-targets.md", "How it is judged")[2:]]
    assert [row.partition(" (")[0] for row in judged] == [str(label) for label in Preset.labels]


RIGHTS = {
    "read": ["strategy.see", "scorecard.see"],
    "write notes": ["notes.write"],
    "enter readings of": ["scorecard.enter_readings"],
    "change initiatives": ["own initiative"],
    "write the joint wins": ["strategy.set_joint_win"],
    "agree a version": ["agreement.give"],
    "propose or withdraw": ["agreement.propose"],
    "freeze": ["scorecard.freeze_review"],
    "edit the map": ["strategy.edit_map"],
    "measures, targets": ["scorecard.edit_measures"],
    "readings of every": ["any reading"],
    "all initiatives": ["scorecard.edit_initiatives", "scorecard.import_sheet"],
    "keep relationship": ["relations.keep"],
    "lock": ["scorecard.lock_periods"],
    "share": ["alliances.share"],
    "people": ["alliances.manage_people", "alliances.edit", "alliances.leave"],
}
"""What each row of the table of roles means in permissions."""


def may(role: str, right: str) -> bool:
    alliance = Alliance(pk=1)
    seat = Seat(1, partner_id=1, joint_room_id=1, own_room_id=2, roles=frozenset({role}))
    actor = Actor(user_id=7, person_id=7, company_id=7, view=View.OURS, seats={1: seat})
    if right == "own initiative":
        return allowed(actor, "scorecard.edit_initiatives", alliance, Initiative(owner_id=7))
    if right == "any reading":
        return allowed(actor, "scorecard.enter_readings", alliance, Measure(owner_id=8))
    return allowed(actor, right, alliance)


def test_who_may_do_what() -> None:
    assert get_resolver().url_patterns  # with the pages come the rules
    head, _, *rows = table("people-and-invitations.md", "Roles")
    roles = {str(role.label): role.value for role in Role}
    assert set(head[1:]) == set(roles)
    assert len(rows) == len(RIGHTS)
    for (start, rights), (said, *cells) in zip(RIGHTS.items(), rows, strict=True):
        assert said.startswith(start)
        for right in rights:
            real = ["yes" if may(roles[name], right) else "–" for name in head[1:]]
            assert cells == real, (said, right)
