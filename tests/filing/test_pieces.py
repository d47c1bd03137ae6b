"""What is a piece, in which box it lies, and that its number stays its own."""

from __future__ import annotations

import pytest
from builders import BRANCH, shipped_mappings

from pipeline.errors import SetupError
from pipeline.filing.boxes import Filed, boxed, numbered, series_of
from pipeline.filing.handover import HandOver, told_in
from pipeline.filing.pieces import Piece, pieces_of
from pipeline.filing.register import NAME, Register, read_register, write_register
from pipeline.handbook.chapters import chapters_of
from pipeline.ledger.entries import ActivityEntry, PublishedDocument
from pipeline.mapping.archive import ArchiveMapping, misfits_of_archive, misfits_of_retention
from pipeline.mapping.handbook import HandbookMapping, title_of
from pipeline.model.retention import Retention
from pipeline.packet.items import is_titled, items_of
from pipeline.settings.schema import Archive

MAPPINGS = shipped_mappings()
ARCHIVE = MAPPINGS.archives["归档"]
UNIT = Archive(fonds="Z109")


def entry(packet: str, key: str, *names: str, month: int = 3, day: str = "2026-03-20", **more: object) -> ActivityEntry:
    folder = f"2026/{BRANCH}/{key}"
    documents = tuple(PublishedDocument(f"{folder}/{name}.docx", name, "d", "i") for name in names)
    told = {"branch": BRANCH, "theme": "学党章", "planned": False, "inputs": "", "report": ""} | more
    return ActivityEntry(
        packet=packet, key=key, year=2026, month=month, day=day, folder=folder, documents=documents, **told
    )


def pieces(*entries: ActivityEntry) -> list[Piece]:
    return list(pieces_of(ARCHIVE, entries, MAPPINGS.packets.values()))


def filed(told: list[Piece], register: Register, chosen: Archive = UNIT) -> list[Filed]:
    series = series_of(ARCHIVE, chosen, 2026)
    return list(numbered(told, series, register.with_pieces((series[p.box].key, p.identity) for p in told)))


def test_an_activity_is_one_piece_without_its_list_and_its_forms():
    theme_day = entry("主题党日", "2026-03-20 主题党日", "00 材料目录", "01 活动方案", "03 会议记录", "原始表单/a.xlsx")
    [piece] = pieces(theme_day)
    assert [item.title for item in piece.items] == ["活动方案", "会议记录"]
    assert (piece.box, piece.day, piece.author) == ("主题党日", "20260320", BRANCH)
    assert piece.title == f"[{BRANCH}2026年3月20日主题党日材料：学党章]"


@pytest.mark.parametrize(
    ("kinds", "box"), [("支委会", "支委会"), ("党小组会", "党小组会"), ("党员大会、党课", "党员大会"), ("党课", "党课")]
)
def test_meetings_go_by_their_kind(kinds: str, box: str):
    [piece] = pieces(entry("三会一课", f"2026-03-20 {kinds}", "03 会议记录"))
    assert piece.box == box


def test_each_register_is_a_piece_and_one_that_is_named_lies_apart():
    told = pieces(
        entry("组织建设", "2026", "2026-01-05 支部基本情况", "党员名册", month=0, day="2026-01-01"),
        entry("台账", "2026", "活动台账", "议定事项台账", month=0, day="2026-01-01"),
    )
    assert {(piece.box, piece.title, piece.day) for piece in told} == {
        ("组织建设", f"[{BRANCH}2026年1月5日支部基本情况]", "20260105"),
        ("名册和组织关系", f"[{BRANCH}2026年党员名册]", "20260000"),
        ("主题党日", f"[{BRANCH}2026年活动台账]", "20260000"),
        ("支委会", f"[{BRANCH}2026年议定事项台账]", "20260000"),
    }


def test_what_was_only_planned_is_no_piece():
    assert pieces(entry("主题党日", "2026-04 计划", "01 活动方案", planned=True)) == []


