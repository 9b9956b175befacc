import pytest

from tests.support.cast import Cast
from tests.support.world import World, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)
