"""Agreement with tantivy in a literal mode, before any time is told: same totals, the same articles on top.

Both index one field of the same tokens (searchkit's syllables of title and body) without a headline of its
own; searchkit's executor answers plans of bare terms by BM25 with tantivy's k1 and b: no variants, no
relaxing, no proximity. tantivy keeps lengths in one byte, so scores differ a little and near ties change
places: the ten best must overlap by nine tenths on average.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import tantivy

from benchmarks.comparison.articles import Query
from benchmarks.comparison.systems import PAGE
from benchmarks.comparison.timing import Times, measure

KINDS = ("term", "OR", "AND", "phrase", "OR + province filter")
ENOUGH = 0.9
TANTIVY_K1, TANTIVY_B = 1.2, 0.75

Answer = tuple[int, list[str]]
"""How many articles match, and the ids of the best."""
Answers = dict[str, Callable[[Query], Answer]]


@dataclass(frozen=True)
class Agreement:
    """For each kind the share of the ten best that both have; the times of both, literal as they are."""

    overlap: dict[str, float]
    times: dict[str, dict[str, Times]]


def agree(articles: Sequence[dict[str, Any]], queries: Sequence[Query], folder: Path) -> Agreement:
    """Compare both on `articles`; `AssertionError` names the kind where they disagree."""
    texts = list(_tokens(articles))
    theirs = _Theirs(articles, texts, folder / "theirs").answers()
    _index_ours(articles, texts, folder / "ours")
    with literal():
        ours = _Ours(folder / "ours").answers()
        overlap = {kind: _compared(kind, ours[kind], theirs[kind], queries) for kind in KINDS}
        timed = {"searchkit": _counting(ours), "tantivy": _counting(theirs)}
        return Agreement(overlap, {kind: measure(kind, timed, queries) for kind in KINDS})


def literal() -> Any:
    """Return what gives searchkit's formula tantivy's numbers while it is entered."""
    from searchkit.query import bm25

    return mock.patch.multiple(bm25, K1=TANTIVY_K1, B=TANTIVY_B)


def _compared(
    kind: str, ours: Callable[[Query], Answer], theirs: Callable[[Query], Answer], queries: Sequence[Query]
) -> float:
    shares = []
    for query in queries:
        (total, best), (their_total, their_best) = ours(query), theirs(query)
        assert total == their_total, f"{kind}: {total} != {their_total} matches of {query}"
        if total:
            shares.append(len(set(best) & set(their_best)) / min(PAGE, total))
    share = sum(shares) / len(shares)
    assert share >= ENOUGH, f"{kind}: only {share:.3f} of the ten best agree"
    return share


def _counting(answers: Answers) -> Any:
    return {kind: (lambda query, answer=answer: answer(query)[0]) for kind, answer in answers.items()}


def _tokens(articles: Sequence[dict[str, Any]]) -> Iterator[list[str]]:
    from searchkit.analysis.tokens import syllables

    return (syllables(f"{article['title']}\n{article['body']}") for article in articles)


def _words(query: Query) -> list[str]:
    from searchkit.analysis.tokens import syllables

    return syllables(" ".join(query.words))


def _term(query: Query) -> str:
    from searchkit.analysis.tokens import syllables

    return syllables(query.term)[0]


def _index_ours(articles: Sequence[dict[str, Any]], texts: Sequence[list[str]], folder: Path) -> None:
    from searchkit.analysis import Analysis
    from searchkit.indexing.pipeline import Prepared
    from searchkit.indexing.writer import IndexWriter
    from searchkit.models import Article

    with IndexWriter(folder) as writer:
        writer.add_documents(
            Prepared(
                Article(article["id"], title=None, body="", province=article["province"]),
                Analysis([], []),
                Analysis(tokens, []),
                number,
                "",
            )
            for number, (article, tokens) in enumerate(zip(articles, texts, strict=True))
        )


class _Ours:
    """Plans of bare terms, run by searchkit's array executor."""

    def __init__(self, folder: Path) -> None:
        from searchkit.indexing.store import open_index
        from searchkit.query.filters import FilterReader
        from searchkit.query.leaves import Known

        self._snapshot = open_index(folder)
        self._filters, self._known = FilterReader(self._snapshot), Known(self._snapshot)
        column = self._snapshot.column("id")
        self._ids, self._ordinals = column.values, column.ordinals

    def answers(self) -> Answers:
        from searchkit.query.plan import Either, Leaf, Option, Plan
        from searchkit.query.tree import FieldValue

        def leaf(*terms: str) -> Leaf:
            return Leaf(" ".join(terms), (Option(terms),))

        def either(query: Query, *filters: FieldValue) -> Plan:
            branches = tuple(Plan(soft=(leaf(word),)) for word in dict.fromkeys(_words(query)))
            return Plan(required=(Either(branches),), filters=filters)

        return {
            "term": lambda query: self._run(Plan(soft=(leaf(_term(query)),))),
            "OR": lambda query: self._run(either(query)),
            "AND": lambda query: self._run(Plan(soft=tuple(map(leaf, dict.fromkeys(_words(query)))))),
            "phrase": lambda query: self._run(Plan(soft=(leaf(*_words(query)[:2]),))),
            "OR + province filter": lambda query: self._run(
                either(query, FieldValue("province", query.province))
            ),
        }

    def _run(self, plan: Any) -> Answer:
        from searchkit.query.execute import Executor
        from searchkit.query.leaves import LeafReader
        from searchkit.query.top import best, score_all, top_of_union

        reader = LeafReader(self._snapshot, self._known)
        docs = Executor(reader, self._filters.documents_of).match(plan)
        held = [reader.holding(leaf) for leaf in plan.leaves()]
        if plan.required:
            found, _scores = top_of_union(reader, held, PAGE, docs if plan.filters else None)
        else:
            found, _scores = best(docs.docs, score_all(reader, held, docs), PAGE)
        return docs.count, [self._ids[self._ordinals[doc]] for doc in found.tolist()]


