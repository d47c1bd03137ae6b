"""The family's templates whose tags stand in running text."""

from __future__ import annotations

from typing import Final

from dialect.build import NAMES, para, paras, run, template, text_box
from dialect.sample import Sample

_LOOP: Final = ("{%p for 人 in 表 %}", "{{ 人.姓名 }}{% if not loop.last %}、{% endif %}", "{%p endfor %}")
_THREE_DEEP: Final = (
    "{% for a in 表 %}{% for b in 表 %}{% for c in 表 %}{{ a.数 }}{{ b.数 }}{{ c.姓名 }};"
    "{% endfor %}{% endfor %}{% endfor %}"
)
_STYLED: Final = f"<w:p>{run('{{ 值 }}', '<w:b/>')}{run(' 与 ')}{run('{{ 值 }}', '<w:i/>')}</w:p>"
_RUNS: Final = (
    f"<w:p>{run('前 ')}{run('{%r if 有 %}')}{run('{{ 值 }}', '<w:b/>')}{run('{%r endif %}')}{run(' 后')}</w:p>"
)
_SPLIT: Final = (
    f"<w:p>{run('{', '<w:b/>')}{run('{ ')}{run('值', '<w:i/>')}<w:proofErr w:type='spellStart'/>{run(' }')}"
    f"{run('} 与 {% i')}{run('f 有 %}“是”{% endif %}')}</w:p>"
)
_FIELD: Final = f'<w:p><w:fldSimple w:instr="TITLE {{{{ 值 }}}}">{run("{{ 值 }}")}</w:fldSimple></w:p>'
_LONG_FIELD: Final = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTHOR {{ 值 }} </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("{{ 值 }}")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_CONTROL: Final = (
    '<w:sdt><w:sdtPr><w:alias w:val="{{ 值 }}"/></w:sdtPr><w:sdtContent>'
    f"{para('{{ 值 }}')}</w:sdtContent></w:sdt><w:p><w:sdt><w:sdtContent>{run('{{ 值 }}')}</w:sdtContent></w:sdt></w:p>"
)
_LINK: Final = f'<w:p><w:hyperlink w:anchor="书签" w:tooltip="{{{{ 值 }}}}">{run("{{ 值 }}")}</w:hyperlink></w:p>'
_CHANGED: Final = (
    f'<w:p><w:ins w:id="1" w:author="甲">{run("{{ 值 }}")}</w:ins><w:del w:id="2" w:author="甲">'
    "<w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
)
_WPS: Final = (
    f'<w:p {NAMES} xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData">'
    '<w:pPr><w:keepNext w:val="0"/><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:pPr>'
    + run("{{", '<w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>')
    + "<w:bookmarkStart w:id='0' w:name='_GoBack'/><w:bookmarkEnd w:id='0'/>"
    + run(" 值 ", '<w:rFonts w:hint="default"/>')
    + run("}}：{{ 值 }}", '<w:rFonts w:hint="eastAsia"/>')
    + "</w:p>"
)
_EMPTY_ELEMENTS: Final = (
    '<w:p w:rsidR="1"/><w:p w:rsidR="2"><w:r w:rsidR="3"/><w:r><w:t xml:space="preserve"/><w:br/><w:t>{{ 值 }}</w:t>'
    "</w:r></w:p>"
)

TEXTS: Final = {
    "scalar": Sample(template(paras("[{{ 值 }}]", " {{ 值 }} ", "{{值}}{{ 值|trim }}"))),
    "styled_runs": Sample(template(_STYLED)),
    "conditional_paragraphs": Sample(
        template(
            paras("{%p if 有 %}", "有：{{ 值 }}", "{%p elif 值 %}", "{{ 值 }}", "{%p else %}", "无", "{%p endif %}")
        )
    ),
    "loop_of_paragraphs": Sample(template(paras(*_LOOP))),
    "loop_three_deep": Sample(template(para(_THREE_DEEP))),
    "loop_else": Sample(
        template(para("{% for 人 in 表 if 人.数 > 8 %}{{ 人.姓名 }}{% else %}无人 {{ 值 }}{% endfor %}"))
    ),
    "conditional_runs": Sample(template(_RUNS)),
    "split_tags": Sample(template(_SPLIT)),
    "curly_quotes": Sample(template(para("{% if 值 == ‘是’ or “甲” %}{{ 值 }}{% endif %}"))),
    "comparison": Sample(template(para("{% if 表|length &lt; 9 and 1 &gt; 0 %}{{ 值 }}{% endif %}"))),
    "trimmed": Sample(template(paras("一 {% if 有 -%}", "{{ 值 }}", "{%- endif %} 二", "三 {{- 值 -}} 四"))),
    "comments": Sample(template(paras("{# 说明 #}{{ 值 }}", "{#p 整段说明 #}", "末{# {{ 没有 }} #}"))),
    "set": Sample(template(para("{% set 名 = 值|trim %}{{ 名 }} {{ 表|map(attribute='姓名')|join('、') }}"))),
    "constants": Sample(template(paras(r"{{ '一\n二' }}", "{{ 7 }}{{ 值 ~ '！' }}", "{{ '“' ~ 值 }}"))),
    "field": Sample(template(_FIELD)),
    "field_of_runs": Sample(template(_LONG_FIELD), "不在文字里"),
    "content_control": Sample(template(_CONTROL)),
    "hyperlink": Sample(template(_LINK)),
    "tracked_changes": Sample(template(_CHANGED)),
    "from_wps": Sample(template(_WPS)),
    "empty_elements": Sample(template(_EMPTY_ELEMENTS)),
    "merged_paragraphs": Sample(template(paras("甲{% if 有 %}", "{{ 值 }}", "{% endif %}乙"))),
    "signed_statement": Sample(template(para("{%+ if 有 %}{{ 值 }}{%+ endif %}"))),
    "own_escapes": Sample(template(para("{_{ 原样 }_} {{ 值 }}")), "{_{"),
    "raw": Sample(template(para("{% raw %}{{ 值 }}{% endraw %}{{ 值 }}")), "raw"),
    "macro": Sample(template(para("{% macro 框(x) %}[{{ x }}]{% endmacro %}{{ 框(值) }}{{ 框(值) }}")), "macro"),
    "set_block": Sample(template(para("{% set 句 %}（{{ 值 }}）{% endset %}{{ 句 }}")), "endset"),
    "filter_block": Sample(template(para("{% filter trim %} a{{ 值 }} {% endfilter %}")), "filter"),
    "safe": Sample(template(para("{{ 值|e|safe }}"))),
    "text_box": Sample(template(text_box(para("框{{ 值 }}")) + para("{{ 值 }}")), "文本框"),
    "line_break_in_template": Sample(template(para("一\n二{{ 值 }}")), "换行或制表符"),
    "no_tags": Sample(template(paras("只有文字", "{ 值 } % #"))),
    "nothing": Sample(template("")),
}
