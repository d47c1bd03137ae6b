"""Official papers as they come out of the printer, against GB/T 9704-2012.

The positions are read out of the PDF. They may be off by a third of a millimetre, unless the standard itself allows
more: the converter counts in twentieths of a point and rounds each line.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from builders import BRANCH, REPOSITORY, drop, registration, sign_in
from core import make_core_desk
from on_paper import MM, RED, Line, Paper, papers_of

from pipeline.errors import ConverterError
from pipeline.flow.ingest import ingest
from pipeline.pdf.press import Press, Sheet
from pipeline.pdf.soffice import find_soffice
from pipeline.render.pictures import PictureShop
from pipeline.render.properties import Properties
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore

TOP, LEFT, WIDTH, HEIGHT = 37, 28, 156, 225
BOTTOM, RIGHT = TOP + HEIGHT, LEFT + WIDTH
PITCH, TITLE_LINE, HEAD_LINE = 28.95 * MM, 35 * MM, 48 * MM
LONG = "党员干部" * 560
"""Of Chinese characters alone: where punctuation falls to the end of a line, one is squeezed in or pushed out."""
TITLE_PT, TEXT_PT, NUMBER_PT = 22, 16, 14
NEAR = 0.35
PAPERS = ("活动通知", "活动方案", "活动小结", "活动简报", "出勤公示", "检查通报")
UNDER_A_TITLE = tuple(name for name in PAPERS if name not in {"活动简报", "检查通报"})
UNDER_A_RED_HEAD = ("活动简报", "检查通报")
CLOSED = tuple(name for name in PAPERS if name != "活动简报")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Paper]]:
    """The pages of each paper, made of a filled form or of what an inspection found."""
    try:
        program = find_soffice()
    except ConverterError as error:
        pytest.skip(f"needs LibreOffice: {error.hint}")
    root = tmp_path_factory.mktemp("workspace")
    documents = {**of_an_activity(root), "检查通报": of_an_inspection(root)}
    sheets = [Sheet(f"{name}.docx", content) for name, content in documents.items()]
    pages: dict[str, list[Paper]] = {}
    for one in Press(program, root / "cache", timeout_s=300).print_all(sheets):
        assert one.pdf, one.fault
        pages[list(documents)[one.number]] = papers_of(one.pdf)
    assert set(PAPERS) <= pages.keys()
    return pages


def of_an_activity(root: Path) -> dict[str, bytes]:
    desk = make_core_desk(root / "activity")
    told = {
        "活动地点": "会议室",
        "活动主题": "学党章",
        "活动内容": LONG,
        "活动要求": "按时参加",
        "通知日期": "2026-03-15",
    }
    notice = [
        ["活动通知"],
        *([label, text] for label, text in {"支部": BRANCH, "活动日期": "2026-03-20", **told}.items()),
    ]
    drop(desk, registration(活动内容=LONG, 活动小结=LONG, 承办科室="办公室"), "登记.xlsx")
    drop(desk, sign_in([("冯伟", "√"), ("姜淑芬", "√")]), "签到.xlsx")
    drop(desk, notice, "通知.xlsx")
    ingest(desk)
    documents = desk.outbox.folder.rglob("*.docx")
    content = {path.stem.partition(" ")[2]: path.read_bytes() for path in documents}
    desk.close()
    return {name: content[name] for name in PAPERS if name in content}


def of_an_inspection(root: Path) -> bytes:
    renderer = Renderer(REPOSITORY / "templates", PictureShop({}.__getitem__, root), PlanStore(root))
    told = {
        "编制单位": "机关党委",
        "文号": "机党〔2026〕1号",
        "检查内容": "主题党日",
        "主送": "各党支部",
        "检查时间": "",
        "检查方式": "",
    }
    told |= {"总体情况": LONG, "工作要求": "认真整改。", "通报日期": "2026年4月1日", "抄送": "机关工委", "横线": "＿＿"}
    return renderer.render("检查通报.docx", {**told, "各支部情况": []}, Properties("检查通报", BRANCH, None))


def near(expected: float, within: float = NEAR) -> object:
    return pytest.approx(expected, abs=within)


def starting(paper: Paper, text: str) -> Line:
    return next(line for line in paper.lines if line.text.startswith(text))


@pytest.mark.parametrize("name", PAPERS)
def test_paper_and_type_area(name: str, printed: dict[str, list[Paper]]) -> None:
    assert all((paper.width, paper.height) == (near(210), near(297)) for paper in printed[name])
    text = [line for paper in printed[name] for line in paper.lines[:-1]]
    assert min(line.left for line in text) == near(LEFT, 1)
    assert max(line.right for line in text) <= RIGHT + NEAR
    assert min(line.top for line in text) >= TOP
    assert max(line.bottom for line in text) <= BOTTOM


@pytest.mark.parametrize("name", ["活动通知", "活动方案", "活动小结", "活动简报", "检查通报"])
def test_a_full_page_has_22_lines_of_28_characters(name: str, printed: dict[str, list[Paper]]) -> None:
    full = printed[name][1].lines[:-1]
    assert len(full) == 22
    assert {len(line.text) for line in full[1:]} == {28}
    assert {round(line.size_pt, 1) for line in full} == {TEXT_PT}
    assert full[0].base == near(TOP + 0.8 * PITCH, 1)
    assert full[-1].base == near(TOP + HEIGHT - 0.2 * PITCH)
    pitches = [below.base - above.base for above, below in pairwise(full)]
    assert all(pitch == near(PITCH, 0.05) for pitch in pitches)
    assert sum(pitches) / len(pitches) == near(PITCH, 0.01)
    for line in full[1:]:
        assert (line.left, line.right) == (near(LEFT), near(RIGHT, 0.5))


@pytest.mark.parametrize("name", UNDER_A_TITLE)
def test_the_title_is_22_points_in_the_middle(name: str, printed: dict[str, list[Paper]]) -> None:
    titles = [line for line in printed[name][0].lines if round(line.size_pt) == TITLE_PT]
    assert len(titles) == 2
    for line in titles:
        assert (line.left + line.right) / 2 == near(LEFT + WIDTH / 2)
        assert "Bold" in line.font or "XiaoBiaoSong" in line.font


@pytest.mark.parametrize("name", PAPERS)
def test_the_page_number_is_7_mm_below_one_character_in(name: str, printed: dict[str, list[Paper]]) -> None:
    character = NUMBER_PT * MM
    for number, paper in enumerate(printed[name], 1):
        line = paper.number
        assert line.text == f"—{number}—"
        assert line.size_pt == near(NUMBER_PT, 0.1)
        assert line.dash == near(BOTTOM + 7)
        if number % 2:
            assert line.right == near(RIGHT - character)
        else:
            assert line.left == near(LEFT + character)


@pytest.mark.parametrize("name", UNDER_A_RED_HEAD)
def test_the_red_head_begins_35_mm_down_and_its_rule_is_as_wide_as_the_text(
    name: str, printed: dict[str, list[Paper]]
) -> None:
    first = printed[name][0]
    head = [line for line in first.lines if line.color == RED]
    assert head[0] == first.lines[0]
    assert head[0].top == near(TOP + 35)
    [rule] = [rule for rule in first.rules if rule.color == RED]
    assert (rule.left, rule.right) == (near(LEFT), near(RIGHT))
    above = max((line for line in first.lines if line.base < rule.top), key=lambda line: line.base)
    assert rule.top - above.bottom == near(4)


def test_the_paper_s_number_is_two_lines_below_the_red_head(printed: dict[str, list[Paper]]) -> None:
    """And the title two lines below the rule. Of a line four fifths are above its base line."""
    first = printed["检查通报"][0]
    head, number, title = first.lines[0], starting(first, "机党"), starting(first, "关于")
    [rule] = [rule for rule in first.rules if rule.color == RED]
    assert number.base - 0.8 * PITCH - (head.base + 0.2 * HEAD_LINE) == near(2 * PITCH)
    assert title.base - 0.8 * TITLE_LINE - (rule.top + rule.width) == near(2 * PITCH, 0.5)


@pytest.mark.parametrize("name", CLOSED)
def test_signature_and_date_end_two_characters_in(name: str, printed: dict[str, list[Paper]]) -> None:
    text = [line for paper in printed[name] for line in paper.lines[:-1]]
    signer = "办公室" if name == "活动小结" else "机关党委" if name == "检查通报" else BRANCH
    signature = next(number for number, line in enumerate(text) if number and line.text == signer and line.size_pt < 17)
    for line in text[signature : signature + 2]:
        assert line.right == near(RIGHT - 2 * TEXT_PT * MM)
    assert text[signature + 1].base - text[signature].base == near(PITCH, 0.05)


def test_the_imprint_stands_between_rules(printed: dict[str, list[Paper]]) -> None:
    rules = [rule for rule in printed["活动简报"][-1].rules if rule.color != RED]
    assert [round(rule.width, 2) for rule in rules] == [near(0.35, 0.03), *[near(0.25, 0.03)] * 2, near(0.35, 0.03)]
    assert all((rule.left, rule.right) == (near(LEFT), near(RIGHT)) for rule in rules)
