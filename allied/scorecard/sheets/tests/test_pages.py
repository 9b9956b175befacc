"""Sheets in the browser: who may, the way from file to import, and what is refused."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.foundation.access.middleware import SESSION_KEY
from allied.scorecard.models import Measure, Reading
from allied.scorecard.sheets import stash
from tests.support.cast import Cast
from tests.support.world import MARKER, make_world

from .sheets import csv_of, row, xlsx_of
from .test_import import everything

SignIn = Callable[..., Client]


def url(cast: Cast, name: str, *more: str) -> str:
    return reverse(f"scorecard:{name}", args=[cast.alliance.slug, *more])


def send(client: Client, cast: Cast, data: bytes, name: str = "results.csv") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(url(cast, "sheet_import"), {"file": file}, follow=True)


def digest_in(response: HttpResponse) -> str:
    match = re.search(r'name="plan" value="([0-9a-f]{64})"', response.content.decode())
    assert match
    return match[1]


@pytest.mark.parametrize(
    ("who", "view", "status"),
    [
        ("quintiles_manager", View.JOINT, 200),
        ("quintiles_manager", View.OURS, 200),
        ("quintiles_manager", View.PRESENT, 403),
        ("theme_leader", View.JOINT, 200),
        ("reader", View.JOINT, 403),
        ("member", View.JOINT, 403),
        ("former_member", View.JOINT, 404),
        ("outsider", View.JOINT, 404),
    ],
)
def test_who_may_import(cast: Cast, signed_in: SignIn, who: str, view: View, status: int) -> None:
    client, before = signed_in(who, view), Measure.objects.count()
    page = client.get(url(cast, "sheet_import"))
    assert page.status_code == (200 if status == 403 else status)  # the export is for everybody
    assert ('type="file"' in page.content.decode()) is (status == 200)
    assert client.get(url(cast, "sheet_preview", "0" * 32)).status_code == (
        302 if status == 200 else status
    )
    if status != 200:
        assert send(client, cast, csv_of(row())).status_code == status
        assert Measure.objects.count() == before


@pytest.mark.parametrize("name", ["sheet_export", "sheet_template"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_who_may_export(cast: Cast, signed_in: SignIn, name: str, ending: str) -> None:
    address = url(cast, name, ending)
    for who in ("reader", "quintiles_manager"):
        response = signed_in(who).get(address)
        assert response.status_code == 200
        body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert body.startswith(b"PK" if ending == "xlsx" else b"\xef\xbb\xbfperspective,")
        assert f".{ending}" in response["Content-Disposition"]
    for who in ("outsider", "former_member"):
        assert signed_in(who).get(address).status_code == 404
    assert signed_in("reader").get(url(cast, name, "pdf")).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_private_measure_is_absent_from_the_joint_export(cast: Cast, signed_in: SignIn) -> None:
    make_world(cast)

    def exported(who: str, view: View) -> bytes:
        response = signed_in(who, view).get(url(cast, "sheet_export", "csv"))
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]

    assert MARKER.encode() in exported("solvay_manager", View.OURS)
    assert MARKER.encode() not in exported("solvay_manager", View.JOINT)
    assert MARKER.encode() not in exported("solvay_manager", View.PRESENT)
    assert MARKER.encode() not in exported("quintiles_manager", View.OURS)


@pytest.mark.parametrize("name", ["results.csv", "results.xlsx"])
def test_from_the_file_to_the_scorecard(cast: Cast, signed_in: SignIn, name: str) -> None:
    client = signed_in("quintiles_manager")
    numbers = {"weight": 1, "baseline": 100, "target": 60, "actual": 90}
    data = xlsx_of(row(**numbers)) if name.endswith("xlsx") else csv_of(row())
    before = everything()
    preview = send(client, cast, data, name)
    assert "one new measure and one new reading" in preview.content.decode()
    after = {k: v for k, v in everything().items() if not k.startswith("sessions.")}
    assert after == {k: v for k, v in before.items() if not k.startswith("sessions.")}
    address = preview.redirect_chain[-1][0]
    done = client.post(address, {"plan": digest_in(preview)}, follow=True)
    assert done.redirect_chain[-1][0] == url(cast, "scorecard")
    assert "Imported: one new perspective" in done.content.decode()
    assert Reading.objects.get().value == 90
    assert client.get(address).status_code == 302  # the file is gone


def test_faults_are_shown_with_their_rows(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("quintiles_manager")
    page = send(client, cast, csv_of(row(), row(period="2022-Q2", actual="<b>many</b>")))
    text = page.content.decode()
    assert "One fault: nothing can be imported until it is mended." in text
    assert "<b>many</b>" not in text
    assert "&lt;b&gt;many&lt;/b&gt;" in text
    assert 'name="plan"' not in text
    again = client.post(page.redirect_chain[-1][0], {"plan": "x"})
    assert again.status_code == 422
    assert not Measure.objects.exists()


def test_a_fault_leads_to_its_cell(cast: Cast, signed_in: SignIn) -> None:
    rows = (row(), row(period="2022-Q2", actual="many"), row(period="2022-Q9", actual="7"))
    text = send(signed_in("quintiles_manager"), cast, csv_of(*rows)).content.decode()
    links = re.findall(r'<a href="#(cell-[^"]+)">Row (\d+), (\w+)</a>', text)
    assert links == [("cell-3-actual", "3", "actual"), ("cell-4-period", "4", "period")]
    for anchor, _number, _column in links:
        assert text.count(f'id="{anchor}" class="wrong"') == 1


def test_the_limit_of_a_file_is_said_beforehand(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in("quintiles_manager").get(url(cast, "sheet_import")).content.decode()
    assert "of at most 10\xa0MB" in page


def test_a_preview_of_hundreds_of_faults_stays_small(cast: Cast, signed_in: SignIn) -> None:
    rows = [row(measure=f"Measure {n}", actual="x", note="y" * 500) for n in range(1000)]
    page = send(signed_in("quintiles_manager"), cast, csv_of(*rows))
    assert "1,000 faults" in page.content.decode()
    assert "The first 200 are shown." in page.content.decode()
    assert len(page.content) < 75_000


def test_whoever_changes_the_scorecard_meanwhile_is_noticed(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("quintiles_manager")
    preview = send(client, cast, csv_of(row()))
    other = signed_in("solvay_manager")
    theirs = send(other, cast, csv_of(row(actual="70")))
    other.post(theirs.redirect_chain[-1][0], {"plan": digest_in(theirs)})
    address = preview.redirect_chain[-1][0]
    refused = client.post(address, {"plan": digest_in(preview)})
    assert refused.status_code == 422
    assert "changed since the preview" in refused.content.decode()
    assert Reading.objects.get().value == 70
    client.post(address, {"plan": digest_in(refused)})
    assert Reading.objects.get(is_current=True).value == 90


def test_nobody_else_can_confirm_a_kept_file(cast: Cast, signed_in: SignIn) -> None:
    preview = send(signed_in("quintiles_manager"), cast, csv_of(row()))
    address, digest = preview.redirect_chain[-1][0], digest_in(preview)
    for who in ("solvay_manager", "quintiles_manager"):
        response = signed_in(who).post(address, {"plan": digest}, follow=True)
        assert "choose it again" in response.content.decode()
    assert not Measure.objects.exists()


def test_a_change_of_the_view_asks_for_the_file_again(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("quintiles_manager")
    preview = send(client, cast, csv_of(row()))
    session = client.session
    session[SESSION_KEY] = View.OURS.value
    session.save()
    address = preview.redirect_chain[-1][0]
    response = client.post(address, {"plan": digest_in(preview)}, follow=True)
    assert "choose it again" in response.content.decode()
    assert not Measure.objects.exists()


def test_files_are_kept_for_an_hour_and_a_few_at_a_time(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, folder = signed_in("quintiles_manager"), Path(conf.DATA) / "sheets"
    for path in folder.glob("*"):
        path.unlink()
    addresses = [send(client, cast, csv_of(row())).redirect_chain[-1][0] for _ in range(5)]
    assert len(list(folder.iterdir())) == stash.MOST
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())
    assert client.get(addresses[0]).status_code == 302
    assert client.get(addresses[-1]).status_code == 200
    later = (timezone.now() + timedelta(hours=2)).timestamp()
    monkeypatch.setattr(stash.time, "time", lambda: later)
    assert client.get(addresses[-1]).status_code == 302
    send(client, cast, csv_of(row()))
    assert len(list(folder.iterdir())) == 1


def test_a_file_over_the_limit_is_refused_in_words_and_not_kept(
    cast: Cast, signed_in: SignIn, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAX_SHEET_BYTES = 200_000
    monkeypatch.setattr(stash, "keep", lambda *a, **k: pytest.fail("it was kept"))
    response = send(signed_in("quintiles_manager"), cast, b"x" * 3_000_000)
    assert response.status_code == 422
    assert "The file is larger than 195.3" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "The file is empty"),
        ("a.pdf", b"%PDF", "is neither a .csv nor an .xlsx"),
        ("a.xlsx", b"PK\x03\x04garbage", "not a workbook that can be read"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "the first row must hold the headings"),
        ("x" * 240 + ".csv", b"objective,measure\n", "no row below"),
        ("שלום\u202e.csv", b"objective,measure\n", "no row below"),
    ],
)
def test_files_that_are_no_sheets(
    cast: Cast, signed_in: SignIn, name: str, data: bytes, words: str
) -> None:
    response = send(signed_in("quintiles_manager"), cast, data, name)
    assert response.status_code == 200
    assert words in response.content.decode()


def test_no_file_at_all(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("quintiles_manager")
    for post in ({}, {"file": "text"}):
        response = client.post(url(cast, "sheet_import"), post)
        assert response.status_code == 422
        assert "Choose a file." in response.content.decode()


def test_statements_of_the_pages(
    cast: Cast, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in("quintiles_manager")
    with django_assert_max_num_queries(12):
        client.get(url(cast, "sheet_import"))
    counts = []
    for count in (1, 30):
        rows = [row(measure=f"Measure {n}") for n in range(count)]
        address = send(client, cast, csv_of(*rows)).redirect_chain[-1][0]
        with django_assert_max_num_queries(14) as counted:
            client.get(address)
        counts.append(len(counted))
    assert counts[0] == counts[1]
