"""The values of a layout: points, boxes, and the picture one scope becomes. All in whole pixels."""

from dataclasses import dataclass, field, replace

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle whose origin is its upper left corner; y grows downwards."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Return the x of the right border."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Return the y of the lower border."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Return the centre; exact, as every width and height is even."""
        return self.x + self.width // 2, self.y + self.height // 2

    def moved(self, dx: int, dy: int) -> "Box":
        """Return the same rectangle elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def grown(self, margin: int) -> "Box":
        """Return the rectangle with `margin` more on each of the four sides."""
        return Box(self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin)

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two share an area; touching borders do not."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """Where everything of one scope stands, by element id; `frame` is the area it takes."""

    frame: Box
    shapes: dict[str, Box] = field(default_factory=dict)
    edges: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    lanes: dict[str, Box] = field(default_factory=dict)

    def moved(self, dx: int, dy: int) -> "Picture":
        """Return the whole picture elsewhere."""
        return Picture(
            self.frame.moved(dx, dy),
            {key: box.moved(dx, dy) for key, box in self.shapes.items()},
            {key: tuple((x + dx, y + dy) for x, y in points) for key, points in self.edges.items()},
            {key: box.moved(dx, dy) for key, box in self.labels.items()},
            {key: box.moved(dx, dy) for key, box in self.lanes.items()},
        )
