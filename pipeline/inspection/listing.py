"""迎检清单.xlsx: the inspection as lists to filter, sort and print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pipeline.forms.listing.listing import Cell as Shown
from pipeline.forms.listing.listing import Column, Linked, Sheet, Toned, listing_workbook
from pipeline.inspection.inspection import BranchInspection, Cell, Finding, Inspection
from pipeline.inspection.matrix import columns_of
from pipeline.inspection.words import LAYERS, SEVERITIES
from pipeline.model.problem import Severity
from pipeline.rules.standing import Standing

LISTING: Final = "迎检清单.xlsx"
UP: Final = "../../"
"""From 年度/迎检 to the outbox."""

_GROUNDS: Final[Mapping[Standing, str]] = {
    Standing.MET: "D9EEDB",
    Standing.LATE: "FFDF9E",
    Standing.MISSING: "F4B6B0",
    Standing.NOT_YET: "E6EBF2",
    Standing.NOT_APPLICABLE: "F4F4F4",
}
_ASKED: Final = (Standing.MET, Standing.LATE, Standing.MISSING)
"""What should be there by now."""
_OFFICE: Final = Column("上级党组织", 14)
_BRANCH: Final = Column("党支部", 18)


def listing(inspection: Inspection) -> bytes:
    title = f"{inspection.year}年迎检（截至{inspection.today.isoformat()}）"
    return listing_workbook(title, [_summary(inspection), *(_sheet(name, inspection) for name in _SHEETS)])


def _sheet(name: str, inspection: Inspection) -> Sheet:
    columns, rows = _SHEETS[name]
    return _with_owners(
        name, columns, ((branch, row) for branch in inspection.branches for row in rows(branch)), inspection
    )


def _with_owners(
    name: str,
    columns: Iterable[Column],
    rows: Iterable[tuple[BranchInspection, Iterable[Shown]]],
    inspection: Inspection,
) -> Sheet:
    """Each row behind whose it is; the office only where branches are grouped."""
    if any(branch.office for branch in inspection.branches):
        return Sheet(name, (_OFFICE, _BRANCH, *columns), [(of.office, of.branch, *row) for of, row in rows])
    return Sheet(name, (_BRANCH, *columns), [(of.branch, *row) for of, row in rows])


# --- 汇总


def _summary(inspection: Inspection) -> Sheet:
    """How many of what should be there by now are there, for each requirement."""
    rules = [column.rule for column in columns_of(inspection)]
    scored = any(branch.score is not None for branch in inspection.branches)
    counts = ("应有", *map(str, Standing), "问题", *(["得分"] if scored else []))
    columns = [*(Column(word, 7, centred=True) for word in counts), *(Column(rule, 10, centred=True) for rule in rules)]
    rows = ((branch, [*_sums(branch, scored), *_of_rules(branch, rules)]) for branch in inspection.branches)
    return _with_owners("汇总", columns, rows, inspection)


def _sums(branch: BranchInspection, scored: bool) -> Iterator[Shown]:
    yield sum(map(branch.count, _ASKED))
    yield from map(branch.count, Standing)
    yield len(branch.findings)
    if scored:
        yield "" if branch.score is None else branch.score


def _of_rules(branch: BranchInspection, rules: list[str]) -> Iterator[Shown]:
    """已有/应有, or why nothing is asked."""
    held: dict[str, list[Standing]] = {}
    for cell in branch.cells:
        held.setdefault(cell.rule, []).append(cell.standing)
    for standings in (held.get(rule, []) for rule in rules):
        asked = [standing for standing in standings if standing in _ASKED]
        if asked:
            worst = next(each for each in reversed(_ASKED) if each in asked)
            yield Toned(f"{len(asked) - asked.count(Standing.MISSING)}/{len(asked)}", _GROUNDS[worst])
        else:
            rest = Standing.NOT_YET if Standing.NOT_YET in standings else Standing.NOT_APPLICABLE
            yield Toned(str(rest), _GROUNDS[rest]) if standings else ""


# --- 要求清单, 问题清单, 缺项


def _requirements(branch: BranchInspection) -> Iterator[tuple[Shown, ...]]:
    for cell in branch.cells:
        standing = Toned(str(cell.standing), _GROUNDS[cell.standing])
        told = (_found(cell), "、".join(cell.missing), cell.wants, cell.about, cell.basis, LAYERS[cell.layer])
        yield (cell.rule, cell.label, standing, cell.due or "", *told)


def _findings(branch: BranchInspection) -> Iterator[tuple[Shown, ...]]:
    for finding in branch.findings:
        told = (finding.message, finding.places, finding.hint, finding.basis)
        yield (finding.day or "", _gravity(finding), *told, _packet(finding))


def _gaps(branch: BranchInspection) -> Iterator[tuple[Shown, ...]]:
    for cell in branch.gaps:
        yield (cell.rule, cell.label, cell.due or "", "、".join(cell.missing), cell.wants, cell.about, cell.basis)


def _found(cell: Cell) -> Shown:
    """A cell leads to one place: the first that is filed."""
    texts = "、".join(link.text for link in cell.found)
    path = next((link.path for link in cell.found if link.path), "")
    return Linked(texts, UP + path) if path else texts


def _packet(finding: Finding) -> Shown:
    return Linked("打开", UP + finding.path) if finding.path else ""


def _gravity(finding: Finding) -> Shown:
    ground = _GROUNDS[Standing.MISSING if finding.severity is Severity.STOPS else Standing.LATE]
    return Toned(SEVERITIES[finding.severity], ground)


_RULE: Final = (Column("要求", 16), Column("时段", 21, centred=True))
_DUE: Final = Column("最迟", 12)
_WANTING: Final = (Column("还缺", 18), Column("请报送", 18))
_SAID: Final = (Column("规定的内容", 26), Column("依据", 24))
_OF_FINDING: Final = (
    Column("日期", 11),
    Column("轻重", 8),
    Column("问题", 40),
    Column("出处", 34),
    Column("怎么办", 34),
    Column("依据", 24),
    Column("材料包", 8),
)
_SHEETS: Final = {
    "要求清单": (
        (*_RULE, Column("情况", 8), _DUE, Column("找到的", 20), *_WANTING, *_SAID, Column("级别", 11, centred=True)),
        _requirements,
    ),
    "问题清单": (_OF_FINDING, _findings),
    "缺项": ((*_RULE, _DUE, *_WANTING, *_SAID), _gaps),
}