def test_a_paper_bears_its_own_title_and_one_from_above_no_author():
    told = pieces(entry("文件材料", "2026", "2 工作总结 支部年度总结", "3 上级文件 关于开展检查的通知", month=0))
    assert {(piece.title, piece.author, piece.box) for piece in told} == {
        ("支部年度总结", BRANCH, "计划总结"),
        ("关于开展检查的通知", "", "上级文件"),
    }


def test_what_a_sender_calls_a_file_does_not_choose_its_box():
    told = pieces(
        entry("文件材料", "2026", "2 工作总结 对上级文件的落实", "3 上级文件 关于报送工作总结的通知", month=0),
        entry("党员管理", "2026", "06 入党申请书 处理文件之前.pdf", "11 处理文件 入党申请书.pdf", month=0),
        entry("组织处理", "2026", "2026-03-01 冯伟组织处理登记表", month=0),
    )
    assert {(piece.title, piece.box) for piece in told} == {
        ("对上级文件的落实", "计划总结"),
        ("关于报送工作总结的通知", "上级文件"),
        ("处理文件之前", "发展党员"),
        ("入党申请书", "组织建设"),
        (f"[{BRANCH}2026年3月1日冯伟组织处理登记表]", "组织建设"),
    }


@pytest.mark.parametrize(
    ("packet", "name", "title"),
    [
        ("党费", "冯伟党费减免审批表 2026-01至2026-03", "党费减免审批表"),
        ("党费", "01 党费年度台账", "党费年度台账"),
        ("党员管理", "02 票决记录 2026-03-01 接收冯伟", "票决记录"),
        ("组织建设", "2026-01-05 支部基本情况 (2)", "支部基本情况"),
        ("文件材料", "2 工作总结2026.docx", "工作总结"),
        ("文件材料", "3 上级文件 文件材料登记册.docx", "上级文件"),
    ],
)
def test_what_a_document_s_own_title_is(packet: str, name: str, title: str):
    mapping = MAPPINGS.packets[packet]
    [item] = items_of(entry(packet, "2026", name, month=0), ())
    titles = {title_of(each.name) for each in (*mapping.documents, *mapping.papers)}
    assert [each for each in titles if is_titled(item, each, mapping)] == [title]


def test_a_chapter_has_what_its_mapping_names_not_what_senders_call_their_files():
    sections = {"总结": {"of": ["文件材料/工作总结"]}, "文件": {"of": ["文件材料/上级文件"]}}
    handbook = HandbookMapping.model_validate({"handbook": "手册", "sections": sections})
    sent = entry("文件材料", "2026", "2 工作总结 年终", "3 上级文件 关于报送工作总结的通知", month=0)
    told = chapters_of(handbook, [sent], MAPPINGS.packets.values())
    assert [[item.title for group in chapter.groups for item in group.items] for chapter in told] == [
        ["工作总结 年终"],
        ["上级文件 关于报送工作总结的通知"],
    ]


def test_the_reference_as_the_standard_has_it():
    [one] = filed(pieces(entry("三会一课", "2026-03-20 支委会", "03 会议记录")), Register())
    assert one.reference == "Z109-WS·2026-Y-ZWH-0001"


def test_a_unit_may_keep_a_box_for_another_time_and_have_no_fonds_yet():
    told = pieces(entry("三会一课", "2026-03-20 支委会", "03 会议记录"))
    [one] = filed(told, Register(), Archive(retention={"支委会": Retention.THIRTY}))
    assert one.reference == "WS·2026-D30-ZWH-0001"


def test_a_number_once_given_stays_whatever_comes_or_goes():
    march = entry("主题党日", "2026-03-20 主题党日", "01 活动方案")
    may = entry("主题党日", "2026-05-20 主题党日", "01 活动方案", day="2026-05-20", month=5)
    april = entry("主题党日", "2026-04-20 主题党日", "01 活动方案", day="2026-04-20", month=4)
    series = series_of(ARCHIVE, Archive(), 2026)["主题党日"].key
    register = Register().with_pieces((series, piece.identity) for piece in pieces(march, may))
    assert [(one.piece.day, one.number) for one in filed(pieces(march, april, may), register)] == [
        ("20260320", 1),
        ("20260520", 2),
        ("20260420", 3),
    ]
    assert [one.number for one in filed(pieces(april, may), register)] == [2, 3]


