"""01 活动方案: the plan of a theme day, an official paper; also before the activity's form has come."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each, lines_of, otherwise, text_of, when
from templates.gallery import template
from templates.official import body, closing, last_body, level1, level2, title
from templates.page import OFFICIAL

ACTIONS = {"集中学习": "集中学习", "重温入党誓词": "重温入党誓词", "交纳党费": "交纳当月党费"}


@template("活动方案", OFFICIAL)
def plan(doc: Document) -> None:
    title(doc, "{{ 支部 }}", "{{ 月份 }}{{ 活动类型 }}活动方案")
    level1(doc, "一、活动主题")
    body(doc, "{{ (活动主题 or 安排主题 or 横线)|一行 }}")
    level1(doc, "二、时间地点")
    body(
        doc,
        "时间：{{ 活动日期 }}{% if not 有登记 %}（拟）{% endif %}"
        "{{ 开始时间 }}{% if 结束时间 %}—{{ 结束时间 }}{% endif %}",
    )
    body(doc, "地点：{{ (活动地点 or 横线)|一行 }}")
    level1(doc, "三、参加范围")
    body(doc, "支部全体党员。")
    with when(doc, "参加人员"):
        body(doc, "参加人员：{{ 参加人员|一行 }}")
    with when(doc, "列席人员"):
        body(doc, "列席人员：{{ 列席人员|一行 }}")
    level1(doc, "四、活动内容")
    with when(doc, "安排内容"):
        text_of(doc, "安排内容")
    with each(doc, "项 in 议程"):
        level2(doc, "{{ 项.层次 }}{{ 项.环节|一行 }}{% if 项.发言人 %}（{{ 项.发言人|一行 }}）{% endif %}")
        with each(doc, lines_of("项.内容")):
            body(doc, "{{ 段 }}")
    with when(doc, "not 安排内容 and not 议程"), each(doc, lines_of("活动内容")):  # what was done, not planned
        body(doc, "{{ 段 }}")
    with when(doc, "not 安排内容 and not 议程 and not 活动内容"):
        body(doc, "{{ 横线 }}")
    required_actions(doc)
    level1(doc, "六、组织实施")
    body(doc, "承办科室：{{ (承办科室 or 组织科室 or 横线)|一行 }}")
    last_body(doc, "主持人：{{ (主持人 or 横线)|一行 }}　　记录人：{{ (记录人 or 横线)|一行 }}")
    closing(doc, "{{ 支部 }}", "{{ 月份 }}")


def required_actions(doc: Document) -> None:
    """Before the form has come, the rule that asks for all three; afterwards those that the form answers with 是.

    One that the form leaves open has a line to be filled by hand; so has the whole when all are answered with 否.
    """
    level1(doc, "五、规定动作")
    chosen = ", ".join(f'{name} and "{action}"' for name, action in ACTIONS.items())
    with when(doc, "not 有登记"):
        body(doc, f"按要求完成：{'、'.join(ACTIONS.values())}。")
        otherwise(doc)
        with when(doc, " or ".join(ACTIONS)):
            body(doc, f'{{{{ [{chosen}]|select|join("、") }}}}。')
        for name, action in ACTIONS.items():
            with when(doc, f"not {name} and {name} is not false"):
                body(doc, f"{action}：{{{{ 横线 }}}}")
        with when(doc, " and ".join(f"{name} is false" for name in ACTIONS)):
            body(doc, "{{ 横线 }}")
