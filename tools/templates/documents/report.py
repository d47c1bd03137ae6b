"""07 活动小结 and 08 活动简报: what came of it, in the words of the form."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each, lines_of, otherwise, text_of, when
from templates.gallery import template
from templates.markup import write
from templates.official import body, closing, imprint, red_head, title
from templates.page import OFFICIAL
from templates.sheets import gap

_CAME = "应到{{ 应到人数 }}人{% if 实到人数 or 实到人数 == 0 %}，实到{{ 实到人数 }}人{% endif %}"
"""A form may tell only how many were expected."""


@template("活动小结", OFFICIAL)
def summary(doc: Document) -> None:
    title(doc, "{{ 支部 }}", "{{ 活动类型 }}活动小结")
    body(doc, "活动主题：{{ 活动主题|一行 }}")
    body(doc, "活动时间：{{ 活动日期 }}{{ 开始时间 }}{% if 结束时间 %}—{{ 结束时间 }}{% endif %}")
    body(doc, "活动地点：{{ (活动地点 or 横线)|一行 }}")
    with when(doc, "应到人数"):
        body(doc, f"参加情况：{_CAME}")
    with when(doc, "效果评估"):
        text_of(doc, "活动小结")
        body(doc, "总结评估：")
        text_of(doc, "效果评估", closes=True)
        otherwise(doc)
        text_of(doc, "活动小结", closes=True)
    closing(doc, "{{ (承办科室 or 支部)|一行 }}", "{{ 活动日期 }}")


@template("活动简报", OFFICIAL)
def bulletin(doc: Document) -> None:
    red_head(
        doc,
        "{{ 支部 }}",
        "主题党日活动简报",
        "第{{ 期号 }}期",
        editor="{{ 支部 }}",
        date="{{ 活动日期 }}",
    )
    title(doc, "{{ 活动主题|一行 }}")
    body(
        doc,
        "{{ 活动日期 }}{{ 开始时间 }}，{{ 支部 }}在{{ (活动地点 or 横线)|一行 }}"
        "开展“{{ 活动主题|一行 }}”{{ 活动类型 }}活动，由{{ (主持人 or 横线)|一行 }}主持"
        f"{{% if 应到人数 %}}，{_CAME}{{% endif %}}。",
    )
    with each(doc, lines_of("活动内容")):
        body(doc, "{{ 段 }}")
    with each(doc, "项 in 议程"):
        body(
            doc,
            "{{ 项.环节|一行 }}{% if 项.发言人 %}（{{ 项.发言人|一行 }}）{% endif %}"
            "{% if 项.内容 %}：{{ 项.内容|一行 }}{% endif %}",
        )
    text_of(doc, "活动小结")
    with when(doc, "首图"):
        gap(doc)
        write(doc, "{{ 首图 }}", "picture")
        write(doc, "{{ 首图说明|一行 }}", "caption")
    imprint(doc, "报：", "送：", "发：", copies="共印＿＿份")
