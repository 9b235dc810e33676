"""Autocomplete: what the words typed so far may become, from the index's own words, pairs and names.

The last word is taken for begun, or for finished where a space follows. What may stand there comes from how
often words stand next to each other in the articles, looked up behind the last two words; it is carried on as
long as the articles mostly agree (`cải cách h` → `cải cách hành chính`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from searchkit.indexing.kept import Kept
from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Completion, CompletionKind
from searchkit.query.bm25 import idf
from searchkit.query.places import Places, behind
from searchkit.query.typed import Typed, fits, name_fits, read
from searchkit.text import fold

if TYPE_CHECKING:
    from searchkit.query.accents import Accents

_READ = 30
"""Words that may stand next, of which those that fit the letters typed are kept."""
_FORMS = 12
"""So many of them are considered where the words before have no diacritics and may be read in many ways."""
_READINGS = 2
"""In so many readings of the words before."""
_LOOKED_AT = 8
"""So many of them are looked for behind the two words before."""
_CARRIED = 4
"""So many of them are carried on, at most `_FARTHER` words far."""
_FARTHER = 3
_KEPT_BYTES = 4_000_000
"""Places behind the words typed last are kept up to so many bytes, ..."""
_KEPT_WORDS = 2048
"""... and what often stands after a word for so many words."""
_READ_AFTER = 6
_AFTER = 0.03
"""A word is carried on by one that follows it so often in the whole index, ..."""
_SHARE = 0.3
"""... and in this share of the places in question."""
_EVERYWHERE = 0.8
"""Words in so many of all articles carry nothing on."""
_PAIR_ALONE = 0.05
"""What two words that stand together count where the word before them does not."""
_LEAST = 0.02
"""What is less likely than this share of the likeliest is not worth a line."""
_NAME_WORDS = 5
"""The beginning of a name is looked for in so many last words."""
_KNOWN = 3
"""Articles that must have a name which other words stand before."""
_FRONT = 2
"""Of names that one word alone begins, so many stand before other words."""


class _Next(NamedTuple):
    """What may stand next after the words `head`: how likely beside others, how often in the index; `pair`
    is how often it follows the last of them."""

    head: tuple[str, ...]
    text: str
    weight: float
    count: int  # type: ignore[assignment]  # not the method of tuples
    pair: float = 1.0


class Completer:
    """Completes what is typed, over one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._text, self._compound = snapshot.field("text"), snapshot.field("compound")
        self._after: dict[str, dict[str, int]] = {}
        self._behind: Kept[Places] = Kept(_KEPT_BYTES)

    @cached_property
    def _accents(self) -> Accents:
        from searchkit.query.accents import Accents  # only for words without diacritics

        return Accents(self.snapshot)

    def complete(self, prefix: str, limit: int = 10) -> tuple[Completion, ...]:
        """Return up to `limit` completions of `prefix`, the likeliest first."""
        typed = read(prefix)
        if typed is None or limit < 1:
            return ()
        names, several = self._names(typed)
        more = self._words(typed)
        words = list(islice(more, limit))
        front = max(1, limit - len(words), limit // 2) if several else _FRONT * (len(typed.begun) > 2)
        seen = {typed.text.lower()}
        found: list[Completion] = []
        for one in chain(names[:front], words, more, names[front:]):
            line = (typed.text[: one.start] + one.text).lower()
            if line not in seen:
                seen.add(line)
                found.append(one)
                if len(found) == limit:
                    break
        return tuple(found)

    def _names(self, typed: Typed) -> tuple[list[Completion], bool]:
        """Return the names that the longest run of last words begins, and whether these are several words."""
        runs = (*typed.words, typed.begun)[-_NAME_WORDS:] if typed.begun else ()
        for size in range(len(runs), 0, -1):
            begun = " ".join(runs[-size:])
            if len(begun) < 2:
                break
            # One small letter word among others is hardly the name of a person.
            people = size > 1 or not typed.words or begun[0].isupper()
            kinds: tuple[CompletionKind, ...] = ("province", "official") if people else ("province",)
            start = typed.start_of_last(size)
            least = 1 if size == len(typed.words) + 1 else _KNOWN
            found = [
                Completion(name, kind, count, start)
                for kind in kinds
                for name, count in self._named(kind, begun).items()
                if count >= least
            ]
            if found:
                return found, size > 1
        return [], False

    def _named(self, kind: CompletionKind, begun: str) -> dict[str, int]:
        """Return the names of a kind as `begun` begins, with the articles that hold each."""
        key = fold(begun)
        names = self.snapshot.field("provinces" if kind == "province" else kind).beginning(key, _READ)
        if begun == key:  # nothing of it can contradict a name
            return names
        return {name: count for name, count in names.items() if name_fits(begun, name)}

    def _words(self, typed: Typed) -> Iterator[Completion]:
        """Yield the words that the line may be carried on with."""
        found = self._following(typed)
        if found:
            if not typed.begun:
                found = [one._replace(weight=one.weight * self._idf(one.text)) for one in found]
            found.sort(key=lambda one: -one.weight * one.pair)
            found = self._placed(found[: _LOOKED_AT if typed.begun else _FORMS])
        elif not typed.terms:
            words = self._beginning(typed.begun)
            longer = (more for one in words[:_FORMS] for more in self._longer(one))
            found = [*longer, *words[_FORMS:]]
        found.sort(key=_by_weight)
        least = _LEAST * found[0].weight if found else 0.0
        for one in found:
            if one.weight <= least:
                break
            if text := typed.carried_on(one.head, one.text):
                yield Completion(text, "phrase" if " " in text else "word", one.count, typed.start)

    def _following(self, typed: Typed) -> list[_Next]:
        """Return what stands after the last finished word in the articles, as the next one begins."""
        terms, view = typed.terms, self._text
        if not terms:
            return []
        bare, forms = typed.bare, [terms[-1]]
        if bare and (known := view.forms(terms[-1])):
            forms = nlargest(_FORMS, known, known.__getitem__)
        counts = self._fitting(typed.begun, view.followers(forms, fold(typed.begun), _READ))
        if bare:
            return self._read_with(terms, list(counts)[:_FORMS]) if counts else []
        often = max(1, view.occurrences(terms[-1]))
        return [_Next(terms, word, 1.0, count, count / often) for word, count in counts.items()]

    def _read_with(self, terms: tuple[str, ...], nexts: Sequence[str]) -> list[_Next]:
        """Return each of the words `nexts` after words without diacritics, read as they go with it."""
        read_as = self._accents.before(terms, nexts)
        lasts = list(dict.fromkeys(head[-1] for head, _likely in read_as))
        counts = dict(zip(lasts, self._text.pairs(lasts, nexts).tolist(), strict=True))
        often = {last: max(1, self._text.occurrences(last)) for last in lasts}
        found = []
        for place, (word, (head, likely)) in enumerate(zip(nexts, read_as, strict=True)):
            count = max(1, counts[head[-1]][place])
            pair = count / often[head[-1]]
            found.append(_Next(head, word, likely / pair, count, pair))
        return found

    def _fitting(self, begun: str, words: dict[str, int]) -> dict[str, int]:
        """Return those of `words`, whose folded forms begin so, that may become of the letters `begun`."""
        if begun.isascii():  # what has no diacritics yet may get any
            return words
        return {word: count for word, count in words.items() if fits(begun, word)}

    def _says(self, word: str) -> bool:
        """Say whether a word says something: `của` and `và` stand in nearly all articles."""
        return self._text.df(word) < max(20, _EVERYWHERE * self.snapshot.doc_count)

    def _idf(self, word: str) -> float:
        """Return how much a word says: `của` and `các` follow nearly everything."""
        return idf(self.snapshot.doc_count, self._text.df(word))

    def _beginning(self, begun: str) -> list[_Next]:
        """Return the words of the index as `begun` begins."""
        words = self._text.beginning(fold(begun), _READ) if begun else {}
        return [_Next((), word, float(df), df) for word, df in self._fitting(begun, words).items()]

    def _longer(self, one: _Next) -> Iterator[_Next]:
        """Yield a word and those of several syllables that it begins, each by its own frequency."""
        longer = self._compound.beginning(f"{one.text}_", 3, folded=False)
        for word, df in longer.items():
            yield one._replace(text=word.replace("_", " "), weight=float(df), count=df)
        yield one._replace(weight=max(1.0, one.weight - sum(longer.values())))

    def _placed(self, found: Sequence[_Next]) -> list[_Next]:
        """Return `found`, likeliest first, weighed by where each stands behind the last two words, and the
        likeliest carried on."""
        heads = dict.fromkeys(one.head for one in found if len(one.head) > 1)
        near = {head: self._places(head[-2:]) for head in islice(heads, _READINGS)}
        likely = sorted(found, key=lambda one: -_weight(one, near.get(one.head)))
        first, rest = likely[:_CARRIED], likely[_CARRIED:]
        placed = [one._replace(weight=_weight(one, near.get(one.head))) for one in rest]
        for head in {one.head for one in first}:
            places = near.get(head) or self._places(head[-1:])
            carried = [one for one in first if one.head == head]
            places.look_up([one.text for one in carried])
            for one in carried:
                here = places.followed(one.text)
                weight = _weight(one, near.get(head), here.count)
                placed += self._carried(one._replace(weight=weight), here)
        return placed

    def _places(self, terms: tuple[str, ...]) -> Places:
        """Return places behind `terms`; those for the words typed last are kept, letters follow."""
        return self._behind.get(terms, lambda: behind(self._text, terms), lambda places: places.nbytes)

    def _likely(self, word: str) -> dict[str, int]:
        """Return the words that say something and often stand after `word`; kept for the most part."""
        known = self._after.get(word)
        if known is None:
            least = _AFTER * self._text.occurrences(word)
            after = self._text.followers([word], "", _READ_AFTER, least)
            known = {word: count for word, count in after.items() if self._says(word)}
            if len(self._after) >= _KEPT_WORDS:
                self._after.clear()
            self._after[word] = known
        return known

    def _carried(self, one: _Next, here: Places) -> Iterator[_Next]:
        """Yield a word that stands at `here`, and what it is carried on to, with its share of the weight."""
        last = one.text
        for _step in range(_FARTHER):
            after = self._likely(last) if here.count > 1 else {}
            found = here.most_followed([*after], max(2, _SHARE * here.count)) if after else None
            if found is None:
                break
            share = found[1].count / here.count
            yield one._replace(weight=one.weight * (1 - share))
            last, here = found
            text = f"{one.text} {last}"
            one = _Next(one.head, text, one.weight * share, after[last], one.pair)
        yield one


def _weight(one: _Next, near: Places | None, count: int | None = None) -> float:
    """Return how likely a word is `near` the last two words (None: not known), where it stands at `count`
    places (None: taken from marks)."""
    if near is None:
        return one.weight * one.pair
    if not near.count:
        return one.weight * (_PAIR_ALONE * one.pair + one.pair)
    return one.weight * (
        _PAIR_ALONE * one.pair + (near.at_most(one.text) if count is None else count) / near.count
    )


def _by_weight(one: _Next) -> float:
    return -one.weight
