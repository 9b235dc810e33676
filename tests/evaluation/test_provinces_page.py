"""Every province is found by its name, however it is typed, and the page that shows it is in step."""

from __future__ import annotations

import importlib.util
import sys
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from searchkit.analysis.tokens import syllables

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "provinces.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Return docs/provinces.py as a module."""
    spec = importlib.util.spec_from_file_location("docs_provinces", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


def test_every_province_is_found_first_in_every_form(script: ModuleType) -> None:
    text, failed = script.made()
    assert failed == []
    assert text == script.PAGE.read_text(encoding="utf-8"), "run: python docs/provinces.py"


def test_all_provinces_of_either_day_are_asked_for(script: ModuleType) -> None:
    before, since = script.units(script.BEFORE, "a"), script.units(script.SINCE, "b")
    assert (len(before), len(since)) == (63, 34)
    assert {"Hồ Chí Minh", "Bắc Kạn"} <= {unit.name for unit in before}
    assert {unit.full for unit in since} >= {"thành phố Huế", "tỉnh Đắk Lắk", "thành phố Hồ Chí Minh"}


def test_forms_are_what_their_columns_say(script: ModuleType) -> None:
    made = {name: form("Khánh Hoà") for name, form in script.FORMS.items()}
    assert made == {
        "official": "Khánh Hoà",
        "lower": "khánh hoà",
        "CAPITALS": "KHÁNH HOÀ",
        "no marks": "Khanh Hoa",
        "NFD": unicodedata.normalize("NFD", "Khánh Hoà"),
        "old tone": "Khánh Hòa",
        "new tone": "Khánh Hoà",
    }


def test_lookalikes_hold_no_name_as_it_is_written(script: ModuleType) -> None:
    texts = [f" {' '.join(syllables(text))} " for text in script.LOOKALIKES]
    names = [f" {' '.join(syllables(unit.name))} " for unit in script.units(script.BEFORE, "a")]
    assert [(name, text) for text in texts for name in names if name in text] == []
