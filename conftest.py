"""What every test may ask for."""

from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck

from allied.foundation.access.actor import View
from allied.foundation.access.admission import every_room
from allied.foundation.access.middleware import PRESENTED_HOME_KEY, PRESENTED_KEY, SESSION_KEY
from tests.support.cast import Cast, make_cast
from tests.support.kept import kept
from tests.support.session import session_of
from tests.support.world import World, make_world

# The same examples on every machine, and no verdict on how busy the machine is.
hypothesis.settings.register_profile(
    "suite",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("suite")

DATABASES = {"db", "transactional_db", "django_db_setup"}
"""Whoever asks for one of these, at whatever remove, meets the database; nobody else can."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what meets a database and so runs on both; the rest runs once. See tests/run.py."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASES & set(
            getattr(item, "fixturenames", ())
        ):
            item.add_marker(pytest.mark.database)
    items.sort(key=_longest_first)


def pytest_fixture_setup(request: pytest.FixtureRequest) -> None:
    """What asks for a database in the middle of a test was not marked, and must not get one."""
    test: pytest.Item = request._pyfuncitem
    if request.fixturename in DATABASES and not test.get_closest_marker("database"):
        pytest.fail(f"{test.nodeid} meets a database, and nobody could see it beforehand.")


def _longest_first(item: pytest.Item) -> int:
    """Files that take long begin, so that no worker is left with one in the end."""
    return next((n for n, name in enumerate(LONG) if name in item.nodeid), len(LONG))


LONG = (
    "journeys/test_pages_of_governance",  # makes the demo
    "access/test_non_interference",  # so that the second worker need not wait for it
    "journeys/test_pages", "access/test_walk", "journeys/", "access/", "faults/",
    "reporting/tests/test_pack", "cockpit/tests/test_",
)  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def admitted() -> Iterator[None]:
    """The tests look at every row; the requests they make are admitted as those of a browser."""
    with every_room("tests prepare and compare rows of all rooms"):
        yield


WITH_CAST = ("world", "drawn")
"""Fixtures kept together with the cast they stand on, so that both are laid down at once."""


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    for name in WITH_CAST:
        if name in request.fixturenames:
            of_all: Cast = request.getfixturevalue(name).cast
            return of_all
    return kept(make_cast)


@pytest.fixture
def world(db: None) -> World:
    return kept(_world)


def _world() -> World:
    return make_world(make_cast())


@pytest.fixture
def signed_in(cast: Cast) -> Callable[..., Client]:
    """`signed_in("quintiles_manager", View.OURS)`: a client of that person in that view.

    Who presents, presents the alliance of the cast.
    """

    def sign_in(who: str, view: View = View.JOINT) -> Client:
        holds = {SESSION_KEY: view.value}
        if view is View.PRESENT:
            holds[PRESENTED_KEY] = cast.alliance.pk
            holds[PRESENTED_HOME_KEY] = f"/a/{cast.alliance.slug}/"
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(getattr(cast, who).user, **holds)
        return client

    return sign_in
