"""What every test may ask for."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings

from allied.foundation.access.actor import View
from allied.foundation.access.admission import every_room
from allied.foundation.access.middleware import PRESENTED_HOME_KEY, PRESENTED_KEY, SESSION_KEY
from tests.support.cast import Cast, make_cast
from tests.support.kept import kept

# The same examples on every machine, and no verdict on how busy the machine is.
settings.register_profile(
    "suite",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def admitted() -> Iterator[None]:
    """The tests look at every row; the requests they make are admitted as those of a browser."""
    with every_room("tests prepare and compare rows of all rooms"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return kept(make_cast)


@pytest.fixture
def signed_in(cast: Cast) -> Callable[..., Client]:
    """`signed_in("quintiles_manager", View.OURS)`: a client of that person in that view.

    Who presents, presents the alliance of the cast.
    """

    def sign_in(who: str, view: View = View.JOINT) -> Client:
        client = Client()
        client.force_login(getattr(cast, who).user)
        session = client.session
        session[SESSION_KEY] = view.value
        if view is View.PRESENT:
            session[PRESENTED_KEY] = cast.alliance.pk
            session[PRESENTED_HOME_KEY] = f"/a/{cast.alliance.slug}/"
        session.save()
        return client

    return sign_in
