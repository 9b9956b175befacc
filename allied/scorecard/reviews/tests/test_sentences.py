"""What a comparison says in a sentence."""

from allied.scorecard.reviews.compare import Comparison, Moved, Stood, Subject
from allied.scorecard.reviews.sentences import comparison_sentence


def test_a_value_that_moves_without_its_score_is_counted() -> None:
    subject = Subject(kind="measure", name="Trust", place="", is_ours=False)
    stood = [Stood("off_track", 0.0, value, str(value)) for value in (20.0, 10.0)]
    nothing = Moved(subject, Stood("on_track", 0.5), Stood("on_track", 0.5))
    comparison = Comparison(nothing, (), (Moved(subject, *stood),), (), (), (), same=2)
    assert comparison_sentence(comparison) == (
        "1 changed for neither better nor worse, 2 stand as they stood."
    )
