"""What each key of the mapping language means, in the words of those who write mappings."""

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

_CITED: Final = {
    "about": "要求什么",
    "layer": "哪一级的规定",
    "source": "出自哪个文件",
    "article": "第几条",
}
_RULE: Final = _CITED | {
    "severity": "没有做到怎么办；不写就是 warns",
    "valid_from": "从哪一天起有效，例如 2026-01-01",
    "valid_to": "到哪一天为止（当天还有效）；一直有效的不写",
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
        "office": "写 true 时，由党总支、党委等上级党组织报送，它没有党员花名册也收",
        "only_titled": "写 true 时，标题里有 title 的词才认作这种表单：栏目太少、太平常，别的材料也有的",
        "in_rows": "写 true 时，一张工作表可以登记几份：栏目排成一行表头，下面一行一份；本来就有表格的，"
        "表格里多一列日期，同一天的几行算一份",
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
        "instead": "没有填时，用哪一栏的，例如 [授课题目]；前面的优先",
        "cell": "固定的单元格，例如 B3；比标签优先",
        "wide": "在空白表上占满整行；长文字写 true",
        "lines": "长文字在空白表上留几行；不写就看纸上还有多少地方",
        "printed": "写 false 时不印在空白表上，表里有就照样读",
    },
    "Column": _ENTRY
    | {
        "headers": "表头别的叫法；名称本身总是认得的",
        "anchor": "有这一列才算一行；每个表格要有且只有一列写 true",
        "total": "合计行里有这一列的合计",
        "ticks": "签到分写在几列时，每一列的表头 → 在它下面打√是什么意思，例如 {出席: 出席, 请假: 请假}",
        "sessions": "签到不止一次时，每一次的表头，例如 [上午签到, 下午签到]",
        "of_sessions": "几次签到不一样时怎么算；不写就退回，请支部写明",
        "width": "空白表的列宽，字数",
    },
    "Table": {
        "columns": "列，每列一行，写成 名称: {type: …}",
        "section": "空白表上这张表格的小标题",
        "optional": "整张表格可以没有",
        "each_month": "一年一张的表里，1月到12月各占一列的是哪一列，例如 实交；每个月算一份表",
        "blank_rows": "空白表上留几行",
    },
    "PacketMapping": {
        "packet": "材料包名称",
        "about": "一句话说明",
        "kinds": "哪几种活动用这个材料包，写活动类型里能选的值；不写就是一段时期一个文件夹",
        "every": "没有 kinds 时，一个材料包管多长时期，不写就是 year",
        "follows": "多长时期照哪条规则（requirements 里的名称）的 every；支部用的规则里没有这一条时，用上面的 every",
        "folder": "文件夹名，可用 {活动日期}、{活动主题}、{活动类型}、{年度}、{期间}",
        "sources": "用到的表单，写成 名称: {form: 表单名称, join: …}；documents 用这里的名称",
        "computes": "所有材料都要另外算的",
        "documents": "材料，按顺序一份一项",
        "papers": "本人写的文件（讲稿、志愿书等），收到什么就原样放进文件夹，一种一项",
    },
    "PaperMapping": {
        "name": "文件名的开头，后面接原来的文件名，例如 05 党课讲稿",
        "paper": "哪种文件，写 mappings/papers 里 kinds 下面的名称",
        "kinds": "只有这几种活动才有；不写就是都有",
        "ahead": "写 true 时是为活动准备的：写明的日期可以在活动以前，归到其后的第一次",
        "optional": "没有也不算缺",
    },
    "HandbookMapping": {
        "handbook": "手册的名称",
        "about": "一句话说明",
        "sections": "各部分，写在前面的印在前面；每部分写成 名称: {of: […]}",
    },
    "SectionMapping": {
        "of": "编入哪些材料包；只编其中一份材料的，写成 材料包/材料名称，名称不带编号",
        "by_month": "写 true 时，各材料包按月份排在一起",
        "made": "手册自己编的一页",
    },
    "ArchiveMapping": {
        "archive": "归档范围的名称",
        "about": "一句话说明",
        "boxes": "各盒，按先后；每盒写成 名称: {of: […], retention: …, code: …}",
    },
    "BoxMapping": {
        "of": "归入哪些材料包；只归其中一份材料的，写成 材料包/材料名称，名称不带编号",
        "kinds": "只归这几种活动的；不写就是都归",
        "retention": "保管期限；dangan.toml 的 [archive.retention] 里写了这一盒的，以那里为准",
        "code": "档号里代表这一盒（机构或问题）的代码，用大写字母或数字，例如 BGS",
        "from_above": "写 true 时，材料不是本支部写的，归档文件目录里的责任者留空，由本人填写",
        "photos": "写 true 时，活动照片放在这一盒",
    },
    "PaperFile": {
        "papers": "这一组文件材料的名称",
        "about": "一句话说明",
        "photos": "图片的文件名或文件夹名里有这些词之一，就是照片，不是文件材料",
        "kinds": "文件材料的种类，每种写成 名称: 下面再写 words",
    },
    "PaperKind": {
        "about": "是什么材料",
        "words": "文件名或文件夹名里有这些词之一就是这种；名称本身总是认得的，词长的优先",
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
        "kinds": "只有这几种活动才有这一份；不写就是都有",
        "computes": "这一份要另外算的",
        "rows": "这张表格填了才生成",
        "field": "这一栏填了才生成",
        "filled": "这些栏目、表格（或 表格.栏目）填了一样，迎检时才算有这一份；都空着的只是待写的空页",
        "optional": "没有也不算缺",
        "contents": "写 true 时，这一份是材料目录",
    },
    "RuleFile": {
        "rules": "这一组规则的名称，dangan.toml 的 [rules] 用它来选",
        "about": "一句话说明",
        "checks": "核对项目，每项写成 代码: 下面再写 about 等；代码是程序里的名称，不要改。不用选，总是核对",
        "theme_day": "主题党日在哪一天",
        "deadlines": "什么要在哪一天以前报送、通知",
        "requirements": "要有什么、多久一次",
        "thresholds": "到了、过了多少要提醒；表决和选举的人数",
        "dues": "各类党员每月交多少党费；从上往下，先对上的一类算数",
        "genres": "活动从哪几个方面开展",
    },
    "Check": _CITED
    | {
        "about": "核对什么",
        "stage": "什么时候核对",
        "severity": "查出来怎么办",
        "kinds": "只核对这几种活动；不写就是都核对",
        "enabled": "写 false 时缺省不核对",
    },
    "ThemeDayRule": _RULE
    | {
        "day": "每月几日，1 到 28；和 nth 写其中一个",
        "nth": "当月第几个（1 到 4）星期几，和 weekday 一起写",
        "weekday": "星期几，1 是星期一；不写就是 5",
        "dates": "个别月份另定的日子，例如 [2026-07-01]；那个月就用它，遇放假也不移动",
        "within_days": "遇放假前后移动，最多移动几天；不写就是在当月里移动",
        "last_day": "移动以后最晚是几日，例如上旬写 10",
        "remarks": "哪个月要记住什么，例如 {7: 可与党章学习日合并}",
    },
    "DeadlineRule": _RULE
    | {
        "form": "报送哪种表单",
        "paper": "报送、张贴什么（不是表单的）",
        "to": "交给谁",
        "every": "多久一次；不写就是 year",
        "by": "哪几天以前（当天还算按时），每一期写一个，例如 [12-30]、[03-20, 06-20, 09-20, 12-20]",
        "ahead": "写 true 时，是为下一期的：年底报下一年的计划，季末报下一季度的",
        "after": "从哪个期限算起，写那条规则的名称；和 workdays 一起写",
        "workdays": "after 之后几个工作日内",
        "days_before": "活动前至少几天，和 kinds 一起写",
        "kinds": "哪几种活动之前",
        "office": "写 true 时，是上级党组织（党总支、党委）的事，不向支部要",
    },
    "RequirementRule": _RULE
    | {
        "every": "多久一次；event 是每次活动",
        "at_least": "每一期至少几次；不写就是 1",
        "kinds": "哪几种活动算数，写活动类型里能选的值；every: event 时，是哪几种活动",
        "forms": "哪几种表单算数；every: event 时，每次都要有",
        "documents": "材料包里的哪几份材料（文件名去掉前面的数字）算数；every: event 时，每次都要有",
        "papers": "另存的哪几样纸质材料、文件算数；every: event 时，每次都要有",
        "tags": "只算活动类别、主题或谈话双方是这些词的",
        "within_days": "期满以后几天内还算按时；every: event 时，活动后几天内",
        "drift_days": "再过几天内补上的，还算这一期的，记为逾期",
        "members_from": "正式党员满几人的支部才要求，例如支委会写 7",
        "with_groups": "写 true 时，有党小组的支部才要求",
        "score": "考核时一年多少分，按要有的次数平分；不写就不计分",
        "score_late": "都迟了还得多少分；不写就是 0",
    },
    "ThresholdRule": _RULE
    | {
        "measure": "量什么",
        "at_least": "不少于；数或几分之几，例如 3、4/5",
        "more_than": "超过，例如 1/2",
        "at_most": "不超过，例如 1/3、1000",
        "window_months": "只算多少个月以内的；不写就是不限",
        "kinds": "缺席、表决、选举只看哪几种活动的；不写就是都看",
    },
    "DuesRule": _RULE
    | {
        "words": "人员类别里有这些词之一，就是这一类",
        "otherwise": "写 true 时，没有写身份的也算这一类",
        "steps": "按基数分级的比例，从低到高；全部基数用一个比例",
        "least": "定额的最低，元/月；和 most 一起写",
        "most": "定额的最高，元/月",
    },
    "GenreRule": _RULE | {"genres": "哪几个方面 → 表上也可以写的词，例如 {志愿服务: [志愿], 业务培训: []}"},
    "Step": {"to": "基数到多少元（含）；最后一级不写", "rate": "比例，例如 0.5%"},
    "HolidayYear": {
        "holidays": "哪一年",
        "source": "出自哪个通知",
        "off": "放假的日子，例如 [2027-01-01, 2027-02-05 至 2027-02-11]",
        "work": "调休上班的星期六、星期日",
    },
}


def meaning(model: str, key: str) -> str:
    """Empty for a key that has no words here."""
    return KEYS.get(model, {}).get(key, "")
