"""What each key and each word of the mapping language means, in the words of those who write mappings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ENTRY: Final = {
    "type": "怎样读这一格",
    "optional": "可以不填；没有写的必须填，漏填就退回",
    "role": "这个值对规则是什么",
    "choices": "可选的值，type 是 choice、choices 时写",
    "synonyms": "别的叫法 → choices 里的值，例如 {支部大会: 党员大会}",
    "legend": "没有固定含义的签到记号 → 含义，例如 {○: 请假}",
    "example": "空白表上的填写提示",
}

KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "FormMapping": {
        "form": "表单名称，材料包的 sources 用它来提这种表单",
        "about": "一句话说明，写在空白表单上",
        "title": "标题里出现这些词之一，就认作这种表单，例如 [签到表, 签到簿]",
        "not_title": "标题里出现这些词之一，就不是这种表单",
        "key": "加上支部，同一项再报时，新的代替旧的，例如 [月份]；一个支部只有一份的写 []",
        "every": "多久填一次；month 的都在每月的空白表里",
        "signed": "空白表底部由谁手写签字，例如 [党支部书记, 记录人]",
        "fields": "栏目：写在标签右边、下边，或“标签：内容”。每个栏目一行，写成 名称: {type: …}",
        "tables": "表格：按表头找列。每个表格写成 名称: 下面再写 columns",
    },
    "FieldOf": _ENTRY
    | {
        "labels": "别的叫法；名称本身总是认得的",
        "after": "紧跟在这个栏目后面的才算，例如谈话记录里的两个“职务”",
        "in_title": "没有标签时，从标题或工作表名里找",
        "times": "同一格里的起止时间归到哪两个栏目，例如 [开始时间, 结束时间]",
        "default": "没有填时的值",
        "cell": "固定的单元格，例如 B3；比标签优先",
        "wide": "在空白表上占满整行；长文字写 true",
        "printed": "写 false 时不印在空白表上，表里有就照样读",
    },
    "Column": _ENTRY
    | {
        "headers": "表头别的叫法；名称本身总是认得的",
        "anchor": "有这一列才算一行；每个表格要有且只有一列写 true",
        "total": "合计行里有这一列的合计",
        "width": "空白表的列宽，字数",
    },
    "Table": {
        "columns": "列，每列一行，写成 名称: {type: …}",
        "section": "空白表上这张表格的小标题",
        "optional": "整张表格可以没有",
        "blank_rows": "空白表上留几行",
    },
    "PacketMapping": {
        "packet": "材料包名称",
        "about": "一句话说明",
        "kinds": "哪几种活动用这个材料包，写活动类型里能选的值；不写就是一段时期一个文件夹",
        "every": "没有 kinds 时，一个材料包管多长时期，不写就是 year",
        "folder": "文件夹名，可用 {活动日期}、{活动主题}、{活动类型}、{年度}、{期间}",
        "sources": "用到的表单，写成 名称: {form: 表单名称, join: …}；documents 用这里的名称",
        "computes": "所有材料都要另外算的",
        "documents": "材料，按顺序一份一项",
    },
    "Source": {
        "form": "哪种表单，写它的映射里 form 后面的名称",
        "join": "这张表怎样归到材料包",
        "names": "换个名字：模板里的名称 → 表单里的名称；写了就只有这些",
        "table": "join: plan 时写：哪张表格每月一行",
        "expected": "写 true 时，没有收到也在材料目录里写明",
        "keep_original": "写 false 时，原件不放进“原始表单”",
    },
    "DocumentMapping": {
        "name": "文件名，可用大括号写栏目，例如 {月份}借阅登记",
        "template": "templates 文件夹里的模板文件名，例如 借阅登记.docx",
        "needs": "没有它就不生成；甲|乙 有一样即可",
        "uses": "有就用上，没有也生成",
        "computes": "这一份要另外算的",
        "rows": "这张表格填了才生成",
        "field": "这一栏填了才生成",
        "optional": "没有也不算缺",
        "contents": "写 true 时，这一份是材料目录",
    },
    "RuleFile": {
        "rules": "这一组规则的名称",
        "about": "一句话说明",
        "checks": "核对项目，每项写成 代码: 下面再写 about 等；代码是程序里的名称，不要改",
    },
    "Check": {
        "about": "核对什么",
        "stage": "什么时候核对",
        "severity": "查出来怎么办",
        "layer": "哪一级的规定",
        "source": "出自哪个文件",
        "article": "第几条",
        "kinds": "只核对这几种活动；不写就是都核对",
        "enabled": "写 false 时缺省不核对",
    },
}

VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "Type": {
        "text": "文字",
        "branch": "支部",
        "member": "姓名",
        "people": "多个姓名",
        "date": "日期",
        "date-or-text": "日期或文字",
        "birth": "出生年月",
        "month": "月份",
        "year": "年度",
        "time": "时间",
        "money": "金额（元）",
        "rate": "比例",
        "count": "人数",
        "choice": "单选",
        "choices": "多选",
        "yes-no": "是否",
        "mark": "签到标记",
    },
    "Every": {"month": "每月", "year": "每年，在一月的空白表里", "change": "有变动时"},
    "Role": {
        "branch": "支部",
        "date": "日期，活动按它归年、归天",
        "month": "月份",
        "year": "年度",
        "theme": "主题",
        "kinds": "活动类型",
        "member": "党员姓名",
        "mark": "签到",
        "excuse": "请假事由",
        "remark": "备注",
        "category": "人员类别",
        "base": "党费计算基数",
        "rate": "党费比例",
        "due": "应交",
        "paid": "实交",
        "paid-on": "交纳日期",
        "pays": "这次活动交纳党费",
        "photo": "照片文件名",
        "expected": "应到人数",
        "present": "实到人数",
        "excused": "请假人数",
        "absent": "缺席人数",
        "attendees": "参加人员",
        "observers": "列席人员",
        "speaker": "发言人",
        "talked-to": "谈话对象",
        "born": "出生日期",
        "admitted": "入党日期",
        "joined": "转入日期",
        "left": "转出日期",
    },
    "Join": {
        "subject": "由它产生材料包",
        "date": "同支部同日期",
        "month": "同支部同月",
        "plan": "年度计划里当月的一行",
        "branch": "支部现有的一份",
        "period": "那一段时期的全部，只用在没有 kinds 的材料包里",
    },
    "Length": {"month": "一个月", "quarter": "一个季度", "half": "半年", "year": "一年"},
    "Computation": {
        "日期": "支部、年度、月份、活动日期、活动主题、活动类型",
        "出勤": "应到、实到、请假、缺席的人数和名单，未到的人",
        "党费": "人数、应交、实交、未交合计",
        "照片": "照片的图、题名、拍摄时间，首图",
        "方案": "有没有安排和登记，议程的层次",
        "期号": "简报期号",
    },
    "Stage": {
        "reading": "读表时",
        "form": "收表时，能退回",
        "activity": "几张表放在一起时，只能提醒",
    },
    "Severity": {"stops": "退回", "warns": "提醒"},
    "Layer": {"national": "全国规定", "local": "地方规定", "unit": "本单位规定", "sense": "常理"},
}


def meaning(model: str, key: str) -> str:
    """Empty for a key that has no words here."""
    return KEYS.get(model, {}).get(key, "")


def meanings(kind: str) -> str:
    """`text 文字；branch 支部；…`, empty for an enumeration that speaks for itself."""
    return "；".join(f"{word} {words}" for word, words in VALUES.get(kind, {}).items())
