"""A small index of invented articles with figures, for the commands that show them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from searchkit import Article, SearchEngine

BODIES = {
    "a": "Chỉ số SIPAS năm 2020: An Giang dẫn đầu với 90,1%, Cà Mau xếp thứ 20 với 88,35%, tăng 1 bậc.",
    "b": "SIPAS năm 2020 của Cà Mau xếp thứ 20/63. PAPI năm 2017 của Cà Mau đạt 35,5 điểm.",
    "c": "SIPAS năm 2018 của Cà Mau đạt 80,5%. PAPI năm 2019 của Cà Mau đạt 42,5 điểm, xếp thứ 9.",
}


def build(folder: Path) -> Path:
    """Index the articles below `folder` and return the place of the index."""
    place = folder / "index"
    with SearchEngine.create(place) as engine:
        engine.add(
            Article(id=key, title=f"Bài {key}", body=body, published=dt.date(2021, 6, 24))
            for key, body in BODIES.items()
        )
    return place
