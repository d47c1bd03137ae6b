"""What is kept up through the year: roster, matters settled, suggestions, development of members, reflections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from sample_year.assemblies import ASSEMBLIES
from sample_year.boards import BOARDS
from sample_year.life_meeting import MEETING
from sample_year.people import BRANCH, MEMBERS, YEAR, category, day
from sample_year.theme_days import THEME_DAYS
from sample_year.workbook import Sheet

TEA: Final = ("联系茶叶专家到帮扶村开展一次技术指导", "蒋欣怡", day(3, 20), day(4, 3))
"""Settled on the theme day of March."""

DONE: Final = {
    TEA[0]: ("茶叶专家到村指导半天，32 户茶农参加", day(4, 2)),
    "与和平社区 6 户困难家庭结对联系，列出名单": ("名单已列，6 户各有一名党员联系", day(1, 29)),
    "修裱技艺由姜淑芬同志带教两名青年党员，三月底前定出带教计划": ("带教计划十二课，四月开课", day(3, 27)),
    "整理烈士名录档案，完成 217 份的著录和扫描": ("217 份全部著录、扫描", day(9, 28)),
    "修订设备采购询价留存办法，三家报价单一并存档": ("办法已修订，六月起执行", day(6, 12)),
    "查档窗口张贴收费目录": ("目录已上墙", day(5, 28)),
    "上半年党费收缴情况于七月上旬公示": ("七月八日张贴公示", day(7, 8)),
    "新老党员结对五对，年底交流成长变化": ("结对五对，名单已公布", day(7, 30)),
    "编制电子档案接收步骤卡片并试用": ("卡片已试用，修改两处", day(9, 14)),
    "五本荐书上架馆内书角，附荐书卡片": ("已上架", day(9, 29)),
    "帮红旗村建立电子目录，派人指导两次": ("尤建国两次到村，目录建成", day(12, 8)),
    "每季度到和平社区清洁一次，列入下年计划": ("已写入下年计划初稿，等待大会审议", None),
}

SUGGESTIONS: Final = (
    (day(3, 24), "尤俊杰", "学习资料同时发电子版，方便出差同志", "采纳，每月同步到群文件", "严一鸣", day(4, 3)),
    (day(5, 20), "群众", "查档收费标准看不到", "采纳，收费目录上墙", "张一鸣", day(5, 28)),
    (day(6, 18), "秦晓岚", "活动照片写明时间、人物", "采纳，七月起照片附说明", "严一鸣", day(7, 10)),
    (day(8, 20), "尤静", "会议记录由两人轮换", "采纳，八月起轮换", "沈一鸣", day(8, 31)),
    (day(10, 26), "林小满", "窗口中午设党员示范岗", "采纳，轮值表十二月张贴", "尤建国", day(12, 4)),
    (day(11, 24), "群众", "和平社区希望冬季增加一次清洁", "正在与社区商定日期", "姜海涛", None),
)


def roster_sheet(on: dt.date) -> Sheet:
    """As it stands on that day, those who left this year with their last day."""
    rows: list[dict[str, Any]] = []
    for member in MEMBERS:
        if (member.joined or member.admitted) > on:
            continue
        rows.append(
            {
                "姓名": member.name,
                "性别": member.sex,
                "民族": member.nation,
                "出生日期": member.born,
                "学历": "本科",
                "入党日期": member.admitted,
                "人员类别": category(member, on) if member.belongs_on(on) else "在职",
                "职务": member.post or "/",
                "党小组": member.group,
                "计算基数": member.base,
            }
        )
        optional = {
            "转正日期": member.confirmed if member.confirmed and member.confirmed <= on else None,
            "转入日期": member.joined,
            "转出日期": member.left if member.left and member.left <= on else None,
        }
        rows[-1] |= {name: value for name, value in optional.items() if value}
    return Sheet("党员花名册", {"支部": BRANCH, "填报日期": on, "审核人": "冯伟", "填表人": "蒋欣怡"}, {"党员": rows})


def matters_sheet(on: dt.date) -> Sheet:
    """How far everything is that was settled before that day."""
    rows = []
    for what, who, since, until in sorted(_settled(), key=lambda matter: matter[2]):
        told, done = DONE.get(what, ("已按期完成", until))
        if since > on:
            continue
        row: dict[str, Any] = {"事项": what, "议定日期": since, "责任人": who, "落实情况": told}
        if done and done <= on:
            row["完成日期"] = done
        elif done:
            row["落实情况"] = "正在办理"
        rows.append(row)
    return Sheet("议定事项落实情况表", {"支部": BRANCH, "填报日期": on, "填报人": "蒋欣怡"}, {"落实": rows})


def _settled() -> list[tuple[str, str, dt.date, dt.date]]:
    """What, who, on which day, until when."""
    gatherings = (*THEME_DAYS, *BOARDS, *ASSEMBLIES, MEETING)
    return [TEA, *((what, who, each.day, until) for each in gatherings for what, who, until in each.decisions)]


def suggestions_sheet(on: dt.date) -> Sheet:
    names = ("提出日期", "提出人", "意见建议", "答复", "责任人", "办结日期")
    rows = [{name: value for name, value in zip(names, each, strict=True) if value} for each in _until(on)]
    return Sheet("意见建议征集表", {"支部": BRANCH, "填报日期": on, "填报人": "蒋欣怡"}, {"意见": rows})


def _until(on: dt.date) -> Iterable[tuple[Any, ...]]:
    """Those of the half-year that ends with the day."""
    return [each for each in SUGGESTIONS if (each[0].month > 6) == (on.month > 6)]


def development_sheet() -> Sheet:
    common = {"入党申请书": True, "入党志愿书": True, "票决记录": True, "会议记录": True}
    rows = [
        {
            "姓名": "蒋海涛",
            "申请入党日期": dt.date(2023, 4, 10),
            "积极分子日期": dt.date(2024, 3, 18),
            "培养联系人": "蒋欣怡、郑文博",
            "发展对象日期": dt.date(2025, 5, 20),
            "入党介绍人": "蒋欣怡、郑文博",
            "接收日期": dt.date(2025, 9, 12),
            "转正日期": day(9, 14),
            **common,
            "备注": "按期转正",
        },
        {
            "姓名": "林小满",
            "申请入党日期": dt.date(2024, 2, 26),
            "积极分子日期": dt.date(2025, 3, 12),
            "培养联系人": "蒋欣怡、尤静",
            "发展对象日期": day(5, 22),
            "入党介绍人": "蒋欣怡、尤静",
            "接收日期": day(6, 25),
            **common,
            "备注": "预备期一年",
        },
    ]
    return Sheet("发展党员登记表", {"支部": BRANCH, "年度": str(YEAR)}, {"发展": rows})


def vote_sheets() -> list[Sheet]:
    common = {
        "支部": BRANCH,
        "会议地点": "三楼党员活动室",
        "表决方式": "无记名投票",
        "计票人": "尤静",
        "监票人": "郑文博",
    }
    june = {
        "票决日期": day(6, 25),
        "主持人": "冯伟",
        "表决事项": "接收林小满为中共预备党员",
        "表决对象": "林小满",
        "应到有表决权": 17,
        "实到有表决权": 15,
        "赞成": 15,
        "反对": 0,
        "弃权": 0,
        "表决结果": "通过",
    }
    september = {
        "票决日期": day(9, 14),
        "主持人": "沈一鸣",
        "表决事项": "蒋海涛按期转为中共正式党员",
        "表决对象": "蒋海涛",
        "应到有表决权": 16,
        "实到有表决权": 15,
        "赞成": 14,
        "反对": 0,
        "弃权": 1,
        "表决结果": "通过",
    }
    return [Sheet("票决记录表", common | told, tab=f"票决 {told['表决对象']}") for told in (june, september)]


def reflections_sheet() -> Sheet:
    told = (
        ("林小满", "一枚党徽的重量", day(7, 24), "学习心得体会 林小满.docx"),
        ("秦晓岚", "红旗村的四十六盒账册", day(10, 27), "学习心得体会 秦晓岚.docx"),
        ("尤俊杰", "让数据将来还读得出来", day(8, 28), ""),
    )
    rows = [dict(zip(("姓名", "题目", "提交日期", "文件名"), each, strict=True)) for each in told]
    return Sheet("学习心得登记表", {"支部": BRANCH, "年度": str(YEAR)}, {"心得": rows})


OFFICE: Final = "机关党总支"


def inspection_sheet() -> Sheet:
    """Of the office above, over its branches."""
    branches = (
        (
            "机关第一党支部",
            "政治生日全覆盖，贺卡由书记逐张手写",
            "会议记录只有结论、没有过程",
            "记录发言原话，轮换记录人",
            day(8, 31),
        ),
        ("机关第二党支部", "把政治生日与读书分享结合", "两名外派党员没有谈心谈话记录", "补做谈话并登记", day(7, 31)),
        ("退休干部党支部", "上门为行动不便的老党员过政治生日", "名册没有按入党日期排序", "重新排定名册", day(7, 20)),
    )
    rows = [dict(zip(("支部", "主要做法", "存在问题", "整改要求", "整改时限"), each, strict=True)) for each in branches]
    fields = {
        "编制单位": OFFICE,
        "通报日期": day(7, 24),
        "文号": f"机关总支〔{YEAR}〕6号",
        "主送": "各党支部",
        "抄送": "机关党委",
        "检查时间": f"{YEAR}年7月13日至17日",
        "检查内容": "上半年组织生活和党员“政治生日”开展情况",
        "检查方式": "查阅资料、个别访谈、随机旁听",
        "总体情况": "共检查三个党支部。各支部重视组织生活，主题党日按月开展，政治生日有谈话、有贺卡、有誓词。",
        "工作要求": "各党支部对照通报逐项整改，时限届满前书面报告；总支年底组织回头看。",
    }
    return Sheet("检查通报表", fields, {"各支部情况": rows})
