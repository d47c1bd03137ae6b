"""The papers that persons of the branch wrote: by name of the file, with what stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from sample_year.lectures import LECTURES
from sample_year.life_meeting import SELF, WHEN
from sample_year.paper import paper
from sample_year.people import COMMITTEE


def papers() -> Iterator[tuple[int, str, bytes]]:
    """Month in which it was handed in, name of the file, content."""
    for lecture in LECTURES:
        speaker = str(lecture.more["主讲人"])
        opening = lecture.minutes[0]
        text = paper(lecture.theme, "同志们：", opening.partition("：")[2], lecture.closing, signed=speaker)
        yield lecture.day.month, f"党课讲稿 {lecture.day.isoformat()} {speaker}.docx", text
    yield (
        5,
        "入党申请书 林小满.docx",
        paper(
            "入党申请书",
            "敬爱的党组织：",
            "我志愿加入中国共产党，愿意从窗口的每一次接待做起，接受组织的考验。",
            signed="林小满\n2024年2月26日",
        ),
    )
    yield (
        6,
        "入党志愿书 林小满.docx",
        paper(
            "入党志愿书（节录）",
            "我志愿加入中国共产党，拥护党的纲领，遵守党的章程，履行党员义务。",
            "守得住，才接得上。",
            signed="林小满\n2026年6月8日",
        ),
    )
    yield (
        8,
        "转正申请书 蒋海涛.docx",
        paper(
            "转正申请书",
            "敬爱的党组织：",
            "我于 2025 年 9 月 12 日被接收为预备党员，预备期将满，特申请按期转正。",
            "一年来参加组织生活没有缺席，最大的不足是写材料慢。",
            signed="蒋海涛\n2026年8月28日",
        ),
    )
    yield (
        3,
        "思想汇报 林小满.docx",
        paper(
            "思想汇报", "这个季度我列席了三月的主题党日，第一次听完党章总纲的四段领学。", signed="林小满\n2026年3月31日"
        ),
    )
    yield (
        7,
        "学习心得体会 林小满.docx",
        paper("一枚党徽的重量", "党徽不重，戴上以后，说话做事都会多想一步。", signed="林小满\n2026年7月24日"),
    )
    yield (
        10,
        "学习心得体会 秦晓岚.docx",
        paper("红旗村的四十六盒账册", "账册里有三代支书的签名，一笔一画都能对上。", signed="秦晓岚\n2026年10月27日"),
    )
    yield from ((12, name, text) for name, text in _of_the_meeting())


def _of_the_meeting() -> Iterator[tuple[str, bytes]]:
    day = WHEN.isoformat()
    yield (
        f"组织生活会筹备情况 {day}.docx",
        paper(
            "组织生活会筹备情况",
            "谈心谈话、征求意见、学习资料、发言提纲四项准备已经完成。",
            "共征求意见建议七条，均已列入意见清单。",
        ),
    )
    yield (
        f"组织生活会主持词 {day}.docx",
        paper(
            "组织生活会主持词", "同志们：现在开会。今天的议程共五项。", "请大家开门见山，既要红脸出汗，也要治病救人。"
        ),
    )
    yield (
        f"组织生活会学习资料 {day}.docx",
        paper(
            "组织生活会学习资料目录",
            "一、《中国共产党章程》总纲",
            "二、《关于新形势下党内政治生活的若干准则》",
            "三、《中国共产党支部工作条例（试行）》",
        ),
    )
    for name in COMMITTEE:
        done, wanting, aim = SELF[name]
        title = f"{name}同志对照发言提纲"
        text = paper(
            title, f"一、一年来的工作：{done}", f"二、存在的问题：{wanting}", f"三、努力方向：{aim}", signed=name
        )
        yield f"对照发言材料 {day} {name}.docx", text
