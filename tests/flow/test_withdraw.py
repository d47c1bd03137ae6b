"""What was sent in by mistake is taken back: it holds no more, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, NOW, drop, make_photo, outbox_of, registration, roster, sign_in, talk
from core import make_core_desk
from killing import Forker, Step
from sent_back import mend
from withdrawals import held, number_of, put_away, take_back, taken_back

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.flow.recover import recover
from pipeline.flow.withdrawing.orders import Order, place
from pipeline.model.outcome import Accepted, Duplicate, Returned, Waiting, Withdrawn

PACKET = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    forker = Forker()
    yield forker
    forker.close()


def sent(desk: Desk, grid: object, name: str = "表.xlsx") -> bytes:
    """A form that was taken, as the bytes that came."""
    path = drop(desk, grid, name)  # type: ignore[arg-type]
    content = path.read_bytes()
    ingest(desk)
    return content


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


@pytest.mark.parametrize("changed", [False, True])
def test_a_returned_copy_moved_into_the_folder_takes_its_return_back(changed: bool, desk: Desk) -> None:
    drop(desk, {"好": talk(), "坏": talk(date="三月")})
    (returned,) = ingest(desk).of(Returned)
    copy = desk.workspace.root / returned.copy
    if changed:
        mend(copy, {"坏": {"B3": "二月"}})
    put_away(copy, desk)
    report = ingest(desk)
    assert taken_back(report) == [("表.xlsx", ["谈心谈话记录"])]
    assert (desk.ledger.returned(), held(desk, BRANCH), desk.ledger.submission(1).state) == ([], [], "withdrawn")  # type: ignore[union-attr]
    assert not list(desk.workspace.withdrawals.rglob("*.xlsx"))


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


def test_moved_into_the_folder(desk: Desk) -> None:
    sent(desk, registration(), "登记.xlsx")
    sent(desk, sign_in(), "签到.xlsx")
    put_away(desk.workspace.outbox / PACKET / "原始表单" / "签到.xlsx", desk)
    assert taken_back(ingest(desk)) == [("签到.xlsx", ["签到表"])]
    assert held(desk, BRANCH) == [("活动登记表", "2026-03-20")]
    assert not list(desk.workspace.withdrawals.iterdir())
    assert not ingest(desk).outcomes


def test_a_file_in_the_folder_mends_its_lost_original(desk: Desk) -> None:
    content = sent(desk, registration())
    (taken,) = desk.ledger.sent_as("表.xlsx")
    desk.originals.path(taken.digest).unlink()
    desk.workspace.withdrawals.mkdir()
    (desk.workspace.withdrawals / "表.xlsx").write_bytes(content)
    assert taken_back(ingest(desk)) == [("表.xlsx", ["活动登记表"])]
    assert desk.originals.holds(taken.digest)
    assert not list(desk.workspace.withdrawals.iterdir())


def refuse(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """What lies in 退回 cannot be removed: a copy that is open."""
    real = Path.unlink

    def busy(path: Path, missing_ok: bool = False) -> None:
        if desk.workspace.returned in path.parents:
            raise PermissionError(13, "open")
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", busy)


def test_an_order_that_cannot_be_carried_out_holds_up_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(desk, sign_in(date="三月"), "坏.xlsx")
    sent(desk, registration(), "登记.xlsx")
    for name in ("坏.xlsx", "登记.xlsx"):
        place(Order(number_of(desk, name), None, "", ""), desk)
    drop(desk, talk(), "谈话.xlsx")
    with monkeypatch.context() as patch:
        refuse(patch, desk)
        report = ingest(desk)
    assert (len(report.failures), taken_back(report)) == (1, [("登记.xlsx", ["活动登记表"])])
    assert [form.form for taken in report.of(Accepted) for form in taken.forms] == ["谈心谈话记录"]
    assert len(desk.ledger.returned()) == 1
    report = ingest(desk)
    assert (report.failures, taken_back(report)) == ([], [("坏.xlsx", [])])
    assert not list(desk.workspace.orders.iterdir())


def test_a_withdrawal_that_cannot_be_done_yet_is_noted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(desk, {"好": talk(), "坏": talk(date="三月")})
    ingest(desk)
    with monkeypatch.context() as patch:
        refuse(patch, desk)
        report = take_back(desk, 1, reason="报错了")
    assert (len(report.failures), report.outcomes, len(held(desk, BRANCH))) == (1, [], 1)
    assert "已记下" in report.failures[0].message
    assert taken_back(ingest(desk)) == [("表.xlsx", ["谈心谈话记录"])]


def test_an_order_waits_for_the_inbox(desk: Desk) -> None:
    drop(desk, sign_in(date="三月"), "坏.xlsx")
    (returned,) = ingest(desk).of(Returned)
    place(Order(1, None, "", ""), desk)
    aside = desk.workspace.inbox.rename(desk.workspace.root / "aside")
    with pytest.raises(SetupError):
        ingest(desk)
    assert len(desk.ledger.returned()) == 1
    aside.rename(desk.workspace.inbox)
    assert taken_back(ingest(desk)) == [("坏.xlsx", [])]
    assert not (desk.workspace.root / returned.copy).exists()


def test_taken_back_and_sent_anew_in_one_round(desk: Desk) -> None:
    content = sent(desk, registration())
    for folder in (desk.workspace.withdrawals, desk.workspace.inbox / BRANCH):
        folder.mkdir(exist_ok=True)
        (folder / "表.xlsx").write_bytes(content)
    assert [type(outcome) for outcome in ingest(desk).outcomes] in ([Withdrawn, Accepted], [Accepted, Withdrawn])
    assert held(desk, BRANCH) == [("活动登记表", "2026-03-20")]


def test_what_is_not_known_lies_there_with_the_reason(desk: Desk) -> None:
    first = sent(desk, registration(会议记录="一"))
    sent(desk, registration(会议记录="二"))
    drop(desk, sign_in(), "没报过.xlsx", "撤回")
    (desk.workspace.withdrawals / "旧.xlsx").write_bytes(first)
    report = ingest(desk)
    assert [(type(outcome), outcome.file) for outcome in report.outcomes] == [
        (Waiting, "撤回/旧.xlsx"),
        (Waiting, "撤回/没报过.xlsx"),
    ]
    assert len(held(desk, BRANCH)) == 1
    assert {waiting.file for waiting in look(desk).inbox.waiting} == set()


def test_two_branches_that_sent_the_same_are_told_apart_by_the_folder(desk: Desk) -> None:
    other = "机关第二党支部"
    photo = make_photo(desk.workspace.inbox / BRANCH / "a.jpg")
    content = photo.read_bytes()
    (desk.workspace.inbox / other).mkdir()
    (desk.workspace.inbox / other / "a.jpg").write_bytes(content)
    ingest(desk)
    desk.workspace.withdrawals.mkdir()
    wanted = desk.workspace.withdrawals / "a.jpg"
    wanted.write_bytes(content)
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Waiting]
    put_away(wanted, desk, other)
    assert ingest(desk).of(Withdrawn)
    assert [len(desk.ledger.photos(branch)) for branch in (BRANCH, other)] == [1, 0]


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


STEPS = [
    "pipeline.files.journal:Journal.append",
    "pipeline.ledger.ledger:Ledger.take_back",
    "pipeline.flow.withdrawing.withdraw:clear_copies",
    "pipeline.flow.withdrawing.orders:take_back",
    "pipeline.ledger.ledger:Ledger.withdraw",
    "pipeline.packet.publish.outbox:Outbox.withdraw",
    "pipeline.ledger.ledger:Ledger.settle",
    "pathlib:Path.unlink",
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", STEPS, ids=[name.rpartition(":")[2] for name in STEPS])
def test_killed_on_the_way(name: str, after: bool, tmp_path: Path, forker: Forker) -> None:
    """An order and a file in 撤回, done at the second try as at one."""
    desk = make_core_desk(tmp_path)
    sent(desk, {"好": talk(), "坏": talk(date="三月")}, "谈话.xlsx")
    sent(desk, registration(), "登记.xlsx")
    sent(desk, sign_in(), "签到.xlsx")
    place(Order(number_of(desk, "谈话.xlsx"), None, "", ""), desk)
    put_away(desk.workspace.outbox / PACKET / "原始表单" / "签到.xlsx", desk)
    desk.close()
    forker.ingest(tmp_path, Step(name, 0, after))
    assert forker.ingest(tmp_path).code == 0
    desk = desk.set_up.open()
    words = [entry.name for entry in desk.ledger.latest(9) if entry.kind == "withdrawal"]
    assert (held(desk, BRANCH), desk.ledger.returned()) == ([("活动登记表", "2026-03-20")], [])
    assert sorted(words) == ["签到.xlsx", "谈话.xlsx"]
    assert not any("签到" in path or "谈心谈话" in path for path in outbox_of(desk))
    assert not list(desk.workspace.inbox.rglob("*.xlsx"))
    desk.close()
