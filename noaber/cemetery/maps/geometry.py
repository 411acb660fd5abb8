"""Where a grave lies: points in metres of the national grid (RD), from and to degrees, and the outline of a grave.

Between RD and degrees the series of Schreutelkamp and Strang van Hees (2001) is used: within a metre, which is enough
to walk to a grave and not to survey one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Ring = tuple[Point, ...]

_X0, _Y0, _LAT0, _LON0 = 155_000.0, 463_000.0, 52.15517440, 5.38720621
_X = (
    (0, 1, 190094.945), (1, 1, -11832.228), (2, 1, -114.221), (0, 3, -32.391), (1, 0, -0.705),
    (3, 1, -2.340), (1, 3, -0.608), (0, 2, -0.008), (2, 3, 0.148),
)  # fmt: skip
_Y = (
    (1, 0, 309056.544), (0, 2, 3638.893), (2, 0, 73.077), (1, 2, -157.984), (3, 0, 59.788),
    (0, 1, 0.433), (2, 2, -6.439), (1, 1, -0.032), (0, 4, 0.092), (1, 4, -0.054),
)  # fmt: skip
_LAT = (
    (0, 1, 3235.65389), (2, 0, -32.58297), (0, 2, -0.24750), (2, 1, -0.84978), (0, 3, -0.06550), (2, 2, -0.01709),
    (1, 0, -0.00738), (4, 0, 0.00530), (2, 3, -0.00039), (4, 1, 0.00033), (1, 1, -0.00012),
)  # fmt: skip
_LON = (
    (1, 0, 5260.52916), (1, 1, 105.94684), (1, 2, 2.45656), (3, 0, -0.81885), (1, 3, 0.05594), (3, 1, -0.05607),
    (0, 1, 0.01199), (3, 2, -0.00256), (1, 4, 0.00128), (0, 2, 0.00022), (2, 0, -0.00022), (5, 0, 0.00026),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest upright rectangle around something, in metres."""

    min_x: float
    min_y: float
    max_x: float
    max_y: float

    @property
    def width(self) -> float:
        """From west to east."""
        return self.max_x - self.min_x

    @property
    def height(self) -> float:
        """From south to north."""
        return self.max_y - self.min_y

    @property
    def middle(self) -> Point:
        """The point in its middle."""
        return (self.min_x + self.max_x) / 2, (self.min_y + self.max_y) / 2


def box_of(points: Iterable[Point]) -> Box:
    """The box around some points, of which there is at least one."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def around(boxes: Sequence[Box]) -> Box:
    """The box around some boxes, of which there is at least one."""
    return Box(
        min(one.min_x for one in boxes),
        min(one.min_y for one in boxes),
        max(one.max_x for one in boxes),
        max(one.max_y for one in boxes),
    )


def in_rd(point: Point) -> bool:
    """Can these be metres of the national grid, on land?"""
    return 0 <= point[0] <= 300_000 and 300_000 <= point[1] <= 625_000


def in_degrees(point: Point) -> bool:
    """Can these be degrees (longitude, latitude) in the Netherlands?"""
    return 3 <= point[0] <= 7.5 and 50.5 <= point[1] <= 54


def to_rd(point: Point) -> Point:
    """Metres of the national grid from longitude and latitude in degrees."""
    up, along = 0.36 * (point[1] - _LAT0), 0.36 * (point[0] - _LON0)
    return _X0 + _series(_X, up, along), _Y0 + _series(_Y, up, along)


def to_degrees(point: Point) -> Point:
    """Longitude and latitude in degrees from metres of the national grid."""
    along, up = (point[0] - _X0) * 1e-5, (point[1] - _Y0) * 1e-5
    return _LON0 + _series(_LON, along, up) / 3600, _LAT0 + _series(_LAT, along, up) / 3600


def _series(terms: Sequence[tuple[int, int, float]], first: float, second: float) -> float:
    return sum(factor * first**one * second**two for one, two, factor in terms)


def rectangle(middle: Point, angle: float, width: float, length: float) -> Ring:
    """The outline of a grave around its middle, closed. `angle` is from the north, clockwise, in degrees."""
    turn = math.radians(angle)
    sin, cos = math.sin(turn), math.cos(turn)
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    return tuple(
        whole_centimetres(
            (
                middle[0] + across * width / 2 * cos + up * length / 2 * sin,
                middle[1] - across * width / 2 * sin + up * length / 2 * cos,
            )
        )
        for across, up in corners
    )


def whole_centimetres(point: Point) -> Point:
    """A point without what no tape measures."""
    return round(point[0], 2), round(point[1], 2)
