"""The words, dates, amounts and small parts that every page is made of. Builtin: no `{% load %}` needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.forms.boundfield import BoundField
from django.forms.forms import BaseForm
from django.http import QueryDict
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from noaber.calendar import words
from noaber.parties.clock import AMSTERDAM
from noaber.values import Clause, Euro, Period, Trace
from noaber.web.labels import label_of, words_about, words_for

register = template.Library()
STATES = ("done", "open", "wait", "late", "off")


@register.filter
def day(value: date | None) -> str:
    """A day as people read it in a table: `di 8 dec 2026`; empty for none."""
    return words.short_day(value) if value else ""


@register.filter
def days_left(value: date | None, today: date) -> str:
    """How long there is left until a day: `nog 5 werkdagen`, `vandaag`, `3 werkdagen te laat`; empty for none."""
    return words.days_left(value, today) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as people read it, on the clock of the Netherlands: `8 dec 2026 14:05`; empty for none."""
    if value is None:
        return ""
    here = value.astimezone(AMSTERDAM)
    return f"{here.day} {words.MONTHS[here.month - 1]} {here.year} {here:%H:%M}"


@register.filter
def euro(value: Euro | int | None) -> str:
    """An amount, given as Euro or as whole cents: `€ 1.234,50`; empty for none."""
    if value is None or value == "":
        return ""
    return str(value if isinstance(value, Euro) else Euro(int(value)))


@register.filter
def number(value: int | Decimal | None) -> str:
    """A number as people read it: `1.234` or `1.234,5`; empty for none."""
    if value is None or value == "":
        return ""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


@register.filter
def period(value: Period | str | None) -> str:
    """A period in words: `3e kwartaal 2026`. Takes a Period or its code."""
    if not value:
        return ""
    return str(value if isinstance(value, Period) else Period.parse(value))


@register.filter
def about(name: str) -> str:
    """What the journal names, in words: `case:2026-H7KQ3T` is zaak 2026-H7KQ3T."""
    return words_about(name)


@register.filter
def act_label(code: str) -> str:
    """What an act is called: `Zaak registreren`."""
    return label_of("act", code)


@register.filter
def function_label(code: str) -> str:
    """What a function is called: `teamleider Dienstverlening`."""
    return label_of("function", code)


@register.filter
def act_address(code: str) -> str:
    """Where an act is done; empty where its subject does not say."""
    return words_for("address", code) or ""


@register.simple_tag(name="clause")
def clause_link(where: Clause | str | None) -> str:
    """The clause that something rests on: a link to its text, or plain words for an act of parliament."""
    if not where:
        return ""
    return _clause_in_words(where)


@lru_cache(maxsize=2_000)
def _clause_in_words(where: Clause | str) -> str:
    found = where if isinstance(where, Clause) else written_clause(where)
    if not found.of_agreement:
        return str(found).replace("art. ", "art.\u00a0")
    return format_html('<a class="nb-clause" href="{}">{}</a>', reverse("clause", args=[found.number]), found)


def written_clause(text: str) -> Clause:
    """A clause as the journal writes it: `3.7` of the agreement, or `Awb 4:15` of an act."""
    if text[:1].isdigit():
        return Clause("overeenkomst-0000", text)
    words = text.split(" ")
    place = next((at for at, word in enumerate(words) if at and (word[:1].isdigit() or len(word) == 1)), len(words))
    return Clause(" ".join(words[:place]), " ".join(words[place:]))


@register.simple_tag
def state(text: str, shape: str = "off") -> str:
    """A state: the word, with a shape and a colour. Shapes: done, open, wait, late, off."""
    assert shape in STATES, f"{shape} is no shape of a state"
    return format_html('<span class="nb-state nb-state--{}">{}</span>', shape, text)


@register.inclusion_tag("web/why.html")
def why(trace: Trace | None, label: str = "") -> dict[str, Any]:
    """The why-panel of a number; nothing where there is no trace."""
    return {"trace": trace, "label": label}


@register.simple_tag
def lines_url(query: str) -> str:
    """Where the journal lines under a number are listed."""
    return f"{reverse('journal-lines')}?{query}"


