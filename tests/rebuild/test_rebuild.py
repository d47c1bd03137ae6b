"""The whole year in one go: the same bytes whoever does it, only what changed, and nobody's edits lost."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders import BRANCH, drop, dues, make_form, make_photo, outbox_of, registration, roster, sign_in, talk
from core import make_core_desk
from rebuilds import YEAR, enter, foreseen, paths, redone
from setups import make_setup

from pipeline.errors import SetupError
from pipeline.flow.assembly.assemble import Assembled
from pipeline.flow.assembly.behind import Behind
from pipeline.flow.assembly.deeds import Deed
from pipeline.flow.desk import Desk, set_up_anew
from pipeline.flow.hands.crew import Alone
from pipeline.flow.hands.pool import Pool
from pipeline.flow.hands.processes import processes
from pipeline.flow.hands.steps import Assemble, Broken, Sign, Tell
from pipeline.flow.ingest import ingest
from pipeline.flow.rebuild.rebuild import Wish, rebuild

OTHER = "机关第二党支部"
FOLDER = f"{YEAR}/{BRANCH}/2026-03-20 学党章"
PHOTOS = [["照片"], ["序号", "文件名"], [1, "合影.jpg"]]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What two branches send, made once: openpyxl writes the time into a file."""
    folder = tmp_path_factory.mktemp("sent")
    for branch in (BRANCH, OTHER):
        here = folder / branch
        make_form(here / "登记.xlsx", [*registration(branch=branch, 会议记录="一"), *PHOTOS])
        make_form(here / "登记4月.xlsx", registration(branch=branch, date="2026-04-20", theme="学党史", 活动小结="好"))
        make_form(here / "签到.xlsx", sign_in(branch=branch))
        make_form(here / "党费.xlsx", dues(branch=branch))
        make_form(here / "谈话.xlsx", talk(branch=branch))
        make_form(here / "名册.xlsx", roster(branch=branch))
        make_photo(here / "合影.jpg")
    return folder


class Office:
    """Makes workspaces that hold these forms, entered one after the other, and no document."""

    def __init__(self, sent: Path) -> None:
        self._sent = sent

    def __call__(self, root: Path, now: dt.datetime = dt.datetime(2026, 5, 1), backwards: bool = False) -> Desk:
        branches = f"branches = {json.dumps([BRANCH, OTHER], ensure_ascii=False)}"
        make_setup(root, ("dangan.toml", "branches = []", branches))
        desk = make_core_desk(root, now)
        for path in sorted(self._sent.rglob("*.*"), reverse=backwards):
            shutil.copy(path, desk.workspace.inbox / path.relative_to(self._sent))
            enter(desk)
        return desk


@pytest.fixture
def office(sent: Path) -> Office:
    return Office(sent)


def everything_in(desk: Desk) -> dict[str, bytes]:
    """The outbox, the status page too, and the bin."""
    return {str(path): path.read_bytes() for top in (desk.workspace.outbox, desk.workspace.bin)
            for path in sorted(top.rglob("*")) if path.is_file()}  # fmt: skip


