"""Inviting from a terminal: the link that is printed works as it stands."""

import pytest
from click.testing import CliRunner
from django.test import Client

from allied.alliances.models import Partner
from allied.alliances.rooms import Room
from allied.commands import main
from allied.commands.address import address, keep_address
from allied.people.models import Company


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    settings.HTTPS = False
    monkeypatch.delenv("ALLIED_URL", raising=False)
    monkeypatch.delenv("PORT", raising=False)


def test_the_link_leads_to_the_server_that_runs(cast):
    company = Company.objects.create(name="Third", slug="third")
    partner = Partner.objects.create(alliance=cast.alliance, company=company, position=2)
    Room.objects.create(alliance=cast.alliance, partner=partner)
    keep_address(8123)
    words = ["invite", "a@third.example", "--alliance", "solvay-quintiles"]
    done = CliRunner().invoke(main, [*words, "--company", "third", "--name", "Anna"])
    assert done.exit_code == 0, done.output
    start, _, path = done.output.strip().partition("/invitations/")
    assert start == "http://localhost:8123"
    page = Client().get(f"/invitations/{path}").content.decode()
    assert "to the side of Third" in page
    assert "I work for" not in page


def test_where_nothing_runs_or_something_is_said(settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["allied.example"]
    assert address() == "http://allied.example:8000"
    settings.HTTPS = True
    assert address() == "https://allied.example"
    monkeypatch.setenv("ALLIED_URL", "https://allied.example/under/")
    assert address() == "https://allied.example/under"
