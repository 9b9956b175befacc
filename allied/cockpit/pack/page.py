"""The pack as its page says it: the sentences of the files, and figures beside the words."""

from django.utils.translation import override
from msgspec import Struct

from allied.reporting.packs import words
from allied.reporting.packs.content import Pack, Red
from allied.reporting.packs.pages import chart_words, described, pages_of


class RedShown(Struct, frozen=True):
    """One red with the head of its words and its course as a spark line."""

    red: Red
    whose: str
    course: tuple[float | None, ...]
    goal: float | None
    spoken: str


class Answers(Struct, frozen=True):
    """Each section in a sentence, as the cover of the files has them."""

    agenda: str
    map: str
    moved: str
    reds: str
    initiatives: str
    asked: str
    actions: str


class PackPage(Struct, frozen=True):
    """`slides`: of the files."""

    pack: Pack
    when: str
    answers: Answers
    reds: list[RedShown]
    map_told: str
    slides: int


def page_of(pack: Pack) -> PackPage:
    with override(pack.language):
        return PackPage(
            pack=pack,
            when=words.when(pack.cover),
            answers=Answers(
                words.agenda_answer(pack),
                words.map_answer(pack),
                words.moved_answer(pack),
                words.reds_answer(pack),
                words.initiatives_answer(pack),
                words.asked_answer(pack),
                words.actions_answer(pack.actions),
            ),
            reds=[_red(red) for red in pack.reds],
            map_told=described(pack),
            slides=len(pages_of(pack)),
        )


def _red(red: Red) -> RedShown:
    if red.series is None:
        return RedShown(red, words.whose(red), (), None, "")
    goals = [goal for goal in red.series.targets if goal is not None]
    goal = goals[-1] if goals else None
    return RedShown(red, words.whose(red), red.series.values, goal, chart_words(red.series))
