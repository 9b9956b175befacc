"""Writing SVG path data: absolute commands, at most one decimal."""

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate with one decimal, or none where it is whole."""
    return f"{round(value, 1):.1f}".removesuffix(".0").replace("-0", "0") if value else "0"


class Pen:
    """Draws on from where it stands; every piece joins the last smoothly."""

    def __init__(self, x: float, y: float) -> None:
        self.at: Point = (x, y)
        self.commands = [f"M{number(x)} {number(y)}"]
        self.labels: list[tuple[float, Point]] = []  # length of a piece, its middle

    def curve(self, x: float, y: float) -> None:
        """A cubic to (x, y), upright at both ends."""
        self.cubic((self.at[0], (self.at[1] + y) / 2), (x, (self.at[1] + y) / 2), (x, y))

    def arc(self, x: float, rise: float) -> None:
        """A cubic over to x at the same height, upright at both ends, `rise` high."""
        top = self.at[1] - rise * 4 / 3
        self.cubic((self.at[0], top), (x, top), (x, self.at[1]))

    def cubic(self, one: Point, two: Point, end: Point) -> None:
        """A cubic by its control points."""
        pairs = zip(self.at, one, two, end, strict=True)
        x, y = ((a + 3 * b + 3 * c + d) / 8 for a, b, c, d in pairs)
        self.write("C", [one, two, end], (x, y))

    def upright(self, y: float) -> None:
        """A straight line up or down."""
        self.write("L", [(self.at[0], y)], (self.at[0], (self.at[1] + y) / 2))

    def level(self, x: float) -> None:
        """A straight line left or right."""
        self.write("L", [(x, self.at[1])], ((self.at[0] + x) / 2, self.at[1]))

    def turn(self, x: float, y: float, level_first: bool) -> None:
        """A quarter of a round corner to (x, y)."""
        corner = (x, self.at[1]) if level_first else (self.at[0], y)
        (ax, ay), (cx, cy) = self.at, corner
        one = (ax + (cx - ax) * 0.55, ay + (cy - ay) * 0.55)
        two = (x + (cx - x) * 0.55, y + (cy - y) * 0.55)
        self.cubic(one, two, (x, y))

    def write(self, letter: str, points: list[Point], middle: Point) -> None:
        """Add a command and remember the middle of the piece for a label."""
        text = ", ".join(f"{number(x)} {number(y)}" for x, y in points)
        self.commands.append(letter + text)
        end = points[-1]
        length = abs(end[0] - self.at[0]) + abs(end[1] - self.at[1])
        self.labels.append((length, middle))
        self.at = end

    def data(self) -> str:
        """The path data so far."""
        return " ".join(self.commands)

    def label(self) -> Point:
        """The middle of the longest piece, the first of equals."""
        x, y = max(self.labels, key=lambda piece: piece[0])[1]
        return round(x, 1), round(y, 1)
