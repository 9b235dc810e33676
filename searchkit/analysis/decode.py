"""Decide which tokens are joined to the one before: pyvi's CRF over precomputed parts, in one pass.

pyvi labels each token B_W (a word begins) or I_W (it goes on). With two labels only differences matter:
positive numbers speak for I_W. A token's emission is the sum of a part of its own, one from each neighbour,
and the weights of the word list's pairs and triples around it. The four transitions can shift a decision by
less than one unit, so nearly every token is settled by its emission alone; Viterbi sees only the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from string import punctuation

from searchkit.analysis.crf import Crf, ModelError

BEGIN, INSIDE = "B_W", "I_W"

Thirds = frozenset[str]
Follower = tuple[float, float, Thirds]
"""What a pair `(a, b)` of the word list adds to a, to b, and which c make it a triple `(a, b, c)`."""
Followers = dict[str, dict[str, Follower]]
Unsure = list[tuple[int, float]]
"""Tokens whose label depends on their neighbours', with their emissions."""

Seam = tuple[int, int, str]
"""A token as left and as right neighbour (a join needs a common bit), and its text in a joined word."""
Part = tuple[float, float, float, str, dict[str, Follower], Seam]
"""What one token brings to a decision, whatever stands around it: its own emission, what it adds to the next
and to the previous token's, its lower form, its followers in the word list, its seam. A plain tuple: the
loop over the parts is where the time goes."""


@dataclass(frozen=True, slots=True)
class Transitions:
    """The weights of `previous → label`, and between which emissions they matter at all."""

    bb: float
    bi: float
    ib: float
    ii: float
    from_left: dict[bool | None, float]
    from_right: dict[bool | None, float]
    """What a neighbour (True: I_W, None: the text's edge) adds to the difference between I_W and B_W."""
    sure_begin: float
    sure_inside: float


def transitions(model: Crf) -> Transitions:
    """Return the model's transitions; an inner token below `sure_begin` is B_W, above `sure_inside` I_W."""
    bb, bi, ib, ii = (model.transition.get((a, b), 0.0) for a in (BEGIN, INSIDE) for b in (BEGIN, INSIDE))
    left = {None: 0.0, False: bi - bb, True: ii - ib}
    right = {None: 0.0, False: ib - bb, True: ii - bi}
    # The first token has no left neighbour: B_W must be sure for it too; `_settle` never takes it for I_W.
    sure_begin = -max(left.values()) - max(right[False], right[True])
    sure_inside = -min(left[False], left[True]) - min(right[False], right[True])
    return Transitions(bb, bi, ib, ii, left, right, sure_begin, sure_inside)


