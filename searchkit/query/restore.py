"""Diacritics for a query typed without them: each word in its tree gets those of the likeliest reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchkit.analysis.tokens import chunk_terms, syllable_spans
from searchkit.query.accents import Accented, Accents
from searchkit.query.tree import All, AnyOf, Must, Node, Phrase, Word


def restored(node: Node, accents: Accents, plain: float = 1.0) -> Node:
    """Return `node` with diacritics given to its words and phrases, group by group; exclusions stay as they
    are. A word without any is taken to be meant so `plain` times as likely as its neighbours say."""
    if type(node) is All:
        return All(_together(node.nodes, accents, plain))
    if type(node) is AnyOf:
        return AnyOf(tuple([restored(part, accents, plain) for part in node.nodes]))
    if _typed(node):
        return _together((node,), accents, plain)[0]
    return Must(restored(node.node, accents, plain)) if type(node) is Must else node


def _together(nodes: tuple[Node, ...], accents: Accents, plain: float) -> tuple[Node, ...]:
    """Return the parts of a group restored: words and phrases as one sentence, the quotes of a pasted
    headline part nothing."""
    typed = [_typed(node) for node in nodes]
    words = iter(accent(accents, [text for texts in typed for text in texts], plain))
    return tuple(
        [
            _filled(node, words) if texts else restored(node, accents, plain)
            for node, texts in zip(nodes, typed, strict=True)
        ]
    )


def _typed(node: Node) -> Sequence[str]:
    """Return the words of a part that stands in the run of a group's words; none for any other part."""
    if type(node) is Word:
        return (node.text,)
    if type(node) is Phrase:
        return node.text.split()
    return _typed(node.node) if type(node) is Must else ()


def _filled(node: Node, words: Iterator[Word]) -> Node:
    """Return a part with the next of `words` in the place of its own."""
    if type(node) is Phrase:
        return Phrase(" ".join([next(words).text for _typed in node.text.split()]))
    return Must(_filled(node.node, words)) if type(node) is Must else next(words)


def accent(accents: Accents, texts: Sequence[str], plain: float = 1.0) -> list[Word]:
    """Return `texts`, neighbouring words as typed, with the diacritics that they most likely stand for."""
    spans = [_spans(text) for text in texts]
    found = iter(accents.restore([term for parts in spans for term, _start, _end in parts], plain))
    return [_accented(text, parts, found) for text, parts in zip(texts, spans, strict=True)]


def _spans(text: str) -> list[tuple[str, int, int]]:
    """Return what `syllable_spans` does, of one term without a search."""
    terms = chunk_terms([text]) if text.isalnum() else []
    return [(terms[0], 0, len(text))] if len(terms) == 1 else syllable_spans(text)


def _accented(text: str, parts: list[tuple[str, int, int]], found: Iterator[Accented]) -> Word:
    """Return the word typed as `text` with the next of the forms `found` for each of its parts."""
    pieces, last, forms = [], 0, []
    for _term, start, end in parts:
        form, others = next(found)
        pieces += [text[last:start], _cased(form, text[start:end])]
        forms.append(others)
        last = end
    return Word("".join([*pieces, text[last:]]), tuple(forms))


def _cased(form: str, typed: str) -> str:
    """Return `form` in the letter case of `typed`."""
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form.capitalize() if typed[:1].isupper() else form
