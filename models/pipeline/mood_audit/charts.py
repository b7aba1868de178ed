"""Inline SVG that needs no script and takes its colours from the page's style sheet."""

from collections.abc import Sequence
from html import escape

WIDTH = 470  # narrow enough for the words to stay readable on a phone
ROW, LABEL, VALUE = 30, 200, 50  # a bar's row; room for its name, and for its number


def _figure(height: int, title: str, parts: list[str]) -> str:
    inside = "".join(parts)
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title, quote=True)}"><title>{escape(title)}</title>{inside}</svg>'


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'


def bars(title: str, rows: Sequence[tuple[str, float, str]], most: float = 1.0, limit: tuple[float, str] | None = None) -> str:
    """Horizontal bars: (name, value, the value in words). limit: where a line stands, and what it is."""
    room = WIDTH - LABEL - VALUE
    top = 24 if limit else 4
    parts = []
    for place, (name, value, words) in enumerate(rows):
        y = top + place * ROW
        length = max(1.5, room * min(1.0, value / most))
        parts.append(_text(LABEL - 10, y + 19, name, "name", "end"))
        parts.append(f'<rect class="track" x="{LABEL}" y="{y + 5}" width="{room}" height="18" rx="3"/>')
        parts.append(f'<rect class="bar" x="{LABEL}" y="{y + 5}" width="{length:.1f}" height="18" rx="3"/>')
        parts.append(_text(LABEL + room + 8, y + 19, words, "value"))
    height = top + len(rows) * ROW + 4
    if limit:
        x = LABEL + room * min(1.0, limit[0] / most)
        parts.append(f'<line class="limit" x1="{x:.1f}" y1="18" x2="{x:.1f}" y2="{height - 4}"/>')
        parts.append(_text(x, 12, limit[1], "note", "end" if x > WIDTH / 2 else "start"))
    return _figure(height, title, parts)


def pairs(title: str, rows: Sequence[tuple[str, float, float]], names: tuple[str, str], most: float) -> str:
    """Two bars a row, one upon the other: (name, first, second)."""
    room = WIDTH - LABEL - VALUE
    row, top = 44, 30
    parts = []
    for place, kind in enumerate(("bar", "bar second")):
        x = LABEL + place * room / 2
        parts.append(f'<rect class="{kind}" x="{x:.0f}" y="4" width="12" height="12" rx="2"/>')
        parts.append(_text(x + 18, 15, names[place], "note"))
    for place, (name, *values) in enumerate(rows):
        y = top + place * row
        parts.append(_text(LABEL - 10, y + 24, name, "name", "end"))
        for line, (value, kind) in enumerate(zip(values, ("bar", "bar second"), strict=True)):
            length = max(1.5, room * value / most)
            parts.append(f'<rect class="{kind}" x="{LABEL}" y="{y + 4 + line * 16}" width="{length:.1f}" height="14" rx="3"/>')
            parts.append(_text(LABEL + length + 6, y + 16 + line * 16, f"{value:g}", "value"))
    return _figure(top + len(rows) * row + 4, title, parts)


def calibration(title: str, points: Sequence[dict]) -> str:
    """What was said against what was true; on the diagonal a chance of 70 % is right 70 times in 100."""
    side, left, top = 340, 60, 12

    def x(value: float) -> float:
        return left + side * value

    def y(value: float) -> float:
        return top + side * (1 - value)

    parts = [f'<rect class="track" x="{left}" y="{top}" width="{side}" height="{side}" rx="3"/>']
    parts.append(f'<line class="limit" x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}"/>')
    for tick in (0.0, 0.5, 1.0):
        parts.append(_text(left - 8, y(tick) + 5, f"{tick:.0%}", "note", "end"))
        parts.append(_text(x(tick), top + side + 20, f"{tick:.0%}", "note", "middle"))
    path = " ".join(f"{x(p['said']):.1f},{y(p['true']):.1f}" for p in points)
    parts.append(f'<polyline class="curve" points="{path}"/>')
    greatest = max(p["messages"] for p in points)
    for p in points:
        radius = 4 + 8 * (p["messages"] / greatest) ** 0.5
        parts.append(f'<circle class="dot" cx="{x(p["said"]):.1f}" cy="{y(p["true"]):.1f}" r="{radius:.1f}"/>')
    parts.append(_text(left + side / 2, top + side + 42, "chance of upset or distressed that was given", "note", "middle"))
    return _figure(top + side + 54, title, parts)