class _Theirs:
    """tantivy over the same tokens, kept apart by spaces."""

    def __init__(self, articles: Sequence[dict[str, Any]], texts: Sequence[list[str]], folder: Path) -> None:
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", tokenizer_name="spaces")
        builder.add_text_field("province", tokenizer_name="raw")
        self._schema = builder.build()
        index = tantivy.Index(self._schema, path=str(folder))
        index.register_tokenizer(
            "spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )
        writer = index.writer(256_000_000, 2)
        for article, tokens in zip(articles, texts, strict=True):
            document = tantivy.Document(id=article["id"], text=" ".join(tokens))
            if article["province"]:
                document.add_text("province", article["province"])
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def answers(self) -> Answers:
        return {
            "term": lambda query: self._run(self._word(_term(query))),
            "OR": lambda query: self._run(self._any(query)),
            "AND": lambda query: self._run(self._every(map(self._word, dict.fromkeys(_words(query))))),
            "phrase": lambda query: self._run(self._phrase(_words(query)[:2])),
            "OR + province filter": self._filtered,
        }

    def _word(self, word: str) -> Any:
        return tantivy.Query.term_query(self._schema, "text", word)

    def _any(self, query: Query) -> Any:
        words = dict.fromkeys(_words(query))
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._word(word)) for word in words])

    def _every(self, parts: Any) -> Any:
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])

    def _phrase(self, words: list[str]) -> Any:
        if len(words) == 1:
            return self._word(words[0])
        return tantivy.Query.phrase_query(self._schema, "text", [*words])

    def _filtered(self, query: Query) -> Answer:
        province = tantivy.Query.term_query(self._schema, "province", query.province)
        unscored = tantivy.Query.const_score_query(province, 0.0)
        return self._run(self._every([self._any(query), unscored]))

    def _run(self, query: Any) -> Answer:
        found = self._searcher.search(query, PAGE)
        return found.count, [  # type: ignore[attr-defined]  # not in its stubs
            self._searcher.doc(address)["id"][0] for _score, address in found.hits
        ]
