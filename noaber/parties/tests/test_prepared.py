"""A query put into words once gives what the query set gives, whatever it is asked with."""

from datetime import date

import pytest

from noaber.parties.models import Municipality, Position
from noaber.parties.prepared import Prepared

pytestmark = pytest.mark.django_db
NAMED = Prepared(lambda name: Municipality.objects.filter(name=name).order_by("pk")[:5], str)
HELD = Prepared(
    lambda organisation, function: Position.objects.filter(
        organisation=organisation, function=function, since__lte=date(2030, 1, 1)
    ).order_by("-pk"),
    int,
    str,
)


def test_it_gives_the_rows_of_the_query_set_time_after_time(people):
    for function in ("clerk", "team_lead", "clerk", "nobody"):
        for organisation in (1700, 175):
            found = Position.objects.filter(organisation=organisation, function=function, since__lte=date(2030, 1, 1))
            assert HELD(organisation, function) == list(found.order_by("-pk"))
    assert HELD(1700, "clerk")[0].since == Position.objects.filter(function="clerk").latest("pk").since


def test_it_asks_once_and_builds_no_words_again(django_assert_num_queries):
    NAMED("Ommen")
    words = NAMED._known
    with django_assert_num_queries(2):
        assert [row.name for row in NAMED("Ommen")] == ["Ommen"]
        assert NAMED("' OR 1=1 --") == []
    assert NAMED._known is words


def test_a_value_that_is_not_compared_is_a_mistake_of_ours():
    with pytest.raises(AssertionError, match="compared once"):
        Prepared(lambda name: Municipality.objects.all(), str)("Ommen")
