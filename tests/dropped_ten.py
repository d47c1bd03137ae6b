"""Ten files as people drop them, good and bad, and all that must come of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from builders import BRANCH, dues, make_form, make_photo, registration, roster, sign_in, talk

from pipeline.files.originals import Originals
from pipeline.ledger.ledger import Ledger
from pipeline.settings.workspace import Workspace

World = dict[str, Any]


def make_ten(folder: Path) -> Path:
    """Registrations, a sign-in sheet twice, dues, talks, a roster, a photo, a wrong form, and one wrong among good.

    openpyxl writes the time into a file: they are made once and copied.
    """
    here = folder / BRANCH
    photos = [["照片"], ["序号", "文件名"], [1, "合影.jpg"]]
    make_form(here / "登记3月.xlsx", [*registration(会议记录="一"), *photos])
    make_form(here / "登记2月.xlsx", registration(date="2026-02-20", theme="学党史", 活动小结="好"))
    make_form(here / "签到.xlsx", sign_in())
    shutil.copy(here / "签到.xlsx", here / "签到(1).xlsx")
    make_form(here / "党费.xlsx", dues())
    make_form(here / "谈话" / "姜淑芬.xlsx", talk())
    make_form(here / "名册.xlsx", roster())
    make_photo(here / "合影.jpg")
    make_form(here / "坏签到.xlsx", sign_in(date="三月"))
    make_form(here / "两张.xlsx", {"好": talk(member="沈一鸣"), "坏": dues(month="今年")})
    return folder


def lay(folder: Path, workspace: Workspace) -> None:
    shutil.copytree(folder, workspace.inbox, dirs_exist_ok=True)


def world(workspace: Workspace) -> World:
    """What people and the ledger see, without clocks and running numbers; the bin and the caches are left out."""
    originals, ledger = Originals(workspace.originals), Ledger(workspace.ledger)
    try:
        held = [record for branch in sorted(ledger.asked()) for record in ledger.held(branch)]
        return {
            "outbox": _files_in(workspace.outbox, but=workspace.status_page),
            "inbox": sorted(_files_in(workspace.inbox)),
            "originals": [digest for digest in originals.digests() if originals.holds(digest)],
            "records": sorted((each.form, each.branch, each.key, each.digest, each.happened) for each in held),
            "returned": sorted((entry.name, entry.copy, entry.number) for entry in ledger.returned()),
            "photos": sorted(photo.name for photo in ledger.photos(BRANCH)),
            "loose": ledger.loose(),
            "failures": ledger.failures(),
            "rests": [path.name for path in workspace.root.rglob(".~dangan-*")],
        }
    finally:
        ledger.close()


def _files_in(folder: Path, but: Path | None = None) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path != but)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
