"""Laws of the analysis and of the coin; what makes no sense is refused."""

import json
from datetime import UTC, datetime, timedelta
from random import Random, SystemRandom

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from allied.pure.days import DaysRefusal
from allied.pure.deliberation import (
    MESSAGES,
    Advice,
    DeliberationRefusal,
    Direction,
    Face,
    Ground,
    Laid,
    Question,
    Sides,
    Toss,
    advise,
    by_body,
    by_quarter,
    correlation,
    is_true,
    lay,
    on_the_spot,
    quantile,
    ranks,
    spearman,
    times_by_importance,
    took_long,
    toss,
    trend,
    usual_days,
)
from allied.pure.sentences import text

START = datetime(2006, 1, 2, 10, tzinfo=UTC)
NOW = datetime(2007, 1, 2, 10, tzinfo=UTC)
SIDES = Sides("Basel", "Brussels")
numbers = st.lists(st.integers(0, 20).map(float), max_size=12)


def decided(importance: int, days: float, raised: datetime = START, **fields) -> Question:
    return Question("q", importance, raised, raised + timedelta(days=days), **fields)


@st.composite
def questions(draw: st.DrawFn) -> list[Question]:
    found = []
    for key in range(draw(st.integers(0, 14))):
        raised = START + timedelta(hours=draw(st.integers(0, 8000)))
        days = draw(st.none() | st.integers(0, 90))
        taken = None if days is None else raised + timedelta(days=days)
        importance, body = draw(st.integers(1, 5)), draw(st.sampled_from("ab"))
        found.append(Question(key, importance, raised, taken, body, draw(st.booleans())))
    return found


@given(numbers, st.floats(0, 1))
def test_quantiles_are_those_of_numpy(found, share):
    if not found:
        assert quantile(found, share) is None
        return
    assert quantile(found, share) == pytest.approx(float(np.quantile(found, share)), abs=1e-9)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 20)), min_size=3, max_size=12))
def test_spearman_is_pearson_of_ranks(pairs):
    one, two = ([float(pair[at]) for pair in pairs] for at in (0, 1))
    rho = spearman(one, two)
    if len(set(one)) == 1 or len(set(two)) == 1:
        assert rho is None
        return
    assert rho == pytest.approx(float(np.corrcoef(ranks(one), ranks(two))[0, 1]), abs=1e-9)
    assert rho == pytest.approx(spearman(two, one), abs=1e-12)
    assert rho == pytest.approx(-spearman([-n for n in one], two), abs=1e-12)
    assert rho == spearman([n**3 for n in one], two)


def test_spearman_of_a_known_table():
    """Without ties rho is 1 - 6 Σd² / (n³ - n): here Σd² is 194 of 10, so -29/165."""
    iq = [106, 86, 100, 101, 99, 103, 97, 113, 112, 110]
    tv = [7, 0, 27, 50, 28, 29, 20, 12, 6, 17]
    assert spearman(iq, tv) == pytest.approx(-29 / 165, abs=1e-12)


@given(numbers)
def test_ranks_add_up(found):
    assert sum(ranks(found)) == len(found) * (len(found) + 1) / 2
    for one, two in zip(found, ranks(found), strict=True):
        below, same = sum(n < one for n in found), sum(n == one for n in found)
        assert two == below + (same + 1) / 2


@given(questions(), st.randoms(use_true_random=False))
def test_order_does_not_matter(found, random):
    shuffled = random.sample(found, len(found))
    assert times_by_importance(shuffled, NOW) == times_by_importance(found, NOW)
    assert correlation(shuffled).rho == pytest.approx(correlation(found).rho, abs=1e-12)
    assert on_the_spot(shuffled) == on_the_spot(found)
    assert trend(shuffled, "UTC") == trend(found, "UTC")
    one, two = took_long(shuffled, NOW), took_long(found, NOW)
    assert (one.days, {q.key for q, _ in one.questions}) == (
        two.days, {q.key for q, _ in two.questions},
    )  # fmt: skip


