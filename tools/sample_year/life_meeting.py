"""组织生活会 and 民主评议党员 of the year: plan, opinions and what was done about them, self-appraisals, ballots."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sample_year.meeting import Meeting
from sample_year.people import BRANCH, YEAR, day, members_on
from sample_year.workbook import Sheet

WHEN: Final = day(12, 11)
THEME: Final = f"{YEAR}年度组织生活会和民主评议党员"
TURNOUT: Final = 18

MEETING: Final = Meeting(
    WHEN,
    THEME,
    "冯伟",
    "蒋欣怡",
    (
        ("通报", "通报上年整改和会前准备情况", "蒋欣怡"),
        ("班子检查", "代表支委会作对照检查", "冯伟"),
        ("批评与自我批评", "党员逐一发言、相互批评", "沈一鸣"),
        ("民主测评", "不记名测评，当场计票", "尤静"),
        ("小结", "宣布测评结果，提出整改要求", "冯伟"),
    ),
    (
        "冯伟：班子的问题我先认：到小组少、听意见少、议定事项公开不够。",
        "沈一鸣：批评冯伟，开会长，年轻人插不上话。",
        "严一鸣：自我批评：廉政专栏办了半年就停，是我没坚持。",
        "姜淑芬：批评尤建国，十一月活动缺席，通知没有看。",
        "尤建国：接受批评，已经把群消息置顶，补课那天我把笔记交给了小组。",
        "郑文博：自我批评：性子急，对服务对象解释不够耐心。",
        "尤静：计票完毕，发出 18 张，收回 18 张，有效 18 张。",
        "姜淑芬：监票无异议。",
    ),
    "问题清单会后一周内变成整改清单，谁的事谁办，三月底前回头看。",
    (("组织生活会整改清单张贴公开，三月底前回头看", "蒋欣怡", day(12, 18)),),
    more={"内容类别": "主体地位教育", "所属年度": ""},
)

EXCELLENT: Final = ("姜淑芬", "蒋建国", "尤俊杰", "华雪梅", "严春兰")

OPINIONS: Final = (
    (
        "支委到党小组参加活动偏少",
        "支部班子",
        "座谈会",
        "每名支委每季度至少参加一次小组会",
        "冯伟",
        day(12, 31),
        "已排定下年一季度",
    ),
    (
        "议定事项的进度没有公开",
        "支部班子",
        "意见箱",
        "每季度末在公告栏公开议定事项台账",
        "蒋欣怡",
        day(12, 31),
        "四季度已公开",
    ),
    (
        "学习念稿多、讨论少",
        "支部班子",
        "个别访谈",
        "每次学习讨论时间不少于三分之一",
        "严一鸣",
        "长期坚持",
        "十二月起执行",
    ),
    ("窗口中午无人值守", "支部班子", "意见箱", "设党员示范岗，中午轮值", "尤建国", day(12, 25), "轮值表已张贴"),
    ("开会时间偏长", "冯伟", "会上批评", "支委会控制在一小时内", "冯伟", "长期坚持", "十二月起执行"),
    ("催得多、帮得少", "沈一鸣", "谈心谈话", "重要材料两人把关", "沈一鸣", "长期坚持", ""),
    ("廉政专栏中断", "严一鸣", "会上自我批评", "恢复专栏，每月一期", "严一鸣", "2027年1月", ""),
)

SELF: Final = {
    "冯伟": ("带头讲党课两次，走访困难家庭 6 户，议定事项逐件过问。", "听意见不够主动。", "每月下一次小组。"),
    "沈一鸣": ("主持活动四次，整改检查通报问题三项。", "催办多、帮办少。", "和承办人一起做一遍。"),
    "蒋欣怡": ("完成发展、转正各一人的全部程序，党费按月足额收缴。", "收据装订拖延。", "当月装订，季度自查。"),
    "严一鸣": ("编写简报八期，牵头整理烈士名录。", "廉政专栏没有坚持。", "列入每月清单。"),
    "买买提·艾力": ("组织廉政教育，查找风险点 7 个。", "说话分寸拿捏不准。", "先听完再提醒。"),
    "姜海涛": ("完成外勤 32 次，牵头社区清洁。", "记录滞后。", "当天事当天记。"),
    "姜淑芬": ("带教青年两名，修裱档案 61 件。", "对新设备学习慢。", "跟着徒弟学一遍。"),
    "尤俊杰": ("编制接收步骤卡片，检测数据 9 批。", "学习靠突击。", "每周固定一晚。"),
    "郑文博": ("修订询价留存办法，指导村级装盒 46 盒。", "性子急。", "急事缓说。"),
    "尤静": ("荐书 5 本，轮写简报四期。", "稿子偏长。", "控制在八百字。"),
    "尤建国": ("窗口接待 1200 余人次，指导红旗村两次。", "缺席一次活动，时间观念不强。", "群消息置顶，提前十分钟到。"),
    "严春兰": ("病中坚持学习，返岗后核对目录 3 万条。", "体力不足。", "科学锻炼，量力而行。"),
    "蒋建国": ("库房安全无事故，日志 365 篇。", "与年轻人交流少。", "每月请一名青年进库房。"),
    "华雪梅": ("小组会 12 次记录齐全，每月送学上门。", "压担子不够。", "让组员轮流主持。"),
    "张一鸣": ("带教两人，指导进馆 5 个单位。", "倾听年轻人不够。", "每次先请徒弟说。"),
    "蒋海涛": ("按期转正，独立检测 2 批数据。", "写材料慢。", "每周练一篇。"),
    "秦晓岚": ("转入后参加全部活动，著录烈士档案 80 份。", "业务名词不熟。", "跟班学习到三月。"),
    "林小满": ("窗口轮值 60 天，解答咨询 300 余次。", "遇事偏急。", "先记下来再回答。"),
}


def plan_sheet() -> Sheet:
    work = (
        ("蒋欣怡", "征求意见，列出意见清单", day(11, 27)),
        ("严一鸣", "印发学习资料", day(11, 20)),
        ("冯伟", "支委之间、支委与党员谈心谈话", day(12, 8)),
        ("沈一鸣", "起草班子对照检查材料", day(12, 7)),
        ("尤静", "印制测评票、做好计票准备", day(12, 10)),
    )
    fields = {
        "支部": BRANCH,
        "年度": str(YEAR),
        "会议主题": "对照党章党规找差距 聚焦服务群众抓整改",
        "会议日期": WHEN,
        "会议地点": "三楼党员活动室",
        "主持人": "冯伟",
        "参加人员": "全体党员",
        "列席人员": "机关党总支 卫国平",
        "学习安排": "集中学习与个人自学结合，重点学习党章、准则和条例。",
        "谈话安排": "支委之间必谈，支委与党员普遍谈，党员之间相互谈，会前三天谈完。",
        "征求意见安排": "设意见箱，开一次座谈会，个别访谈不少于五人。",
        "发言材料安排": "班子和党员对照职责查摆问题，一人一份发言提纲，不写套话。",
        "会议程序": "一、通报上年整改情况\n二、班子对照检查\n三、党员发言、相互批评\n四、民主测评\n五、书记小结",
        "整改要求": "会后一周列出整改清单，公开张贴，三月底前回头看。",
        "制定日期": day(11, 13),
    }
    rows = [dict(zip(("责任人", "工作内容", "完成时间"), each, strict=True)) for each in work]
    return Sheet("组织生活会方案", fields, {"准备工作": rows})


def opinions_sheet() -> Sheet:
    names = ("意见建议", "对象", "提出人", "整改措施", "责任人", "完成时限", "完成情况")
    rows = [dict(zip(names, each, strict=True)) for each in OPINIONS]
    return Sheet("组织生活会意见清单", {"支部": BRANCH, "年度": str(YEAR)}, {"意见": rows})


def self_appraisal_sheets() -> list[Sheet]:
    sheets = []
    for member in members_on(WHEN):
        done, wanting, aim = SELF[member.name]
        fields = {
            "支部": BRANCH,
            "年度": str(YEAR),
            "姓名": member.name,
            "性别": member.sex,
            "出生日期": member.born,
            "民族": member.nation,
            "学历": "本科",
            "入党日期": member.admitted,
            "职务": member.post or "党员",
            "自评内容": done,
            "存在问题": wanting,
            "努力方向": aim,
            "自评等次": "合格",
            "互评意见": f"同志们认为：{done.split('，')[0]}；希望{aim}",
            "支部评定意见": f"同意评定为{verdict(member.name)}。",
            "评定等次": verdict(member.name),
            "填表日期": day(12, 9),
        }
        sheets.append(Sheet("党员自评表", fields, tab=f"自评 {member.name}".replace("·", "")))
    return sheets


def ballot_sheets() -> list[Sheet]:
    sheets = []
    for number in range(1, TURNOUT + 1):
        rows = [{"姓名": member.name, _mark(member.name, number): True} for member in members_on(WHEN)]
        fields = {"支部": BRANCH, "年度": str(YEAR), "票号": str(number)}
        sheets.append(Sheet("民主测评票", fields, {"测评": rows}, f"测评票{number}"))
    return sheets


def count_sheet() -> Sheet:
    rows = []
    for member in members_on(WHEN):
        votes = Counter(_mark(member.name, number) for number in range(1, TURNOUT + 1))
        rows.append(
            {
                "姓名": member.name,
                "优秀": votes["优秀"],
                "合格": votes["合格"],
                "基本合格": votes["基本合格"],
                "不合格": votes["不合格"],
                "弃权": 0,
                "评定等次": verdict(member.name),
            }
        )
    fields = {
        "支部": BRANCH,
        "年度": str(YEAR),
        "应到人数": TURNOUT,
        "实到人数": TURNOUT,
        "发出票数": TURNOUT,
        "收回票数": TURNOUT,
        "有效票数": TURNOUT,
        "计票人": "尤静",
        "监票人": "姜淑芬",
    }
    return Sheet("民主测评统计表", fields, {"测评": rows})


def verdict(name: str) -> str:
    return "优秀" if name in EXCELLENT else "合格"


def _mark(name: str, ballot: int) -> str:
    """The five get most of the votes for 优秀, the others a few; a spread that no two of them share."""
    place = list(SELF).index(name)
    if name in EXCELLENT:
        return "合格" if (ballot + place) % 6 == 0 else "优秀"
    return "优秀" if (ballot * 5 + place * 3) % 18 < place % 5 else "合格"
