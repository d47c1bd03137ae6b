"""The family's templates of tables."""

from __future__ import annotations

from typing import Final

from dialect.build import cell, para, paras, table, template
from dialect.sample import Sample

_EACH: Final = ("{%tr for 人 in 表 %}", "")
_END: Final = ("{%tr endfor %}", "")
_SHADED: Final = '<w:shd w:val="clear" w:fill="FF0000"/>'
_CONTROLLED: Final = f"<w:sdt><w:sdtContent>{cell('{{ 值 }}')}</w:sdtContent></w:sdt>{cell('乙')}".join(
    ("<w:tr>", "</w:tr>")
)
_WIDE: Final = cell("{{ 值 }}", '<w:gridSpan w:val="2"/>')

TABLES: Final = {
    "each_row": Sample(
        template(table(("姓名", "数"), _EACH, ("{{ 人.姓名 }}", "{{ 人.数 }}"), _END))
    ),
    "rows_under_a_condition": Sample(
        template(table(("{{ 值 }}", "数"), ("{%tr if 有 %}", ""), ("甲", "{{ 值 }}"), ("乙", "丙"),
                       ("{%tr else %}", ""), ("丁", "戊"), ("{%tr endif %}", "")))
    ),
    "rows_in_a_loop_in_a_loop": Sample(
        template(table(("姓名", "数"), _EACH, ("{{ 人.姓名 }}", "组"), ("{%tr for 他 in 表 %}", ""),
                       ("{{ 人.数 }}", "{{ 他.姓名 }}"), _END, _END))
    ),
    "row_comment": Sample(template(table(("{{ 值 }}", "二"), ("{#tr 说明 #}", ""), ("三", "四")))),
    "whole_table_in_a_loop": Sample(
        template(paras("{%p for 人 in 表 %}") + table(("{{ 人.姓名 }}", "{{ 值 }}")) + paras("{%p endfor %}"))
    ),
    "wide_cell": Sample(template(table(("一", "二"), (_WIDE,)))),
    "only_loop_rows": Sample(template(table(_EACH, ("{{ 人.姓名 }}", "{{ 值 }}"), _END)), "必定占满"),
    "too_many_cells": Sample(template(table(("一", "二", "{{ 值 }}"), columns=2)), "多于列数"),
    "too_many_columns": Sample(template(table(("一", "{{ 值 }}"), columns=3)), "必定占满"),
    "each_cell": Sample(
        template(table(("名", "{%tc for 人 in 表 %}", "{{ 人.姓名 }}", "{%tc endfor %}"))), "一行有几格"
    ),
    "cells_under_a_condition": Sample(
        template(table(("一", "{%tc if 有 %}", "{{ 值 }}", "{%tc endif %}"), ("二", "三", "四", "五"))), "一行有几格"
    ),
    "rows_that_become_one": Sample(template(table(("一", "{% if 有 %}"), ("{% endif %}{{ 值 }}", "三"))), "同一层"),
    "cell_background": Sample(template(table(("{% cellbg 'FF9900' %}{{ 值 }}", "x"), ("a", "b")))),
    "cell_background_computed": Sample(
        template(table((cell(para("{% cellbg '00FF00' if 有 else 色 %}{{ 值 }}"), _SHADED), "x")))
    ),
    "cell_span": Sample(template(table(("{% colspan 表|length %}{{ 值 }}",), ("a", "b"))), "跨列数"),
    "merged_down": Sample(
        template(table(("名", "数"), _EACH, ("{% vm %}{{ 值 }}", "{{ 人.姓名 }}"), _END))
    ),
    "merged_across": Sample(
        template(table(("{%tc for 人 in 表 %}", "{% hm %}{{ 值 }}", "{%tc endfor %}"))), "一行有几格"
    ),
    "nested_table": Sample(
        template(table((cell(table(("{{ 值 }}", "内")) + para("")), "外"))), "套着表格"
    ),
    "cell_in_a_control": Sample(
        template(table(("一", "二")).replace("</w:tbl>", f"{_CONTROLLED}</w:tbl>")), "内容控件"
    ),
}  # fmt: skip