@given(questions())
def test_every_question_is_counted_once(found):
    times = times_by_importance(found, NOW)
    assert sum(each.count + each.open for each in times) == len(found)
    taken = [each for each in found if each.taken]
    assert on_the_spot(found).of == len(taken)
    assert sum(len(each) for each in by_body(found).values()) == len(found)
    quarters = by_quarter(found, "UTC")
    assert sum(len(each) for each in quarters.values()) == len(taken)
    assert list(quarters) == sorted(quarters)
    for each in times:
        if each.count:
            assert each.lower_quartile <= each.median <= each.upper_quartile <= each.ninth_decile


@given(questions())
def test_what_took_long_is_moderate_and_beyond_the_yardstick(found):
    long = took_long(found, NOW)
    keys = {q.key for q, _ in long.questions}
    for each in found:
        beyond = long.days is not None and each.days(NOW) > long.days
        assert (each.key in keys) is (beyond and 2 <= each.importance <= 4)
    days = [waited for _, waited in long.questions]
    assert days == sorted(days, reverse=True)


def test_the_yardstick_without_most_important_ones():
    moderate = [decided(3, days) for days in range(1, 11)]
    found = took_long([*moderate, decided(5, 2), decided(5, 2)], NOW)
    assert (found.step.code, found.days) == ("top_tenth", pytest.approx(9.1))
    assert [days for _, days in found.questions] == [10]
    assert took_long(moderate[:2], NOW).step.code == "no_yardstick"
    assert took_long([], NOW).days is None


def test_no_answer():
    assert correlation([]).step.code == "too_few"
    assert correlation([decided(3, 1), decided(4, 2)]).rho is None
    alike = correlation([decided(3, 1), decided(3, 2), decided(3, 3)])
    assert (alike.rho, alike.step.code) == (None, "all_alike")
    assert on_the_spot([Question("q", 3, START)]).share is None
    assert usual_days([decided(3, 1), decided(3, 2)]) == {}
    assert trend([], "UTC").direction is None


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ([(1, 1), (2, 2), (3, 3)], "more_time_for_more"),
        ([(1, 3), (2, 2), (3, 1)], "less_time_for_more"),
        ([(1, 1), (1, 2), (2, 1), (2, 2)], "unrelated"),
    ],
)
def test_correlation_says_what_it_means(pairs, code):
    assert correlation([decided(*pair) for pair in pairs]).step.code == code


def test_a_quarter_is_that_of_the_local_day_and_of_the_fiscal_year():
    late = Question("q", 3, START, datetime(2006, 3, 31, 23, tzinfo=UTC))
    assert next(iter(by_quarter([late], "UTC"))).start.month == 1
    assert next(iter(by_quarter([late], "Europe/Brussels"))).start.month == 4
    assert next(iter(by_quarter([late], "UTC", 2))).start.month == 2


def test_a_steady_trend_and_a_gap():
    found = [decided(3, 5, START + timedelta(days=days)) for days in (0, 100, 300)]
    steady = trend(found, "UTC")
    assert (steady.slope, steady.direction) == (0, Direction.STEADY)
    slower = [
        decided(3, days, START + timedelta(days=after))
        for days, after in ((1, 0), (2, 100), (4, 300))
    ]
    quarters = trend(slower, "UTC")
    assert [quarter.start.month for quarter, _, _ in quarters.quarters] == [1, 4, 10]
    assert (quarters.slope, quarters.direction) == (1, Direction.SLOWER)


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("importance", lambda: Question("q", 0, START)),
        ("importance", lambda: Question("q", 6, START)),
        ("taken_before_raised", lambda: decided(3, -1)),
        ("options", lambda: Ground(-1)),
        ("no_side", lambda: Sides(" ", "b")),
        ("no_side", lambda: Sides("a", "")),
        ("same_sides", lambda: Sides("a", " a ")),
        ("bits", lambda: Laid(SIDES, "0" * 63)),
        ("bits", lambda: Laid(SIDES, "F" * 64)),
        ("bits", lambda: Laid(SIDES, "0" * 64 + "\n")),
    ],
)
def test_refused(code, make):
    with pytest.raises(DeliberationRefusal) as refused:
        make()
    assert refused.value.code == code
    assert refused.value.field
    assert "%(" not in str(refused.value)


