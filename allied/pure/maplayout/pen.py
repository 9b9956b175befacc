"""Writing SVG path data: absolute commands, at most one decimal."""

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate with one decimal, or none where it is whole."""
    return f"{value:.1f}".removesuffix(".0")


class Pen:
    """Draws on from where it stands; every piece joins the last smoothly."""

    def __init__(self, x: float, y: float) -> None:
        self.x, self.y = x, y
        self.commands = [f"M{number(x)} {number(y)}"]
        self.pieces: list[tuple[Point, ...]] = []  # the points of each, its start included

    def curve(self, x: float, y: float) -> None:
        """A cubic to (x, y), upright at both ends."""
        half = (self.y + y) / 2
        self.cubic((self.x, half), (x, half), (x, y))

    def arc(self, x: float, rise: float) -> None:
        """A cubic over to x at the same height, upright at both ends, `rise` high."""
        top = self.y - rise * 4 / 3
        self.cubic((self.x, top), (x, top), (x, self.y))

    def cubic(self, one: Point, two: Point, end: Point) -> None:
        """A cubic by its control points."""
        self.write("C", one, two, end)

    def upright(self, y: float) -> None:
        """A straight line up or down."""
        self.write("L", (self.x, y))

    def level(self, x: float) -> None:
        """A straight line left or right."""
        self.write("L", (x, self.y))

    def turn(self, x: float, y: float, level_first: bool) -> None:
        """A quarter of a round corner to (x, y)."""
        corner_x, corner_y = (x, self.y) if level_first else (self.x, y)
        one = (self.x + (corner_x - self.x) * 0.55, self.y + (corner_y - self.y) * 0.55)
        two = (x + (corner_x - x) * 0.55, y + (corner_y - y) * 0.55)
        self.cubic(one, two, (x, y))

    def write(self, letter: str, *points: Point) -> None:
        """Add a piece."""
        self.commands.append(letter + ", ".join([f"{number(x)} {number(y)}" for x, y in points]))
        self.pieces.append(((self.x, self.y), *points))
        self.x, self.y = points[-1]

    def data(self) -> str:
        """The path data so far."""
        return " ".join(self.commands)

    def label(self) -> Point:
        """The middle of the piece whose ends are furthest apart, the first of equals."""
        piece = max(self.pieces, key=lambda p: abs(p[-1][0] - p[0][0]) + abs(p[-1][1] - p[0][1]))
        weights = (1, 3, 3, 1) if len(piece) == 4 else (4, 4)
        x = sum(weight * point[0] for weight, point in zip(weights, piece, strict=True)) / 8
        y = sum(weight * point[1] for weight, point in zip(weights, piece, strict=True)) / 8
        return round(x, 1), round(y, 1)
