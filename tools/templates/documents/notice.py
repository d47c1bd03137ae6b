"""01-1 活动通知 and 09 出勤公示: what the members are told before and after, official papers."""

from __future__ import annotations

from docx.document import Document

from templates.flow import text_of, when
from templates.gallery import template
from templates.markup import write
from templates.official import body, closing, last_body, level1, title
from templates.page import OFFICIAL

_WHAT = "{{ 月份 }}{{ 活动类型 }}"
_MEETING = "'会' in 活动类型"
"""党员大会, 支委会: one is called, an activity is carried out."""


@template("活动通知", OFFICIAL)
def notice(doc: Document) -> None:
    title(doc, "{{ 支部 }}", f"关于{{% if {_MEETING} %}}召开{_WHAT}{{% else %}}开展{_WHAT}活动{{% endif %}}的通知")
    write(doc, "全体党员：", "flush")
    body(doc, f"现将{_WHAT}{{% if not {_MEETING} %}}活动{{% endif %}}的有关事项通知如下。")
    body(doc, "活动主题：{{ (通知主题 or 活动主题 or 横线)|一行 }}")
    body(
        doc,
        "活动时间：{{ 活动日期 }}{% if 开始时间 %}{{ 开始时间 }}{% if 结束时间 %}—{{ 结束时间 }}{% endif %}{% endif %}",
    )
    body(doc, "活动地点：{{ (活动地点 or 横线)|一行 }}")
    body(doc, "参加范围：{{ (参加范围 or 横线)|一行 }}")
    with when(doc, "活动形式"):
        body(doc, "活动形式：{{ 活动形式|一行 }}")
    level1(doc, "活动内容")
    text_of(doc, "活动内容")
    level1(doc, "有关要求")
    text_of(doc, "活动要求")
    with when(doc, "通知方式"):
        body(doc, "通知方式：{{ 通知方式|一行 }}")
    last_body(doc, "联系人：{{ (联系人 or 横线)|一行 }}{% if 联系电话 %}　　联系电话：{{ 联系电话|一行 }}{% endif %}")
    closing(doc, "{{ 支部 }}", "{{ 通知日期 or '　　　　年　　月　　日' }}")


@template("出勤公示", OFFICIAL)
def publication(doc: Document) -> None:
    """Who was there and who was not; why somebody was away is not made public."""
    title(doc, "{{ 支部 }}", "{{ 月份 }}{{ 活动类型 }}出勤情况公示")
    body(
        doc,
        "现将{{ 活动日期 }}{% if 活动主题 %}“{{ 活动主题|一行 }}”{% endif %}{{ 活动类型 }}活动的出勤情况公示如下。",
    )
    body(doc, "应到{{ 应到人数 }}人，实到{{ 实到人数 }}人，请假{{ 请假人数 }}人，缺席{{ 缺席人数 }}人。")
    for name in ("出席", "请假", "缺席"):
        with when(doc, f"{name}名单"):
            body(doc, f"{name}：{{{{ {name}名单 }}}}。")
    with when(doc, "列席签到"):
        body(doc, "列席：{{ 列席签到 }}。")
    body(doc, "公示期：　　　年　　月　　日至　　　年　　月　　日。")
    last_body(doc, "如有异议，请在公示期内向支部反映。")
    closing(doc, "{{ 支部 }}", "　　　　年　　月　　日")
