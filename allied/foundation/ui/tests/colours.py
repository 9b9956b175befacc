"""Reading the tokens; arithmetic of colour: WCAG contrast, Oklab, simulated sight.

Sources: WCAG 2.2 (relative luminance), B. Ottosson (Oklab, 2020), Machado, Oliveira and Fernandes
(2009), severity 1.0, in linear RGB.
"""

import re

from allied.foundation.ui.stylesheet import PARTS

Rgb = tuple[float, float, float]
SCHEMES = ("light", "dark")
SIGHTS: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{3,8}), (#\w{3,8})\)")
_THEME = re.compile(r"\.theme-(\d) \{ --theme: light-dark\((#\w{6}), (#\w{6})\)")


def tokens(scheme: str) -> dict[str, Rgb]:
    """Name to linear RGB in one scheme; themes as `theme-1`, their tints with the ground."""
    text = (PARTS / "tokens.css").read_text()
    which = SCHEMES.index(scheme)
    found = {name: linear(pair[which]) for name, *pair in _PAIR.findall(text) if name != "theme"}
    share = int(re.search(r"var\(--theme\) (\d+)%", text).group(1)) / 100
    for number, *pair in _THEME.findall(text):
        colour = linear(pair[which])
        found[f"theme-{number}"] = colour
        for ground in ("surface", "ours-surface"):
            found[f"theme-{number}-tint-on-{ground}"] = mixed(colour, found[ground], share)
    return found


def linear(code: str) -> Rgb:
    parts = (int(code[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def contrast(first: Rgb, second: Rgb) -> float:
    light = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (first, second)]
    return (max(light) + 0.05) / (min(light) + 0.05)


def seen(colour: Rgb, sight: str) -> Rgb:
    red, green, blue = (
        min(1.0, max(0.0, sum(w * c for w, c in zip(row, colour, strict=True))))
        for row in SIGHTS[sight]
    )
    return red, green, blue


_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = ((1, 0.3963377774, 0.2158037573), (1, -0.1055613458, -0.0638541728))
_FROM_LAB = (*_FROM_LAB, (1, -0.0894841775, -1.2914855480))
_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def _times(matrix: tuple, vector: Rgb) -> Rgb:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def oklab(colour: Rgb) -> Rgb:
    long, middle, short = _times(_TO_LMS, colour)
    return _times(_TO_LAB, (long ** (1 / 3), middle ** (1 / 3), short ** (1 / 3)))


def mixed(colour: Rgb, ground: Rgb, share: float) -> Rgb:
    """What `color-mix(in oklab, colour share, ground)` gives."""
    pairs = zip(oklab(colour), oklab(ground), strict=True)
    lightness, a, b = (share * one + (1 - share) * other for one, other in pairs)
    long, middle, short = _times(_FROM_LAB, (lightness, a, b))
    return _times(_FROM_LMS, (long**3, middle**3, short**3))


def distance(first: Rgb, second: Rgb) -> float:
    """In hundredths of Oklab: 2 is just noticeable, 8 is told apart at a glance."""
    pairs = zip(oklab(first), oklab(second), strict=True)
    return 100 * sum((one - other) ** 2 for one, other in pairs) ** 0.5