@register.inclusion_tag("web/pages.html", takes_context=True)
def paginate(context: Context, rows: Any) -> dict[str, Any]:
    """Where somebody is in a long list, with links to the page before and after; other filters are kept."""
    query: QueryDict = context["request"].GET.copy()

    def address(page: int) -> str:
        query["pagina"] = str(page)
        return f"?{query.urlencode()}"

    return {
        "rows": rows,
        "more": getattr(rows, "more_than_counted", False),
        "before": address(rows.page - 1) if rows.page > 1 else "",
        "after": address(rows.page + 1) if rows.has_next else "",
    }


@register.simple_tag(takes_context=True)
def filtered(context: Context, **changes: Any) -> str:
    """The address of this list with other filters; an empty value takes a filter away. Starts at the first page."""
    query: QueryDict = context["request"].GET.copy()
    query.pop("pagina", None)
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def asset(path: str) -> str:
    """Where a static file is served; by its plain name as long as the files have not been collected.

    A page must not break because its style sheet is not there yet.
    """
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.simple_tag
def theme(slug: str) -> str:
    """The colours of a municipality, where it has them."""
    path = f"noaber/themes/{slug}.css"
    return format_html('<link rel="stylesheet" href="{}">', asset(path)) if slug and _exists(path) else ""


@lru_cache(maxsize=500)
def _exists(path: str) -> bool:
    return finders.find(path) is not None


class Remembered:
    """What was drawn before, by the values that it was made of. The oldest is forgotten first."""

    MOST = 4_000

    def __init__(self) -> None:
        self.drawn: OrderedDict[Any, SafeString] = OrderedDict()

    def get(self, key: Any, draw: Callable[[], SafeString]) -> SafeString:
        """What was drawn for this key, drawn now if it was not."""
        if (known := self.drawn.get(key)) is not None:
            return known
        text = self.drawn[key] = draw()
        while len(self.drawn) > self.MOST:
            with suppress(KeyError):  # another thread took the oldest
                self.drawn.popitem(last=False)
        return text


class DrawnOnce(template.Node):
    """Remembers what it drew for the same values, so that rows everybody looks at are not drawn for everybody.

    Only for parts of a page that are made of those values and nothing else: no form, no nonce, no other filter.
    """

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.drawn = Remembered()

    def render(self, context: Context) -> SafeString:
        key = tuple(_frozen(value.resolve(context)) for value in self.values)
        return self.drawn.get(key, lambda: self.nodelist.render(context))


def _frozen(value: Any) -> Any:
    """A row, or a list of rows, as something that can be looked up."""
    if isinstance(value, dict):
        return tuple(value.values())
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


@register.tag
def drawn(parser: Parser, token: Token) -> DrawnOnce:
    """`{% drawn row day %}...{% enddrawn %}`: the same row and day are drawn once per process, and then remembered."""
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("enddrawn",))
    parser.delete_first_token()
    return DrawnOnce(nodelist, values)


_FIELDS = Remembered()


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """The fields that people see of a form. Where nothing was typed they are drawn once for all forms like it."""
    visible = form.visible_fields()

    def draw() -> SafeString:
        return mark_safe("".join(field.as_field_group() for field in visible))  # noqa: S308  rendered, so escaped already

    if form.is_bound:
        return draw()
    return _FIELDS.get((get_language(), *map(_made_of, visible)), draw)


def _made_of(bound: BoundField) -> tuple[Any, ...]:
    """Everything that an empty field is drawn from."""
    field, widget = bound.field, bound.field.widget
    said = (bound.html_name, bound.auto_id, str(bound.label), str(bound.help_text), str(bound.initial))
    kind = (type(field), field.required, field.disabled, type(widget))
    return (*said, *kind, str(widget.attrs), str(list(getattr(widget, "choices", ()))))


class Keep(template.Node):
    """Holds what a block says, so that a layout can say it twice, or see that there is nothing."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Context) -> SafeString:
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308  rendered, so escaped already
        return mark_safe("")


@register.tag
def keep(parser: Parser, token: Token) -> Keep:
    """`{% keep name %}...{% endkeep %}` puts what is between them in `name` instead of on the page."""
    name = token.split_contents()[1]
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Keep(nodelist, name)