def test_the_register_comes_back_as_it_was_and_a_broken_one_stops(tmp_path):
    register = Register().with_pieces([("s", ("甲", "乙"))]).with_files(2026, {"a": "b"})
    write_register(tmp_path, register)
    assert read_register(tmp_path) == register
    (tmp_path / NAME).write_text("[]")
    with pytest.raises(SetupError):
        read_register(tmp_path)


def test_boxes_are_as_thick_as_needed_and_begun_anew_when_full():
    told = filed([Piece("支委会", (str(n),), "t", "", "20260101", ()) for n in range(4)], Register())
    thick = [Filed(one.piece, one.series, one.number, pages=400) for one in told]
    assert [(box.spine, box.numbers, box.number) for box in boxed(thick)] == [
        (50, "0001—0002", 1),
        (50, "0003—0004", 2),
    ]
    assert boxed(told)[0].spine == 20


def test_a_changed_file_goes_to_the_bin_and_a_lapsed_one_too(tmp_path):
    folder, bin_ = tmp_path / "归档", tmp_path / "bin"
    first = HandOver(folder, bin_, tmp_path / "journal.txt")
    first.put("甲/1.pdf", b"1")
    first.put("甲/2.pdf", b"2")
    first.finish()
    (folder / "甲" / "1.pdf").write_bytes(b"mine")
    again = HandOver(folder, bin_, tmp_path / "journal.txt")
    again.put("甲/1.pdf", b"new")
    again.finish()
    assert again.moved == ["甲/1.pdf"]
    assert (bin_ / "甲" / "1.pdf").read_bytes() == b"mine"
    assert (bin_ / "甲" / "2.pdf").read_bytes() == b"2"
    assert (folder / "甲" / "1.pdf").read_bytes() == b"new"


def test_a_list_leads_nowhere_else(tmp_path):
    digest = "0" * 64
    (tmp_path / "SHA256SUMS.txt").write_text(f"{digest}  ../a\n{digest}  /etc/b\n{digest}  甲/c\n", "utf-8")
    assert list(told_in(tmp_path)) == ["甲/c"]


def test_what_does_not_fit_in_the_mapping_is_told_with_its_place():
    boxes = {
        "甲": {"code": "BGS", "retention": "永久", "of": ["主题党", "台账/活动帐"]},
        "乙": {"code": "BGS", "retention": "永久", "kinds": ["支委"]},
        "丙": {"code": "办公室", "retention": "永久"},
    }
    archive = ArchiveMapping.model_validate({"archive": "归档", "boxes": boxes})
    assert [misfit.at[1:] for misfit in misfits_of_archive(archive, MAPPINGS.packets.values())] == [
        ("甲", "of", 0),
        ("甲", "of", 1),
        ("乙", "kinds", 0),
        ("乙", "code"),
        ("丙", "code"),
    ]
    assert [misfit.at[-1] for misfit in misfits_of_retention(["甲", "丁"], [archive])] == ["丁"]


def test_the_shipped_boxes_take_every_packet():
    """Nothing that ships is left out of the archive by mistake."""
    named = {told.partition("/")[0] for box in ARCHIVE.boxes.values() for told in box.of}
    assert named == MAPPINGS.packets.keys()


@pytest.mark.parametrize(
    ("packet", "period", "document", "title"),
    [
        ("季度计划", "2026年第一季度", "季度活动计划", "2026年第一季度活动计划"),
        ("月度报告", "2026年1月", "月度活动报告", "2026年1月活动报告"),
        ("年度计划", "2026", "年度工作日历", "2026年度工作日历"),
    ],
)
def test_a_title_says_its_period_once(packet: str, period: str, document: str, title: str) -> None:
    (piece,) = pieces(entry(packet, period, document, month=0, day="2026-01-01"))
    assert piece.title == f"[{BRANCH}{title}]"
