"""A whole article: what follows from a province that the source gives, and from one that is read."""

from __future__ import annotations

import pytest

from searchkit.extract import extract_all, extract_metadata
from searchkit.models import Page, RawArticle

BODY = "UBND tỉnh họp. Ông Lò Văn Mẫu, Giám đốc Sở Nội vụ, nói về Quyết định 12/QĐ-UBND."


def raw(province: str | None) -> RawArticle:
    given = {"title": "Họp về nhân sự", "province": province, "published": "2021-05-01"}
    return RawArticle("a", BODY, "record", "", None, {key: value for key, value in given.items() if value})


@pytest.mark.parametrize(
    ("province", "now", "confidence", "issuers"),
    [
        ("Bến Tre", "Vĩnh Long", 1.0, ("UBND tỉnh Bến Tre",)),
        ("Vĩnh Long", "Vĩnh Long", 1.0, ("UBND tỉnh Vĩnh Long",)),
        ("Dak Lak", "Dak Lak", 1.0, ("UBND tỉnh Đắk Lắk",)),
        ("Nghĩa Bình", None, 1.0, ("UBND tỉnh Nghĩa Bình",)),
        ("Xứ Lạ", None, 1.0, ("UBND Xứ Lạ",)),
        (None, None, None, ()),
    ],
)
def test_a_given_province_places_bodies_documents_and_offices(
    province: str | None, now: str | None, confidence: float | None, issuers: tuple[str, ...]
) -> None:
    article = extract_metadata(raw(province), Page(BODY))
    assert (article.province, article.province_now) == (province, now)
    assert article.province_confidence == confidence
    assert article.documents[0].issuers == issuers
    assert article.bodies[:1] == issuers
    (office,) = article.officials[0].offices
    assert office.title == "Giám đốc Sở Nội vụ"
    assert (office.province is None) == (province is None)


def test_many_at_once_are_as_one_by_one_but_for_offices() -> None:
    both = [raw("Bến Tre"), raw(None)]
    found = extract_all(both, [Page(BODY)] * 2)
    alone = [extract_metadata(one, Page(BODY)) for one in both]
    assert [one.bodies for one in found] == [one.bodies for one in alone]
    assert [one.documents for one in found] == [one.documents for one in alone]
    assert found[0].officials[0].offices == ()
