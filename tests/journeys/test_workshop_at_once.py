"""Twelve people move thirty cards at once, through the processes that serve: nothing is lost.

No browser: what each one's script would send goes over HTTP to the demo as it is served, by two
processes with threads of their own. Bounded: so many moves for each, and no more.
"""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from random import Random
from threading import Barrier
from typing import Any

from .conftest import HOME

PEOPLE, CARDS, MOVES_EACH, TRIES = 12, 30, 8, 60
DOOR = "/demo/sign-in/"
PLAYER = re.compile(r'value="(\d+)" aria-label="(?:Quintiles|Solvay), (?!former)')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
LAID = re.compile(r'data-field="([\w-]+)"|data-card="(\d+)" data-version="(\d+)"')

Laid = dict[str, tuple[int, str]]  # by card: its version and the field it lies in


class Visitor:
    """One of the demo's people, with a session of their own."""

    def __init__(self, address: str, person: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.token = TOKEN.findall(self.get(DOOR)[1])[0]
        _url, home = self.post(DOOR, person=person)
        self.token = TOKEN.findall(home)[0]

    def get(self, path: str) -> tuple[str, str]:
        """The address where it ended, and what stood there."""
        return self._read(urllib.request.Request(self.address + path))

    def post(self, path: str, **values: object) -> tuple[str, str]:
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **values}).encode()
        return self._read(urllib.request.Request(self.address + path, data))

    def send(self, path: str, **values: object) -> tuple[int, dict[str, Any]]:
        """As the board's script does: the status, and the answer."""
        headers = {"Accept": "application/json", "X-CSRFToken": self.token}
        data = urllib.parse.urlencode(values).encode()
        request = urllib.request.Request(self.address + path, data, headers)
        try:
            return 200, json.loads(self._read(request)[1])
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    def _read(self, request: urllib.request.Request) -> tuple[str, str]:
        with self.opener.open(request, timeout=60) as answer:
            return answer.url.removeprefix(self.address), answer.read().decode()


def open_workshop(manager: Visitor) -> str:
    """The path of a new, open workshop with so many cards."""
    path, page = manager.post(
        f"{HOME}workshops/add/", name="Twelve at one board", held_on="2007-01-02", votes_each=5
    )
    manager.post(f"{path}stage/", to="open", version=VERSION.findall(page)[0])
    for number in range(CARDS - len(laid(manager, path))):
        status, told = manager.send(f"{path}cards/", title=f"One of thirty cards, {number}")
        assert status == 200, told
    return path


def laid(visitor: Visitor, path: str) -> Laid:
    """What lies where on the board as the visitor sees it."""
    found, field = Laid(), ""
    for name, card, version in LAID.findall(visitor.get(f"{path}board/")[1]):
        if name:
            field = name
        else:
            found[card] = (int(version), field)
    return found


def people(address: str, path: str) -> Iterator[Visitor]:
    """Those of both sides who may move cards."""
    with urllib.request.urlopen(address + DOOR, timeout=60) as answer:
        persons = PLAYER.findall(answer.read().decode())
    for person in persons:
        visitor = Visitor(address, person)
        if "data-add-card" in visitor.get(path)[1]:
            yield visitor


def fields_of(visitor: Visitor, path: str) -> list[str]:
    names = [name for name, _card, _version in LAID.findall(visitor.get(f"{path}board/")[1])]
    return [name for name in names if name and name != "tray"]


def test_twelve_people_at_one_board_lose_nothing(address: str) -> None:
    with urllib.request.urlopen(address + DOOR, timeout=60) as answer:
        first = PLAYER.findall(answer.read().decode())[0]
    manager = Visitor(address, first)
    path = open_workshop(manager)
    before = laid(manager, path)
    assert len(before) == CARDS
    movers = [visitor for visitor, _ in zip(people(address, path), range(PEOPLE), strict=False)]
    # Each has a field of their own: whatever lies there, they laid there themselves.
    fields = fields_of(manager, path)[:PEOPLE]
    assert len(movers) == len(fields) == PEOPLE
    ready = Barrier(PEOPLE)

    def work(number: int) -> list[tuple[str, int, str]]:
        visitor, field, random = movers[number], fields[number], Random(number)
        told: list[tuple[str, int, str]] = []
        ready.wait()
        for _ in range(TRIES):
            seen = laid(visitor, path)
            card = random.choice(sorted(pk for pk, (_v, place) in seen.items() if place != field))
            version = seen[card][0]
            url = f"{path.replace('workshops', 'cards').rsplit('/', 2)[0]}/{card}/move/"
            status, answer = visitor.send(url, version=version, field=field)
            assert status in {200, 409}, answer
            if status == 200:
                told.append((card, version + 1, field))
                if len(told) == MOVES_EACH:
                    return told
        return told

    with ThreadPoolExecutor(PEOPLE) as pool:
        acknowledged = [move for told in pool.map(work, range(PEOPLE)) for move in told]
    assert len(acknowledged) == PEOPLE * MOVES_EACH
    # No version of a card was given to two people, none was skipped, and the last one stands.
    assert len({(card, version) for card, version, _field in acknowledged}) == len(acknowledged)
    moves, after = Counter(card for card, _version, _field in acknowledged), laid(manager, path)
    assert {card: version for card, (version, _) in after.items()} == {
        card: version + moves[card] for card, (version, _) in before.items()
    }
    last = {card: field for card, _v, field in sorted(acknowledged, key=lambda move: move[1])}
    assert {card: field for card, (_, field) in after.items() if card in last} == last
    rows = manager.get(f"{path}record/")[1].count('<th scope="row"')
    assert rows == len(acknowledged) + CARDS
