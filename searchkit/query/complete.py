"""Autocomplete: what the words typed so far may become, from the index's own words, pairs and names.

The last word is taken for begun, or for finished where a space follows. What may stand there comes from how
often words stand next to each other in the articles, looked up behind the last two words; it is carried on as
long as the articles mostly agree (`cải cách h` → `cải cách hành chính`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Completion, CompletionKind
from searchkit.query.bm25 import idf
from searchkit.query.places import Places, behind
from searchkit.query.typed import Typed, fits, name_fits, read
from searchkit.records import Record, replace
from searchkit.text import fold

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


class _Next(Record):
    """What may stand next after the words `head`: how likely beside others, how often in the index; `pair`
    is how often it follows the last of them."""

    head: tuple[str, ...]
    text: str
    weight: float
    count: int
    pair: float = 1.0


class Completer:
    """Completes what is typed, over one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._text, self._compound = snapshot.field("text"), snapshot.field("compound")

    def complete(self, prefix: str, limit: int = 10) -> tuple[Completion, ...]:
        """Return up to `limit` completions of `prefix`, the likeliest first."""
        typed = read(prefix)
        if typed is None or limit < 1:
            return ()
        names, several = self._names(typed)
        words = self._words(typed)
        front = max(1, limit - len(words), limit // 2) if several else _FRONT * (len(typed.begun) > 2)
        seen = {typed.text.lower()}
        found = []
        for one in (*names[:front], *words, *names[front:]):
            line = (typed.text[: one.start] + one.text).lower()
            if line not in seen:
                seen.add(line)
                found.append(one)
        return tuple(found[:limit])

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
                for name, count in self._named(kind, begun)
                if count >= least
            ]
            if found:
                return found, size > 1
        return [], False

    def _named(self, kind: CompletionKind, begun: str) -> Iterator[tuple[str, int]]:
        field = "provinces" if kind == "province" else kind
        for name, count in self.snapshot.field(field).beginning(fold(begun), _READ).items():
            if name_fits(begun, name):
                yield name, count

    def _words(self, typed: Typed) -> list[Completion]:
        """Return the words that the line may be carried on with."""
        found = self._following(typed)
        if found:
            if not typed.begun:
                found = [replace(one, weight=one.weight * self._idf(one.text)) for one in found]
            found.sort(key=lambda one: -one.weight * one.pair)
            found = self._placed(found[: _LOOKED_AT if typed.begun else _FORMS])
        elif not typed.terms:
            words = list(self._beginning(typed.begun))
            longer = (more for one in words[:_FORMS] for more in self._longer(one))
            found = [*longer, *words[_FORMS:]]
        least = _LEAST * max((one.weight for one in found), default=0.0)
        return [
            Completion(text, "phrase" if " " in text else "word", one.count, typed.start)
            for one in sorted(found, key=_by_weight)
            if one.weight > least and (text := typed.carried_on(one.head, one.text))
        ]

    def _following(self, typed: Typed) -> list[_Next]:
        """Return what stands after the last finished word in the articles, as the next one begins."""
        terms = typed.terms
        if not terms:
            return []
        forms = self._text.folded(terms[-1]) if typed.bare else terms[-1:]
        counts = self._text.followers(forms, fold(typed.begun), _READ)
        nexts = {word: count for word, count in counts.items() if fits(typed.begun, word)}
        if typed.bare:
            return self._read_with(terms, list(nexts)[:_FORMS]) if nexts else []
        often = max(1, self._text.occurrences(terms[-1]))
        return [_Next(terms, word, 1.0, count, count / often) for word, count in nexts.items()]

    def _read_with(self, terms: tuple[str, ...], nexts: Sequence[str]) -> list[_Next]:
        """Return each of the words `nexts` after words without diacritics, read as they go with it."""
        from searchkit.query.restore import before  # only for words without diacritics

        read_as = before(self.snapshot, terms, nexts)
        lasts = list(dict.fromkeys(head[-1] for head, _likely in read_as))
        counts = dict(zip(lasts, self._text.pairs(lasts, nexts).tolist(), strict=True))
        often = {last: max(1, self._text.occurrences(last)) for last in lasts}
        found = []
        for place, (word, (head, likely)) in enumerate(zip(nexts, read_as, strict=True)):
            count = max(1, counts[head[-1]][place])
            pair = count / often[head[-1]]
            found.append(_Next(head, word, likely / pair, count, pair))
        return found

    def _says(self, word: str) -> bool:
        """Say whether a word says something: `của` and `và` stand in nearly all articles."""
        return self._text.df(word) < max(20, _EVERYWHERE * self.snapshot.doc_count)

    def _idf(self, word: str) -> float:
        """Return how much a word says: `của` and `các` follow nearly everything."""
        return idf(self.snapshot.doc_count, self._text.df(word))

    def _beginning(self, begun: str) -> Iterator[_Next]:
        """Yield the words of the index as `begun` begins."""
        for word, df in self._text.beginning(fold(begun), _READ).items() if begun else ():
            if fits(begun, word):
                yield _Next((), word, float(df), df)

    def _longer(self, one: _Next) -> Iterator[_Next]:
        """Yield a word and those of several syllables that it begins, each by its own frequency."""
        longer = self._compound.beginning(f"{one.text}_", 3, folded=False)
        for word, df in longer.items():
            yield replace(one, text=word.replace("_", " "), weight=float(df), count=df)
        yield replace(one, weight=max(1.0, one.weight - sum(longer.values())))

    def _placed(self, found: Sequence[_Next]) -> list[_Next]:
        """Return `found`, likeliest first, weighed by where each stands behind the last two words, and the
        likeliest carried on."""
        places: dict[tuple[str, ...], Places] = {}
        placed: list[_Next] = []
        for one in found:
            if len(one.head) > 1 and (one.head in places or len(places) < _READINGS):
                if one.head not in places:
                    places[one.head] = behind(self._text, one.head[-2:])
                near = places[one.head]
                seen = near.followed(one.text).count / near.count if near.count else one.pair
                placed.append(replace(one, weight=one.weight * (_PAIR_ALONE * one.pair + seen)))
            else:
                placed.append(replace(one, weight=one.weight * one.pair))
        placed.sort(key=_by_weight)
        rest = placed[_CARRIED:]
        for one in placed[:_CARRIED]:
            if one.head not in places:
                places[one.head] = behind(self._text, one.head[-1:])
            rest += self._carried(one, places[one.head].followed(one.text))
        return rest

    def _carried(self, one: _Next, here: Places) -> Iterator[_Next]:
        """Yield a word that stands at `here`, and what it is carried on to, with its share of the weight."""
        last = one.text
        for _step in range(_FARTHER):
            after = self._text.followers([last], "", _READ_AFTER) if here.count > 1 else {}
            least = _AFTER * self._text.occurrences(last)
            likely = [word for word, count in after.items() if count >= least and self._says(word)]
            found = here.most_followed(likely)
            if found is None or found[1].count < max(2, _SHARE * here.count):
                break
            share = found[1].count / here.count
            yield replace(one, weight=one.weight * (1 - share))
            last, here = found
            one = replace(one, text=f"{one.text} {last}", weight=one.weight * share, count=after[last])
        yield one


def _by_weight(one: _Next) -> float:
    return -one.weight
