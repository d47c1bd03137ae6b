"""What a period brought, put together: one document of all records, of all rows, or one for each record."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, make_desk, make_template, outbox_of, registration, talk, text_of

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look

REGISTER = """
packet: 汇总
every: {every}
folder: "汇总 {{期间}}"
sources:
  登记: {{form: 活动登记表, join: period}}
  决定: {{form: 活动登记表, join: period, table: 决议}}
  谈话: {{form: 谈心谈话记录, join: period}}
computes: [日期]
documents:
  - {{name: 活动汇总, template: 活动汇总.docx, needs: [登记], uses: [决定]}}
  - {{name: 谈话汇总, template: 谈话汇总.docx, needs: [谈话], optional: true}}
"""


def workspace(root: Path, every: str = "year") -> Desk:
    make_desk(root).close()
    (root / "mappings/packets/4汇总.yaml").write_text(REGISTER.format(every=every), encoding="utf-8")
    make_template(
        root / "templates/活动汇总.docx",
        "{{ 支部 }} {{ 期间 }}",
        *("{%p for 次 in 登记 %}", "第{{ 次.序号 }}次 {{ 次.活动日期 }} {{ 次.活动主题 }}", "{%p endfor %}"),
        *("{%p for 项 in 决定 %}", "{{ 项.序号 }}.{{ 项.事项 }}（{{ 项.活动主题 }}）", "{%p endfor %}"),
    )
    make_template(
        root / "templates/谈话汇总.docx",
        *("{%p for 次 in 谈话 %}", "{{ 次.谈话人 }}与{{ 次.谈话对象 }}", "{%p endfor %}"),
    )
    return make_desk(root)


def decided(*matters: str) -> list[list[str]]:
    return [["决议事项"], ["序号", "事项", "责任人", "完成时限"], *(["", matter, "冯伟", ""] for matter in matters)]


def lines(desk: Desk, document: str) -> list[str]:
    return text_of(desk.workspace.outbox / document).split("\n")


def test_all_of_a_year_by_date_and_all_rows_of_their_tables(tmp_path: Path) -> None:
    desk = workspace(tmp_path)
    drop(desk, registration(活动日期="2026-05-20", 活动主题="学党史") + decided("买书", "修门"), "5月.xlsx")
    drop(desk, registration(活动主题="学党章") + decided("扫雪"), "3月.xlsx")
    assert ingest(desk).failures == []
    assert lines(desk, f"2026/{BRANCH}/汇总 2026年/活动汇总.docx") == [
        f"{BRANCH} 2026年",
        *("第1次 2026年3月20日 学党章", "第2次 2026年5月20日 学党史"),
        *("1.扫雪（学党章）", "2.买书（学党史）", "3.修门（学党史）"),
    ]


@pytest.mark.parametrize(
    ("every", "folders"),
    [
        ("month", {"汇总 2026年3月", "汇总 2026年5月"}),
        ("quarter", {"汇总 2026年第一季度", "汇总 2026年第二季度"}),
        ("half", {"汇总 2026年上半年"}),
    ],
)
def test_a_packet_for_each_period_that_brought_something(every: str, folders: set[str], tmp_path: Path) -> None:
    desk = workspace(tmp_path, every)
    drop(desk, registration(活动日期="2026-05-20", 活动主题="学党史"), "5月.xlsx")
    drop(desk, registration(), "3月.xlsx")
    assert ingest(desk).failures == []
    above = {Path(path).parts[2] for path in outbox_of(desk)}
    assert {name for name in above if name.startswith("汇总")} == folders


def test_a_register_follows_its_records(tmp_path: Path) -> None:
    desk = workspace(tmp_path)
    drop(desk, registration(), "3月.xlsx")
    ingest(desk)
    drop(desk, registration(活动主题="学党规"), "3月改.xlsx")
    ingest(desk)
    assert lines(desk, f"2026/{BRANCH}/汇总 2026年/活动汇总.docx")[1:] == ["第1次 2026年3月20日 学党规"]


def test_what_nothing_brought_is_not_missing_where_it_is_optional(tmp_path: Path) -> None:
    desk = workspace(tmp_path)
    drop(desk, talk(), "谈话.xlsx")
    ingest(desk)
    (register,) = (view for view in look(desk).activities() if view.folder.endswith("汇总 2026年"))
    assert [name for name, _ in register.missing] == ["活动汇总"]


def test_originals_and_checks_stay_where_the_form_has_its_home(tmp_path: Path) -> None:
    desk = workspace(tmp_path)
    drop(desk, registration(), "3月.xlsx")
    drop(desk, talk(), "谈话.xlsx")
    ingest(desk)
    kept = {path for path in outbox_of(desk) if "原始表单" in path}
    assert {Path(path).parts[2] for path in kept} == {"2026-03-20 学党章", "谈心谈话"}
