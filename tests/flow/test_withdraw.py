"""What was sent in by mistake is taken back: it holds no more, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, NOW, drop, make_photo, outbox_of, registration, roster, sign_in, talk
from core import make_core_desk
from sent_back import mend
from withdrawals import PACKET, held, number_of, put_away, sent, take_back, taken_back

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.flow.recover import recover
from pipeline.model.outcome import Accepted, Duplicate, Returned


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path)
    yield desk
    desk.close()


def of_activity(desk: Desk) -> list[str]:
    return [path for path in outbox_of(desk) if path.startswith(PACKET)]


def test_an_activity_lapses_with_its_only_form(desk: Desk) -> None:
    sent(desk, registration())
    assert of_activity(desk)
    report = take_back(desk, number_of(desk, "表.xlsx"), reason="报错了支部")
    assert taken_back(report) == [("表.xlsx", ["活动登记表"])]
    assert (held(desk, BRANCH), of_activity(desk)) == ([], [])
    assert list((desk.workspace.bin / PACKET).rglob("*会议记录.docx"))


def test_an_activity_goes_on_without_the_form(desk: Desk) -> None:
    sent(desk, registration(), "登记.xlsx")
    sent(desk, sign_in(), "签到.xlsx")
    take_back(desk, f"{BRANCH}/签到.xlsx")
    assert held(desk, BRANCH) == [("活动登记表", "2026-03-20")]
    paths = of_activity(desk)
    assert any("会议记录" in path for path in paths)
    assert not any("签到" in path for path in paths)


def test_the_original_and_the_history_stay(desk: Desk) -> None:
    sent(desk, registration())
    take_back(desk, 1, reason="报错了")
    (gone,) = desk.ledger.sent_as("表.xlsx")
    assert (gone.state, desk.originals.holds(gone.digest)) == ("withdrawn", True)
    (word, was) = look(desk).arrivals
    assert (word.state, "报错了" in word.told, was.state) == ("withdrawal", True, "withdrawn")


def test_the_same_bytes_come_back_as_new(desk: Desk) -> None:
    content = sent(desk, registration())
    before = of_activity(desk)
    take_back(desk, 1)
    (desk.workspace.inbox / BRANCH / "表.xlsx").write_bytes(content)
    assert ingest(desk).of(Accepted)
    assert of_activity(desk) == before
    (desk.workspace.inbox / BRANCH / "表.xlsx").write_bytes(content)
    assert ingest(desk).of(Duplicate)


def test_what_it_replaced_does_not_come_back_by_itself(desk: Desk) -> None:
    first = sent(desk, registration(会议记录="一"))
    sent(desk, registration(会议记录="二"))
    take_back(desk, number_of(desk, "表.xlsx"))
    assert held(desk, BRANCH) == []
    (desk.workspace.inbox / BRANCH / "表.xlsx").write_bytes(first)
    assert ingest(desk).of(Accepted)


def test_an_edited_document_stays_with_a_word(desk: Desk) -> None:
    sent(desk, registration())
    edited = next(path for path in (desk.workspace.outbox / PACKET).glob("*会议记录.docx"))
    edited.write_bytes(b"mine")
    take_back(desk, 1)
    assert edited.read_bytes() == b"mine"
    assert [problem.code for problem in desk.ledger.loose()[BRANCH]] == ["left-behind"]


def test_one_sheet_alone(desk: Desk) -> None:
    sent(desk, {"登记": registration(), "谈话": talk()})
    assert taken_back(take_back(desk, "表.xlsx", "谈话")) == [("表.xlsx", ["谈心谈话记录"])]
    assert held(desk, BRANCH) == [("活动登记表", "2026-03-20")]
    with pytest.raises(SetupError):
        take_back(desk, "表.xlsx", "谈话")
    assert desk.ledger.sent_as("表.xlsx")[0].state == "taken"
    take_back(desk, "表.xlsx")
    assert desk.ledger.sent_as("表.xlsx")[0].state == "withdrawn"


def test_a_document_names_its_form(desk: Desk) -> None:
    sent(desk, {"登记": registration(), "谈话": talk()})
    named = (path for path in outbox_of(desk) if path.endswith(".docx") and "姜淑芬" in path)
    document = next(path for path in named if "谈心谈话" in path)
    assert taken_back(take_back(desk, f"outbox/{document}")) == [("表.xlsx", ["谈心谈话记录"])]


def test_a_document_of_several_forms_asks_which(desk: Desk) -> None:
    sent(desk, registration(), "登记.xlsx")
    sent(desk, sign_in(), "签到.xlsx")
    document = next(path for path in of_activity(desk) if "会议记录" in path)
    with pytest.raises(SetupError) as error:
        take_back(desk, f"outbox/{document}")
    assert ("dangan withdraw 1" in error.value.hint, "dangan withdraw 2" in error.value.hint) == (True, True)
    assert len(held(desk, BRANCH)) == 2


@pytest.mark.parametrize("text", ["9", "9" * 30, "没有.xlsx", f"{BRANCH}/没有.xlsx", "dangan.toml"])
def test_what_never_came(text: str, desk: Desk) -> None:
    sent(desk, registration())
    with pytest.raises(SetupError) as error:
        take_back(desk, text)
    assert (error.value.exit_code, len(held(desk, BRANCH))) == (2, 1)


def test_a_name_that_two_files_bear_asks_which(desk: Desk) -> None:
    sent(desk, talk())
    sent(desk, talk(date="2026-03-13", member="贾丹"))
    with pytest.raises(SetupError):
        take_back(desk, "表.xlsx")
    assert len(held(desk, BRANCH)) == 2


def test_twice_is_once(desk: Desk) -> None:
    sent(desk, registration())
    take_back(desk, 1)
    with pytest.raises(SetupError):
        take_back(desk, 1)


def test_a_return_goes_with_its_copy_and_what_was_taken(desk: Desk) -> None:
    drop(desk, {"好": talk(), "坏": talk(date="三月")})
    (returned,) = ingest(desk).of(Returned)
    copy = desk.workspace.root / returned.copy
    assert copy.is_file()
    take_back(desk, 1)
    assert (copy.exists(), desk.ledger.returned(), held(desk, BRANCH)) == (False, [], [])


@pytest.mark.parametrize(("again", "comes"), [("", 1), ("又谈了一次", 2)])
def test_a_sheet_taken_back_comes_again_with_its_mended_workbook_only_if_changed(
    again: str, comes: int, desk: Desk
) -> None:
    drop(desk, {"好": talk(), "坏": talk(date="三月", member="贾丹")})
    (returned,) = ingest(desk).of(Returned)
    take_back(desk, "表.xlsx", "好")
    copy = desk.workspace.root / returned.copy
    mend(copy, {"坏": {"B3": "2026-03-13"}})
    if again:
        mend(copy, {"好": {"B8": again}})
    (taken,) = ingest(desk).of(Accepted)
    assert (len(taken.forms), len(held(desk, BRANCH))) == (comes, comes)
    assert [problem.code for problem in taken.not_read] == ([] if again else ["withdrawn-before"])


def test_a_photo(desk: Desk) -> None:
    grid = [*registration(), ["照片"], ["序号", "文件名"], [1, "a.jpg"]]
    make_photo(desk.workspace.inbox / BRANCH / "a.jpg")
    sent(desk, grid)
    assert [photo.name for photo in desk.ledger.photos(BRANCH)] == ["a.jpg"]
    assert taken_back(take_back(desk, "a.jpg")) == [("a.jpg", ["照片"])]
    assert desk.ledger.photos(BRANCH) == []
    assert not any(path.endswith("a.jpg") for path in outbox_of(desk))
    make_photo(desk.workspace.inbox / BRANCH / "a.jpg")
    assert ingest(desk).of(Accepted)


def test_a_paper_by_the_one_that_lies_in_its_packet(desk: Desk) -> None:
    paper = desk.workspace.inbox / BRANCH / "2026-03-20 党课讲稿.pdf"
    paper.parent.mkdir(exist_ok=True)
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    sent(desk, registration(活动类型="党课"))
    (laid,) = (path for path in outbox_of(desk) if path.endswith(".pdf"))
    put_away(desk.workspace.outbox / laid, desk)
    assert taken_back(ingest(desk)) == [("2026-03-20 党课讲稿.pdf", ["文件材料"])]
    assert desk.ledger.papers(BRANCH) == []
    assert not any(path.endswith(".pdf") for path in outbox_of(desk))


def test_a_roster_is_the_measure_of_nothing(desk: Desk) -> None:
    sent(desk, roster())
    take_back(desk, 1)
    assert (desk.ledger.roster_branches(), desk.ledger.history(BRANCH, "党员花名册")) == ([], [])


def test_recovered_with_the_ledger(desk: Desk) -> None:
    sent(desk, {"登记": registration(), "谈话": talk()})
    sent(desk, sign_in(), "签到.xlsx")
    take_back(desk, "签到.xlsx", reason="报错了")
    take_back(desk, "表.xlsx", "谈话")
    before = outbox_of(desk), held(desk, BRANCH), look(desk).arrivals
    desk.close()
    desk.workspace.ledger.unlink()
    recover(desk.workspace, 1.0, even_if_whole=False, now=lambda: NOW)
    again = desk.set_up.open()
    try:
        assert (outbox_of(again), held(again, BRANCH), look(again).arrivals) == before
    finally:
        again.close()