class Decoder:
    """The CRF with the word list, ready to decide."""

    def __init__(self, model: Crf, words: Iterable[str]) -> None:
        if set(model.labels) != {BEGIN, INSIDE}:
            raise ModelError(f"the model's labels are {', '.join(model.labels)}, not {BEGIN} and {INSIDE}")
        state = model.state
        self._weight = {a: state.get((a, INSIDE), 0.0) - state.get((a, BEGIN), 0.0) for a, _ in state}
        self.moves = transitions(model)
        self._here, self._to_next, self._to_previous = (self._side(prefix) for prefix in ("", "-1:", "+1:"))
        self._bias = self._weight.get("bias", 0.0)
        self._digits = self._weight.get("word.isdigit()", 0.0)
        self.third_to_first = self._weight.get("+2:word.tri_gram()", 0.0)
        self.third_to_last = self._weight.get("-2:word.tri_gram()", 0.0)
        self.followers = self._read_words(words)

    def _side(self, prefix: str) -> tuple[dict[str, float], float, float]:
        """Return the weights of words, of capitals alone and of a title-case word, seen from one side."""
        start = f"{prefix}word.lower():"
        words = {a[len(start) :]: weight for a, weight in self._weight.items() if a.startswith(start)}
        capitals, title = (self._weight.get(f"{prefix}word.{test}()", 0.0) for test in ("isupper", "istitle"))
        return words, capitals, title

    def _read_words(self, words: Iterable[str]) -> Followers:
        """Return first → second → what the pair adds, from the pairs and triples among `words`."""
        pair = self._weight.get("+1:word.bi_gram()", 0.0), self._weight.get("-1:word.bi_gram()", 0.0)
        followers: Followers = {}
        thirds: dict[tuple[str, str], set[str]] = {}
        for word in words:
            parts = word.split(" ")
            if len(parts) == 2:
                followers.setdefault(parts[0], {})[parts[1]] = (*pair, frozenset())
            elif len(parts) == 3:
                thirds.setdefault((parts[0], parts[1]), set()).add(parts[2])
        for (first, second), third in thirds.items():
            row = followers.setdefault(first, {})
            to_first, to_second, _ = row.get(second, (0.0, 0.0, None))
            row[second] = to_first, to_second, frozenset(third)
        return followers

    def part(self, token: str, text: str) -> Part:
        """Return what `token` brings; `text` is what a joined word shows for it (empty: it never joins)."""
        lower = token.lower()
        # CRFsuite reads attributes as C strings: a zero byte ends them.
        name = lower.partition("\0")[0]
        capitals, title = token.isupper(), token.istitle()
        (here, here_if_capitals, here_if_title) = self._here
        (to_next, next_if_capitals, next_if_title) = self._to_next
        (to_previous, previous_if_capitals, previous_if_title) = self._to_previous
        own = here.get(name, 0.0) + capitals * here_if_capitals + title * here_if_title
        return (
            self._bias + own + token.isdigit() * self._digits,
            to_next.get(name, 0.0) + capitals * next_if_capitals + title * next_if_title,
            to_previous.get(name, 0.0) + capitals * previous_if_capitals + title * previous_if_title,
            lower,
            self.followers.get(lower, _NONE),
            (*_seams(token, text), text),
        )

    def joined(self, parts: Sequence[Part]) -> list[int]:
        """Return the numbers of the tokens that are joined to the one before, ascending."""
        if len(parts) < 2:
            return []
        inside, unsure = self._settle(parts)
        inside = sorted(inside + self.resolve(unsure, set(inside), {-1, len(parts)}))
        return [i for i in inside if i and parts[i - 1][5][0] & parts[i][5][1]]

    def _settle(self, parts: Sequence[Part]) -> tuple[list[int], Unsure]:
        """Return the tokens that are surely I_W, and those that depend on neighbours, with their emissions.

        The first and the last token have a neighbour less than the bounds assume, so they are not sure.
        """
        sure_begin, sure_inside = self.moves.sure_begin, self.moves.sure_inside
        to_first, to_last = self.third_to_first, self.third_to_last
        inside: list[int] = []
        unsure: Unsure = []
        last = len(parts) - 1
        own, to_next, _, _, followers, _ = parts[0]
        emission, pending = own, 0.0
        following = iter(parts)
        next(following)
        for i, (own, to_following, to_previous, lower, next_followers, _) in enumerate(following):
            emission += to_previous
            ahead = own + to_next + pending
            pending = 0.0
            if lower in followers:
                to_this, to_that, thirds = followers[lower]
                emission += to_this
                ahead += to_that
                if thirds and i + 2 <= last and parts[i + 2][3] in thirds:
                    emission += to_first
                    pending = to_last
            if emission >= sure_begin:
                if emission > sure_inside and i:
                    inside.append(i)
                else:
                    unsure.append((i, emission))
            emission, to_next, followers = ahead, to_following, next_followers
        unsure.append((last, emission))
        return inside, unsure

    def resolve(self, unsure: Unsure, inside: Set[int], edges: Set[int]) -> list[int]:
        """Return those of `unsure` (ascending) that are I_W on the best path, run by run, given the settled
        tokens that are I_W; `edges` are the places before and behind each text."""
        found: list[int] = []
        start = 0
        for end in range(1, len(unsure) + 1):
            if end == len(unsure) or unsure[end][0] != unsure[end - 1][0] + 1:
                run = unsure[start:end]
                first, final = run[0][0], run[-1][0]
                before = None if first - 1 in edges else first - 1 in inside
                after = None if final + 1 in edges else final + 1 in inside
                if len(run) > 1:
                    labels = self._best_path([e for _, e in run], before, after)
                    found += [i for (i, _), label in zip(run, labels, strict=True) if label]
                elif run[0][1] + self.moves.from_left[before] + self.moves.from_right[after] > 0:
                    found.append(first)
                start = end
        return found

    def _best_path(self, emissions: list[float], before: bool | None, after: bool | None) -> list[bool]:
        """Return the labels (True: I_W) of adjacent tokens between two known ones (None: the text's edge).

        On a tie the label that the model lists first, B_W, wins, as in CRFsuite.
        """
        moves = self.moves
        step = ((moves.bb, moves.bi), (moves.ib, moves.ii))
        begin, inside = (0.0, 0.0) if before is None else step[before]
        inside += emissions[0]
        back: list[tuple[bool, bool]] = []
        for emission in emissions[1:]:
            from_inside = inside + moves.ib > begin + moves.bb, inside + moves.ii > begin + moves.bi
            back.append(from_inside)
            begin, inside = (
                inside + moves.ib if from_inside[0] else begin + moves.bb,
                (inside + moves.ii if from_inside[1] else begin + moves.bi) + emission,
            )
        if after is not None:
            begin, inside = begin + step[False][after], inside + step[True][after]
        labels = [inside > begin]
        for from_inside in reversed(back):
            labels.append(from_inside[labels[-1]])
        return labels[::-1]


_NONE: dict[str, Follower] = {}
EDGE: Part = (float("-inf"), 0.0, 0.0, "", _NONE, (0, 0, ""))
"""Stands between two texts that are decided in one go: joined to nothing, and adds to nothing."""
_TITLE, _OTHER = 1, 2


def _seams(token: str, text: str) -> tuple[int, int]:
    """Return the bits of `token` as left and as right neighbour of a join.

    pyvi joins nothing to punctuation or to what begins with a digit, and no capital to a small one before it.
    """
    if not text or token in punctuation or token[0].isdigit():
        return 0, 0
    return (_TITLE | _OTHER, _TITLE) if token[0].istitle() else (_OTHER, _OTHER)
