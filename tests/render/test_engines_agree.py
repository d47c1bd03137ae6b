"""A family of templates that uses the whole dialect: ours is docxtpl's result, part by part, whichever way it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dialect.engines import Bench
from dialect.grown import INLINE, TEXT, grown_body, grown_template
from dialect.tables import TABLES
from dialect.texts import TEXTS
from dialect.whole import WHOLE
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import TemplateError

FAMILY = TEXTS | TABLES | WHOLE
HOSTILE = "<&>]]>{{}}{_{%_}{% if %}{# #}\"'&amp;&#65;</w:t>\\1%s<!--😀𬱖·　\u200b"


def context(text: str) -> dict[str, Any]:
    rows = [{"姓名": text, "数": 1}, {"姓名": "R&D", "数": 9}]
    return {"值": text, "有": True, "色": "112233", "表": rows}


@pytest.fixture(scope="module", params=sorted(FAMILY))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def bench(name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    return Bench(tmp_path_factory.mktemp(name), FAMILY[name].content)


def test_which_way_and_why(name: str, bench: Bench) -> None:
    reasons = bench.reasons()
    why = FAMILY[name].why
    assert any(why in reason for reason in reasons) if why else reasons == ()


@pytest.mark.parametrize("text", [f" {HOSTILE} ", "一\n二\n\n三\ta"])
def test_values(bench: Bench, text: str) -> None:
    bench.agree(context(text))


def test_nothing_there(bench: Bench) -> None:
    bench.agree({**context(""), "有": False, "表": []})


@settings(max_examples=12, deadline=None)
@given(grown_body(), INLINE, INLINE, TEXT, st.booleans(), st.integers(0, 3))
def test_any_template(
    tmp_path_factory: pytest.TempPathFactory, body: str, above: str, below: str, text: str, there: bool, rows: int
) -> None:
    values = {**context(text), "有": there, "表": [{"姓名": text, "数": number} for number in range(rows)]}
    bench = Bench(tmp_path_factory.mktemp("any"), grown_template(body, above, below))
    try:
        bench.theirs(values)
    except Exception:
        # Whatever docxtpl raises, for instance for {% vm %} outside a loop.
        with pytest.raises(TemplateError):
            bench.ours(values)
    else:
        bench.agree(values)


def test_a_compiled_template_is_kept(tmp_path: Path) -> None:
    content = FAMILY["each_row"].content
    Bench(tmp_path, content).agree(context("甲"))
    (kept,) = (tmp_path / "plans").iterdir()
    before = kept.stat().st_mtime_ns
    Bench(tmp_path, content).agree(context("乙"))
    assert kept.stat().st_mtime_ns == before
    kept.write_bytes(b"rubbish")
    Bench(tmp_path, content).agree(context("丙"))


def test_a_huge_table(tmp_path: Path) -> None:
    from dialect.build import para, table, template

    rows = [(f"{number}", "固定") for number in range(2000)]
    bench = Bench(tmp_path, template(para("{{ 值 }}") + table(*rows, ("{{ 值 }}", "末"))))
    assert bench.reasons() == ()
    bench.agree(context(HOSTILE))


def test_pictures_have_their_parts(tmp_path: Path) -> None:
    made = Bench(tmp_path, FAMILY["pictures_beside_a_logo"].content).ours(context("甲"))
    media = {name for name in made if name.startswith("word/media/")}
    assert media == {"word/media/image1.png", "word/media/image2.png", "word/media/image3.jpg"}
    assert len(re.findall(rb'Target="media/image3\.jpg"', made["word/_rels/document.xml.rels"])) == 1
