"""Into which packet does a paper belong? By the day that it tells, its kind, and the form that it was dropped with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.mapping.packet import PacketMapping
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin
from pipeline.packet.activity import Activity
from pipeline.packet.gather.preparation import year_of
from pipeline.packet.papers.laid import entry_of
from pipeline.packet.papers.paper import Paper
from pipeline.packet.papers.period_papers import not_filed

_REACH: Final = dt.timedelta(days=366)
"""What is older was made for another activity."""


def filed(activities: Sequence[Activity], papers: Iterable[Paper]) -> list[Activity]:
    """Gives each activity that took place its papers, but for those that may be of several. All are by date."""
    result = list(activities)
    for paper in papers:
        places = [place for place, one in enumerate(result) if _asks_for(paper, one)]
        if (place := _place_of(paper, places, result)) is not None:
            result[place] = replace(result[place], papers=(*result[place].papers, paper))
    return result


def unfiled(
    activities: Iterable[Activity], packets: Iterable[PacketMapping], papers: Iterable[Paper]
) -> Iterator[Problem]:
    """What has to be said of the papers that lie in no packet."""
    asked = {entry.paper for packet in packets for entry in packet.papers}
    return (_homeless(paper, paper.kind in asked) for paper in not_filed(papers, activities))


def _asks_for(paper: Paper, activity: Activity) -> bool:
    return bool(activity.packet.kinds) and not activity.planned and entry_of(paper, activity) is not None


def _place_of(paper: Paper, places: Sequence[int], activities: Sequence[Activity]) -> int | None:
    """The one activity that fits what the paper tells; of several the one whose forms lie beside it."""
    fitting = [place for place in places if _fits(paper, activities[place])]
    beside = [place for place in fitting or places if _lies_beside(paper, activities[place])]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting and paper.told.month is not None:
        return _first_after(paper, places, activities)
    return beside[0] if len(beside) == 1 else None


def _fits(paper: Paper, activity: Activity) -> bool:
    """A year alone tells of the one meeting of the year that a paper was made for, never of one among many."""
    if paper.told.month is not None:
        return paper.told.fits(activity.day)
    return _is_ahead(paper, activity) and paper.told.year == year_of(activity)


def _first_after(paper: Paper, places: Sequence[int], activities: Sequence[Activity]) -> int | None:
    """Of a paper that is made for what comes: the next activity that it may be for."""
    day = paper.told.first
    if day is None:
        return None
    ahead = (place for place in places if _is_ahead(paper, activities[place]))
    return next((place for place in ahead if day <= activities[place].day <= day + _REACH), None)


def _is_ahead(paper: Paper, activity: Activity) -> bool:
    entry = entry_of(paper, activity)
    return entry is not None and entry.ahead


def _lies_beside(paper: Paper, activity: Activity) -> bool:
    """In a folder below the branch's own, where the activity's forms came from too."""
    return len(PurePosixPath(paper.folder).parts) > 1 and any(
        held.folder == paper.folder for held in activity.sources.values()
    )


def _homeless(paper: Paper, is_asked_for: bool) -> Problem:
    at = Origin("/".join(part for part in (paper.folder, paper.file) if part))
    if not is_asked_for:
        message = f"没有一种材料包收{paper.kind}"
        hint = "请在 mappings/packets 里的 papers 里写上它，或改正文件名"
    elif str(paper.told):
        message = f"{paper.kind}写的是 {paper.told}，还看不出是哪一次活动的，先放着"
        hint = "收到那次活动的登记表后会自动归入；日期不对或那个月不止一次的，请在文件名里写上活动日期"
    else:
        message = f"{paper.kind}看不出是哪一天的，先放着"
        hint = "请在文件名或文件夹名里写上日期，例如 2026-03-20，或用文件材料登记表写明"
    return Problem(at, "paper-homeless", message, hint, Severity.WARNS)
