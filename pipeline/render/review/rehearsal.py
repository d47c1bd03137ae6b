"""A rendering that failed, done again with nothing but the tags: what fails is noted, and the rendering goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from types import GeneratorType
from typing import Any, Final
from xml.etree import ElementTree

from jinja2.runtime import Context
from markupsafe import Markup

from pipeline.errors import TemplateError
from pipeline.model.picture import Picture
from pipeline.render.environment import Environment, NeedsDocxtpl
from pipeline.render.fault import TemplateFault
from pipeline.render.printing import check_text, no_text, printed
from pipeline.render.review.lines import line_now, line_of
from pipeline.render.review.missing import noting
from pipeline.render.review.parts import Part
from pipeline.render.review.syntax import in_a_loop, no_name, not_in
from pipeline.render.review.telling import reason, refusal, shown
from pipeline.render.review.trail import Row, Trail, followed
from pipeline.render.review.written import Tag

_FAILED: Final = Markup("")
"""What comes of that which has failed: nothing more is said of it."""
_NOWHERE: Final = Tag("", "", -1)


def rehearse(parts: list[Part], context: Mapping[str, Any]) -> list[TemplateFault]:
    """In document order, each once. Raises jinja2.TemplateSyntaxError for a template that cannot be parsed."""
    rows = followed(context)
    return [fault for part in parts if part.is_filled for fault in _Rehearsal(part, rows).run()]


class _Rehearsal(Environment):
    """Wherever Jinja comes back to its environment, what fails is caught and noted."""

    intercepted_binops = frozenset(Environment.default_binop_table)
    intercepted_unops = frozenset(Environment.default_unop_table)

    def __init__(self, part: Part, context: Row) -> None:
        super().__init__(finalize=self._print)
        self._part = part
        self._context = context
        self._trail = Trail(context)
        self._found: dict[tuple[str, str, str, str], tuple[int, TemplateFault]] = {}
        self._safe: dict[int, Markup] = {}
        """By line, what a tag has declared to be XML."""
        self.filters = {name: self._guarded(name, each) for name, each in self.filters.items()}
        self.undefined = noting(self._missing)

    def run(self) -> list[TemplateFault]:
        template = self.from_string(self._part.source)
        try:
            text = "".join(template.root_render_func(template.new_context(self._context)))
        except Exception as error:
            # What nothing below could go on after: `1 < "a"`, a number in {% for %}.
            line = line_of(error)
            self._note(line, "", refusal(error), _CHECK_TAG, self._context.get(next(iter(_words(self._tag(line))), "")))
        else:
            self._look_at(text)
        return [fault for _, fault in sorted(self._found.values(), key=lambda found: found[0])]

    # --- where Jinja comes back

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Row) and attribute in obj:
            return self._trail.take(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Row) and argument in obj:
            return self._trail.take(obj, argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if left is _FAILED or right is _FAILED:
            return _FAILED
        return self._tried(lambda: super(_Rehearsal, self).call_binop(context, operator, left, right), left, operator)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        return self._tried(lambda: super(_Rehearsal, self).call_unop(context, operator, arg), arg, operator)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        return __self._tried(lambda: super(_Rehearsal, __self).call(__context, __obj, *args, **kwargs), __obj, "()")

    def _print(self, value: Any) -> Any:
        try:
            if isinstance(value, Picture):
                self._check_place(value)
                return Markup("")
            text = printed(value)
            # Rich text is XML already, and is asked for nothing but what XML can hold.
            check_text(str(getattr(text, "xml", "")))
            if isinstance(text, Markup) and _SAFE.search(self._tag(line_now()).text):
                self._safe[line_now()] = text
            if not isinstance(text, str) and hasattr(text, "__html__"):
                self._check_place(value)
                return ""
        except TemplateError as error:
            self._refused(value, error)
            return ""
        return text

    def _check_place(self, value: Any) -> None:
        """Raises TemplateError where a picture or rich text cannot stand."""
        tag = self._tag(line_now())
        if tag.in_attribute or _IN_ATTRIBUTE.match(tag.text):
            raise no_text()
        if isinstance(value, Picture) and self._part.name.startswith("脚注"):
            raise TemplateError("脚注里不能放图片", "请放到正文、页眉或页脚里")

    def _guarded(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        # Jinja marks filters that want their environment or context before the value.
        at = 1 if hasattr(function, "jinja_pass_arg") else 0

        @wraps(function)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            def made() -> Any:
                result = function(*args, **kwargs)
                return list(result) if isinstance(result, GeneratorType) else result

            return _FAILED if args[at] is _FAILED else self._tried(made, args[at], name)

        return guarded

    def _tried(self, make: Callable[[], Any], value: Any, by: str) -> Any:
        try:
            return make()
        except TemplateError as error:
            self._refused(value, error)
        except NeedsDocxtpl:
            pass  # pictures in a row, which docxtpl can print
        except Exception as error:
            if (line := line_now()) == 0:
                raise  # Jinja tries constants while it compiles: told when they are printed
            hint = _JOIN if by == "+" else _MEND_VALUE
            self._note(line, "", f"{shown(value)}不能用“{by}”处理{reason(error)}", hint, value)
        return _FAILED

    # --- what is noted

    def _missing(self, name: str, obj: Any, is_inside: bool) -> None:
        line = line_now()
        field = next((word for word in _words(self._tag(line)) if word == name or word.endswith(f".{name}")), name)
        if not name:
            self._note(line, field, "这里没有上一行、下一行，或者表是空的", _MAY_BE_NONE)
        elif not is_inside:
            self._note(line, field, *no_name(name, self._context))
        elif isinstance(obj, list):
            columns = sorted({key for row in obj if isinstance(row, Row) for key in row})
            words = in_a_loop(field, name) if name in columns else not_in(field, name, columns)
            self._note(line, field, *words)
        else:
            self._note(line, field, *not_in(field, name, [str(key) for key in obj] if isinstance(obj, dict) else []))

    def _refused(self, value: Any, error: TemplateError) -> None:
        """By `printed`: None, or text that no XML can hold."""
        if (line := line_now()) == 0:
            raise error
        self._note(line, "", "值是空的（None）" if value is None else error.message, error.hint, value)

    def _note(self, line: int, field: str, message: str, hint: str, value: Any = None) -> None:
        number, words = self._part.number_at(line), _words(self._tag(line))
        path = "" if field else self._path_of(value, words)
        row = re.search(r"(.*)\[(\d+)\]", path)
        told = f"{message}（“{row[1]}”第{row[2]}行）" if row else message
        field = field or next(iter(words), "")
        tag = self._tag(line)
        fault = TemplateFault(self._part.name, tag.place, tag.paragraph, tag.text, field, told, hint, path)
        # Word keeps a text box twice: what is wrong in both is told once.
        self._found.setdefault((tag.place, tag.text, field, told), (number, fault))

    def _path_of(self, value: Any, words: list[str]) -> str:
        """Of the value itself, or of the one among those that made it which cannot be printed."""
        if isinstance(value, list):
            return self._trail.path_where(
                lambda taken: _is_refused(taken) and not isinstance(taken, list), []
            ) or self._trail.path_where(lambda taken: taken is value, words)
        return self._trail.path_where(lambda taken: taken is value, words) or self._trail.path_where(
            lambda taken: isinstance(value, str) and _is_refused(taken) and str(taken) in value, words
        )

    def _tag(self, line: int) -> Tag:
        return self._part.tag_at(line) or _NOWHERE

    def _look_at(self, text: str) -> None:
        """Marks are no XML, and stand only within tags; what is left of the part must be whole."""
        if self._found or not self._part.source.lstrip().startswith("<"):
            return
        try:
            ElementTree.fromstring(text)
        except ElementTree.ParseError:
            for line, value in self._safe.items():
                self._note(line, "", f"{shown(value)}不是完整的 Word 内容", _NOT_SAFE, value)
            if not self._safe:
                self._note(0, "", "填好以后不是完整的 Word 内容", _LEVELS)


_MEND_VALUE: Final = "请检查表单里的这一格，或模板里的写法"
_JOIN: Final = "+ 只加数字；要把文字接起来，请用 ~，如 {{ 日期 ~ '起' }}"
_MAY_BE_NONE: Final = "请用 {% if not loop.first %}、{% if not loop.last %} 或 {% if 表格 %} 围起来"
_CHECK_TAG: Final = "请检查模板里的写法"
_LEVELS: Final = "多半是 {% if %}、{% for %} 的开头和结尾不在同一层（段落、格、行），请改用 {%p %}、{%tr %}"
_IN_ATTRIBUTE: Final = re.compile(r"\{%-?\s*(?:cellbg|colspan)\b")
_SAFE: Final = re.compile(r"\|\s*safe\b")
_NOT_SAFE: Final = "请去掉 |safe：文字里的 < 和 & 由程序处理"
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"|[‘“][^’”]*[’”]")
_NO_NAMES: Final = re.compile(r"\|\s*\w+|^\s*(?:(?:tr|tc|p|r)\s+)?for\s.*?\sin\s|^\s*(?:tr|tc|p|r)\s")
_NAMES: Final = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_LANGUAGE: Final = frozenset(
    ("if", "elif", "else", "and", "or", "not", "in", "is", "set", "none", "None", "true", "false", "cellbg", "colspan")
)


def _words(tag: Tag) -> list[str]:
    """The dotted names in a tag: no words of the language, no filters, no names that a loop gives."""
    inner = _NO_NAMES.sub(" ", _QUOTED.sub("", tag.text.strip("{}%-")))
    return [word for word in _NAMES.findall(inner) if word not in _LANGUAGE]


def _is_refused(value: Any) -> bool:
    try:
        printed(value)
    except TemplateError:
        return True
    return False
