"""What `shape` says a template may use is what its documents are really given, whatever has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from builders import BRANCH, drop_samples, make_desk, shipped_mappings
from judging import shipped_catalogue, shipped_rules

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.ledger.entries import Photo
from pipeline.mapping.form import FormMapping
from pipeline.mapping.load import Mappings
from pipeline.mapping.packet import PacketMapping
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin
from pipeline.packet.activity import Activity
from pipeline.packet.branch.facts import told_by
from pipeline.packet.branch.measure import Measure
from pipeline.packet.contents import with_contents
from pipeline.packet.context import Context
from pipeline.packet.drafts import Draft, draft_documents
from pipeline.packet.fit.shape import shape_of
from pipeline.packet.gather.gather import gather
from pipeline.render.scan import Names, Table

DAY = dt.date(2026, 3, 20)
CHECK = Problem(Origin("表.xlsx", "Sheet1", "B2"), "code", "话", "话", Severity.WARNS)
FORM = FormMapping.model_validate(
    {
        "form": "登记",
        "title": ["登记"],
        "key": [],
        "fields": {"支部": {"role": "branch"}, "主题": {}},
        "tables": {"人": {"columns": {"姓名": {"anchor": True, "role": "member"}, "签名": {"role": "mark"}}}},
    }
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_desk(tmp_path_factory.mktemp("shape"))
    drop_samples(desk.workspace)
    assert ingest(desk).failures == []
    yield desk
    desk.close()


def shape(packet: dict[str, Any], *forms: FormMapping) -> Names:
    mapping = PacketMapping.model_validate({"packet": "包", "folder": "包"} | packet)
    return shape_of(mapping.documents[0], mapping, {form.form: form for form in forms})


def of_context(value: Any) -> Any:
    """A context's names as a shape has them; a table without rows tells nothing of its columns."""
    if isinstance(value, Mapping):
        return {name: of_context(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return Table(of_context(value[0])) if value else ...
    return None


def differences(context: Context, shape: Names) -> dict[str, Any]:
    given = of_context(context)
    both = {
        name: (given.get(name, "not given"), shape.get(name, "not declared")) for name in given.keys() | shape.keys()
    }
    return {name: pair for name, pair in both.items() if not fits(*pair)}


def fits(given: Any, declared: Any) -> bool:
    """Name for name; a table without rows fits any table."""
    if isinstance(declared, Table):
        return given is ... or (isinstance(given, Table) and fits(given.columns, declared.columns))
    if isinstance(declared, Mapping):
        return given.keys() == declared.keys() and all(fits(given[name], declared[name]) for name in declared)
    return given == declared


def drafts_of(activity: Activity, mappings: Mappings, photos: tuple[Photo, ...] = ()) -> list[Draft]:
    measure = Measure(shipped_catalogue(), shipped_rules(), told_by((), mappings.forms))
    return with_contents(draft_documents(activity, mappings.forms, photos, measure), activity, [CHECK])


def test_of_every_sample(desk: Desk) -> None:
    mappings, ledger = desk.mappings, desk.ledger
    held = list(ledger.held(BRANCH))
    activities = gather(mappings.forms, mappings.packets.values(), held, shipped_rules()).activities
    drafts = [draft for activity in activities for draft in drafts_of(activity, mappings, tuple(ledger.photos(BRANCH)))]
    assert len({draft.document.template for draft in drafts}) > 10
    for draft in drafts:
        declared = shape_of(draft.document, draft.material.packet, mappings.forms)
        assert differences(draft.context, declared) == {}, draft.name


@pytest.mark.parametrize("packet", shipped_mappings().packets.values(), ids=lambda packet: packet.packet)
def test_where_nothing_has_come(packet: PacketMapping) -> None:
    mappings = shipped_mappings()
    activity = Activity(packet, BRANCH, "k", DAY, "", packet.kinds, forms=mappings.forms)
    for document in packet.documents:
        bare = {"needs": (), "uses": document.sources(), "kinds": (), "rows": "", "field": ""}
        alone = document.model_copy(update=bare)
        of_one = activity.packet.model_copy(update={"documents": (alone,)})
        (draft,) = drafts_of(Activity(of_one, BRANCH, "k", DAY, "", packet.kinds, forms=mappings.forms), mappings)
        assert differences(draft.context, shape_of(alone, of_one, mappings.forms)) == {}, document.name


def test_other_names() -> None:
    source = {"form": "登记", "join": "subject", "names": {"题目": "主题", "到会": "人"}}
    document = {"name": "一", "template": "一.docx", "needs": ["甲"]}
    assert shape({"sources": {"甲": source}, "documents": [document]}, FORM) == {
        "题目": None,
        "到会": Table({"姓名": None, "签名": None}),
    }
    computed = shape({"sources": {"甲": source}, "computes": ["出勤"], "documents": [document]}, FORM)
    assert computed["到会"] == computed["未到"]
    assert computed["未到"] == Table({"姓名": None, "签名": None, "状态": None, "职务": None})


def test_only_an_activity_has_a_date() -> None:
    document = {"name": "一", "template": "一.docx"}
    packet = {"sources": {"甲": {"form": "登记", "join": "subject"}}, "computes": ["日期"], "documents": [document]}
    assert set(shape(packet, FORM)) == {"支部", "年度", "期间"}
    assert "活动日期" in shape(packet | {"kinds": ["党课"]}, FORM)


def test_two_sources_give_what_both_have() -> None:
    other = FORM.model_copy(
        update={"form": "另", "tables": {"人": FORM.tables["人"].model_copy(update={"columns": {}})}}
    )
    sources = {"甲": {"form": "登记", "join": "subject"}, "乙": {"form": "另", "join": "branch"}}
    document = {"name": "一", "template": "一.docx", "uses": ["甲", "乙"]}
    assert shape({"sources": sources, "documents": [document]}, FORM, other)["人"] == Table({})
