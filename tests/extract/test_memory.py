"""What extraction remembers between articles is bounded, and soon full: a worker must not grow for ever."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import searchkit.analysis
import searchkit.extract
import searchkit.ingest

MOST = 1 << 14
"""Entries of a cache. One of 2^15 was still filling after 25,000 articles."""


def test_every_cache_of_what_articles_say_is_small() -> None:
    found = 0
    for package in (searchkit.analysis, searchkit.extract, searchkit.ingest):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for name, value in vars(import_module(module.name)).items():
                if hasattr(value, "cache_parameters"):
                    size = value.cache_parameters()["maxsize"]
                    assert size is None or size <= MOST, f"{module.name}.{name}"  # None: tables of ours
                    found += 1
    assert found > 20