def test_a_dry_run_tells_the_same_and_writes_nothing(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    assert everything_in(desk) == {}
    told, laid = foreseen(desk), desk.ledger.laid()
    assert (everything_in(desk), laid) == ({}, [])
    did = redone(desk)
    assert did.done == told.done
    assert sorted(paths(did.done)) == [file.path for file in desk.ledger.laid(YEAR)]

    drop(desk, sign_in((("冯伟", "√"),)), "签到.xlsx")
    enter(desk)
    before = everything_in(desk)
    told = foreseen(desk)
    assert everything_in(desk) == before
    assert told.done
    assert redone(desk).done == told.done
    assert foreseen(desk).done == []


def test_the_same_bytes_whatever_the_order_the_day_and_the_jobs(office: Office, tmp_path: Path) -> None:
    one = office(tmp_path / "一")
    other = office(tmp_path / "二", dt.datetime(2027, 1, 2, 3, 4), backwards=True)
    rebuild(Wish(YEAR), one, Alone())
    rebuilt = rebuild(Wish(YEAR), other, Pool(processes(2)))
    assert rebuilt.failures == []
    assert outbox_of(one) == outbox_of(other)
    assert len(outbox_of(one)) > 40


def test_what_was_made_is_the_same_as_what_ingest_makes(office: Office, tmp_path: Path) -> None:
    one, other = office(tmp_path / "一"), office(tmp_path / "二")
    redone(one)
    ingest(other)
    assert outbox_of(one) == outbox_of(other)


def test_only_what_changed_is_written(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    redone(desk)
    before = {path: path.stat().st_ino for path in desk.workspace.outbox.rglob("*.docx")}
    make_photo(desk.workspace.inbox / OTHER / "合影.jpg", red=10)
    enter(desk)
    did = redone(desk)
    written = [path for path, number in before.items() if path.stat().st_ino != number]
    below = [path.relative_to(desk.workspace.outbox).as_posix() for path in written]
    assert sorted(below) == sorted(path for path in paths(did.done) if path.endswith(".docx"))
    assert {path.split("/")[1] for path in below} == {OTHER}


def test_a_document_that_asks_for_nothing_of_what_changed_is_left_alone(office: Office, tmp_path: Path) -> None:
    """Its form is another; what the template prints of it is the same."""
    desk = office(tmp_path)
    redone(desk)
    make_form(desk.workspace.inbox / BRANCH / "登记.xlsx", [*registration(会议记录="二"), *PHOTOS])
    enter(desk)
    made = [path.removeprefix(f"{FOLDER}/") for path in paths(redone(desk).done)]
    assert made == ["03 会议记录.docx", "原始表单/登记.xlsx"]


def test_a_template_that_fails_fails_alone(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    (desk.workspace.templates / "谈心谈话记录.docx").write_bytes(b"no docx")
    rebuilt = redone(desk)
    assert {path.split("/")[2] for path in paths(rebuilt.done)} == {"2026-03-20 学党章", "2026-04-20 学党史"}
    assert len(rebuilt.failures) == 2  # one packet of talks for each branch
    assert all("谈心谈话记录.docx" in failure.message for failure in rebuilt.failures)


@pytest.mark.parametrize("dry_run", [True, False])
def test_files_that_a_fault_keeps_stale_are_no_unchanged_ones(office: Office, tmp_path: Path, dry_run: bool) -> None:
    desk = office(tmp_path)
    redone(desk)
    laid = [file.path for file in desk.ledger.laid(YEAR)]
    (desk.workspace.templates / "活动方案.docx").write_bytes(b"no docx")
    rebuilt = rebuild(Wish(YEAR, dry_run=dry_run), set_up_anew(desk), Alone())
    assert rebuilt.done == []
    assert rebuilt.held_up == {folder for failure in rebuilt.failures for folder in failure.packets}  # type: ignore[attr-defined]
    held_up = [path for path in laid if path.rpartition("/")[0].removesuffix("/原始表单") in rebuilt.held_up]
    assert 0 < len(held_up) < len(laid)
    assert (rebuilt.stale, rebuilt.kept) == (len(held_up), len(laid) - len(held_up))


def test_a_document_that_a_person_changed_stays(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    redone(desk)
    edited = next((desk.workspace.outbox / FOLDER).glob("* 签到表.docx"))
    edited.write_bytes(b"mine")
    drop(desk, sign_in((("冯伟", "√"),)), "签到.xlsx")
    enter(desk)
    told, did = foreseen(desk), redone(desk)
    assert did.done == told.done
    assert [one.path for one in did.done if one.deed is Deed.BESIDE] == [f"{FOLDER}/{edited.name}"]
    still_there = len(did.done) - did.count(Deed.WITHDRAWN)
    assert (did.kept, did.stale) == (told.kept, told.stale) == (len(desk.ledger.laid(YEAR)) - still_there, 0)
    assert edited.read_bytes() == b"mine"
    assert edited.with_name(f"{edited.stem}(系统新版).docx").is_file()


def test_what_a_person_changed_and_nobody_makes_anew_is_counted(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    redone(desk)
    edited, touched = sorted((desk.workspace.outbox / FOLDER).glob("*.docx"))[:2]
    edited.write_bytes(b"mine")
    later = (desk.workspace.outbox / FOLDER / "manifest.json").stat().st_mtime + 60
    for path in (edited, touched):
        os.utime(path, (later, later))
    told, did = foreseen(desk), redone(desk)
    assert (did.done, did.edited, told.edited) == ([], 1, 1)
    assert did.kept == told.kept == len(desk.ledger.laid(YEAR)) - 1
    assert edited.read_bytes() == b"mine"


def test_what_a_person_changed_is_counted_after_its_packet_was_made_anew_too(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    redone(desk)
    edited, lost = sorted((desk.workspace.outbox / FOLDER).glob("*.docx"))[:2]
    edited.write_bytes(b"mine")
    lost.unlink()
    did, again = redone(desk), redone(desk)
    assert (did.count(Deed.MADE), again.count(Deed.MADE)) == (1, 0)
    assert (did.edited, again.edited) == (1, 1)
    assert edited.read_bytes() == b"mine"


def test_one_branch_alone(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    did = redone(desk, OTHER)
    assert {path.split("/")[1] for path in paths(did.done)} == {OTHER}
    assert {path.split("/")[1] for path in paths(redone(desk).done)} == {BRANCH}
    with pytest.raises(SetupError) as caught:
        redone(desk, "机关第二党支")
    assert OTHER in caught.value.hint


def test_other_years_are_left_alone_and_still_to_do(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    drop(desk, registration(date="2025-12-20", theme="学党章"), "去年.xlsx")
    enter(desk)
    assert {path[:4] for path in paths(redone(desk).done)} == {"2026"}
    assert redone(desk).done == []
    assert {path[:4] for path in paths(rebuild(Wish(2025), desk, Alone()).done)} == {"2025"}
    assert dict(desk.ledger.pending("")).keys() == {BRANCH, OTHER}
    assert rebuild(Wish(2025), desk, Alone()).done == redone(desk).done == []


def test_forms_that_another_mapping_read_are_counted(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    assert redone(desk).read_before == {}
    mapping = desk.workspace.mappings / "forms" / "活动登记表.yaml"
    mapping.write_text(f"{mapping.read_text('utf-8')}\n# 召集同志\n", "utf-8")
    desk = set_up_anew(desk)
    assert redone(desk).read_before == foreseen(desk).read_before == {"活动登记表": 4}
    assert redone(desk, OTHER).read_before == {"活动登记表": 2}
    again = desk.workspace.outbox / FOLDER / "原始表单" / "登记.xlsx"
    shutil.copy(again, desk.workspace.inbox / BRANCH / again.name)
    enter(desk)
    assert redone(desk).read_before == {"活动登记表": 3}


def test_forms_of_other_years_are_not(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    drop(desk, registration(date="2025-12-20", theme="学党章"), "去年.xlsx")
    enter(desk)
    mapping = desk.workspace.mappings / "forms" / "活动登记表.yaml"
    mapping.write_text(f"{mapping.read_text('utf-8')}\n# 召集同志\n", "utf-8")
    assert rebuild(Wish(2025, dry_run=True), set_up_anew(desk), Alone()).read_before == {"活动登记表": 1}


def test_broken_off_by_the_person_it_goes_on_where_it_was(office: Office, tmp_path: Path) -> None:
    whole, desk = office(tmp_path / "一"), office(tmp_path / "二")
    redone(whole)

    def stop(done: int, of: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(Wish(YEAR), desk, Alone(), progress=stop)
    assert {path.split("/")[1] for path in outbox_of(desk)} == {BRANCH}  # the first by name
    assert {path.split("/")[1] for path in paths(redone(desk).done)} == {OTHER}
    assert outbox_of(desk) == outbox_of(whole)


@dataclass(frozen=True)
class _Dies(Assemble):
    """Takes its worker with it."""

    def run(self, desk: Desk, tell: Tell) -> Assembled:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    def given_up(self, why: Broken, last: Sign | None, desk: Desk) -> Assembled:
        return Assembled()


@pytest.mark.skipif(os.name != "posix", reason="no process kills itself so elsewhere")
def test_a_worker_that_dies_costs_its_own_line(office: Office, tmp_path: Path) -> None:
    desk = office(tmp_path)
    current = Behind(BRANCH, desk.ledger.asked()[BRANCH], "")
    good = [Assemble(Behind(OTHER, desk.ledger.asked()[OTHER], "")), _Dies(current)]
    crew = Pool(processes(2))
    became = dict(crew.work(([step] for step in good), desk, lambda sign: None))
    assert [bool(becoming.published) for becoming in map(became.__getitem__, good)] == [True, False]  # type: ignore[attr-defined]
    assert crew.has_broken()
    assert not crew.has_broken()
