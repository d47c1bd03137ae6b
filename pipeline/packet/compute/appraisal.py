"""民主评议: the members with self-appraisal, votes and verdict; the ballots counted one by one; the best, the unfit."""

from __future__ import annotations

from typing import Final

from pipeline.model.values import BLANK, Scalar
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.packet.papers.appraisal_papers import AppraisalPapers, appraisal_papers
from pipeline.rules.appraisal import BALLOT, GRADES, counted

_HEAD: Final = {
    "测评应到": "应到人数",
    "测评实到": "实到人数",
    "发出票数": "发出票数",
    "收回票数": "收回票数",
    "有效票数": "有效票数",
    "计票人": "计票人",
    "监票人": "监票人",
}
"""Name in the templates -> in the count by hand. 应到人数 is already the sign-in sheet's."""
_MEMBER: Final = ("序号", "姓名", "自评等次", *GRADES, "弃权", "评定等次", "处置措施", "备注")


def appraisal(material: Material, context: Context) -> Context:
    papers = appraisal_papers(material.several, material.packet, material.forms)
    members = _members(papers) if papers.tally else []
    by_ballot = counted(papers.ballots).items()
    ballots = [{"序号": number, "姓名": name, **count.votes} for number, (name, count) in enumerate(by_ballot, 1)]
    head = {new: papers.tally.value(old) if papers.tally else BLANK for new, old in _HEAD.items()}
    return {
        **head,
        "单票数": len(papers.ballots),
        "评定齐全": bool(members) and all(member["评定等次"] for member in members),
        "评议": members,
        "逐票": ballots,
        "优秀名单": _graded(members, GRADES[0]),
        "不合格名单": _graded(members, GRADES[-1]),
    }


def _members(papers: AppraisalPapers) -> list[Context]:
    """The rows of the count by hand, in its order."""
    own = {str(one.value("姓名")): one.value("自评等次") for one in papers.selves}
    rows = papers.tally.rows(BALLOT) if papers.tally else ()
    members = []
    for number, row in enumerate(rows, 1):
        name = str(row["姓名"].value)
        told: Context = {column: row[column].value if column in row else BLANK for column in _MEMBER}
        measure: Scalar = told["处置措施"] or papers.measures.get(name, BLANK)
        members.append({**told, "序号": number, "自评等次": own.get(name, BLANK), "处置措施": measure})
    return members


def _graded(members: list[Context], grade: str) -> list[Context]:
    """By the verdict that a person gave."""
    chosen = [member for member in members if member["评定等次"] == grade]
    return [{**member, "序号": number} for number, member in enumerate(chosen, 1)]


APPRAISAL: Final = Computed(
    appraisal,
    names=(*_HEAD, "单票数", "评定齐全"),
    tables={
        "评议": dict.fromkeys(_MEMBER),
        "逐票": dict.fromkeys(("序号", "姓名", *GRADES)),
        "优秀名单": dict.fromkeys(_MEMBER),
        "不合格名单": dict.fromkeys(_MEMBER),
    },
    reads=(*_HEAD.values(), *_MEMBER, "等次"),
)