def test_moments_without_a_zone_are_refused():
    with pytest.raises(DaysRefusal):
        Question("q", 3, datetime(2006, 1, 1))  # noqa: DTZ001


def test_a_question_raised_later_has_not_waited():
    assert Question("q", 3, NOW).days(START) == 0


ADVISED = st.builds(
    Ground,
    st.integers(0, 4),
    st.booleans(),
    st.none() | st.booleans(),
    st.booleans(),
)


@given(ADVISED, st.integers(1, 5), st.integers(0, 60), st.dictionaries(st.integers(1, 5), numbers))
def test_advice_has_its_reasons_and_waiting_never_speaks_against(ground, importance, days, usual):
    medians = {key: found[0] for key, found in usual.items() if found}
    question = Question("q", importance, NOW - timedelta(days=days))
    found = advise(question, ground, NOW, medians)
    assert len(found.speaks_for) + len(found.speaks_against) == 4
    assert (found.advice is Advice.DECIDE_NOW) is (not found.speaks_against)
    assert not found.coin or (found.advice is Advice.DECIDE_NOW and ground.options == 2)
    assert all(step.code in MESSAGES for step in found.steps)
    assert "%(" not in text(MESSAGES, found.steps)
    later = advise(question, ground, NOW + timedelta(days=1), medians)
    if found.advice is Advice.DECIDE_NOW:
        assert later.advice is Advice.DECIDE_NOW


def test_advice_reads():
    found = advise(Question("q", 3, NOW), Ground(2, False, True, True), NOW, {})
    assert text(MESSAGES, found.steps) == (
        "Decide now. There are two sensible options. It can be undone. Its importance is 3 of 5. "
        "All that is needed for it is there. Who wants to may toss the coin."
    )


texts = st.text(min_size=1, max_size=20).filter(str.strip)


@given(texts, texts, st.lists(st.text()), st.integers())
def test_a_toss_is_true_and_is_drawn_again_from_its_seed(heads, tails, words, seed):
    if heads.strip() == tails.strip():
        return
    coin = lay(Sides(heads, tails), Random(seed))
    found = toss(coin, words)
    assert is_true(found, coin.seal)
    assert toss(lay(Sides(heads, tails), Random(seed)), words) == found
    assert found.option in {heads, tails}
    other = Face.TAILS if found.face is Face.HEADS else Face.HEADS
    assert not is_true(replace(found, face=other), coin.seal)


def test_the_coin_is_fair():
    """Of 4,000 tosses the share of heads lies within four standard deviations of a half."""
    random = Random(2007)
    for sides in (SIDES, Sides("Brussels", "Basel")):
        for words in ((), ("rain", "soleil")):
            faces = [toss(lay(sides, random), words).face for _ in range(4000)]
            assert abs(faces.count(Face.HEADS) - 2000) < 4 * 4000**0.5 / 2


def test_each_word_may_turn_the_coin_and_other_bits_break_the_seal():
    coin = lay(SIDES, Random(2007))
    faces = {word: toss(coin, [word]).face for word in "abcdefgh"}
    assert set(faces.values()) == set(Face)
    changed = replace(coin, bits=f"{int(coin.bits, 16) ^ 1:064x}")
    assert not is_true(toss(changed), coin.seal)
    assert len(coin.seal) == 64
    assert coin.bits not in coin.seal


def test_the_system_is_a_generator_and_the_toss_reads():
    coin = lay(SIDES, SystemRandom())
    assert is_true(toss(coin), coin.seal)
    written = toss(coin, ["Zürich"]).to_json()
    assert Toss.from_json(json.loads(json.dumps(written))) == toss(coin, ["Zürich"])
    assert written["seal"] == coin.seal
    for broken in ({}, written | {"face": "edge"}, written | {"bits": 1}, written | {"heads": 1}):
        with pytest.raises(ValueError, match=r"."):
            Toss.from_json(broken)
    record = toss(Laid(SIDES, "0" * 64))
    assert text(MESSAGES, record.steps) == (
        "Heads is “Basel”, tails is “Brussels”. It fell heads: “Basel”."
    )
