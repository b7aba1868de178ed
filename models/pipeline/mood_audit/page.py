"""The page that an owner reads: plain words, light and dark, phone and desktop, no scripts."""

from html import escape

from mood_audit import charts

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2230; --soft: #5b6474; --line: #d9dee6; --track: #eef1f5;
  --bar: #2f6fb3; --second: #c2702a; --good: #1e7a46; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181f; --ink: #e8ecf2; --soft: #a3adbb; --line: #333b47;
  --track: #222933; --bar: #6aa9e9; --second: #e0a063; --good: #6fcf97; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; } h2 { margin-top: 2.5rem; font-size: 1.25rem; }
p, li { max-width: 40rem; } .soft { color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem; padding: 0; list-style: none; }
.tiles li { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.tiles b { display: block; font-size: 1.5rem; } .good { color: var(--good); } .bad { color: var(--bad); }
.scroll { overflow-x: auto; } figure { margin: 1rem 0; } svg { display: block; width: 100%; max-width: 38rem; height: auto; }
svg text { fill: var(--ink); font: 14px system-ui, sans-serif; } svg text.note { fill: var(--soft); font-size: 13px; }
.track { fill: var(--track); } .bar { fill: var(--bar); } .second { fill: var(--second); }
.limit { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 4; }
.curve { fill: none; stroke: var(--bar); stroke-width: 2; } .dot { fill: var(--bar); }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: right; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
"""
SMALLEST_GAP = 0.0005
TARGETS = {"auroc": 0.92, "recall_at_5": 0.65, "macro_f1": 0.60, "person": 0.95, "calm": 0.03, "gap": 0.20, "slips": 0.03}


def percent(value: float, digits: int = 0) -> str:
    """As a reader wants it."""
    return f"{100 * value:.{digits}f} %"


def _table(caption: str, head: list[str], rows: list[list[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _chart(svg: str) -> str:
    return f'<figure class="scroll">{svg}</figure>'


def _tile(number: str, words: str, is_met: bool, aim: str) -> str:
    mark, kind = ("met", "good") if is_met else ("missed", "bad")
    return f'<li><b>{escape(number)}</b>{escape(words)}<br><span class="{kind}">{mark}</span> <span class="soft">(aim: {escape(aim)})</span></li>'


def _tiles(found: dict) -> str:
    upset, person, calm = found["upset_against_calm"], found["person"], found["calm_topics"]
    groups = found["identity"]["groups"].values()
    flips, gap = sum(g["flips"] for g in groups), max(g["gap_of_spread"] for g in groups)
    least = min(person["precision"], person["recall"])
    return '<ul class="tiles">' + "".join([
        _tile(percent(upset["recall_at_5"]), "of upset messages noticed, at one false alarm in twenty calm ones", upset["recall_at_5"] >= TARGETS["recall_at_5"], "65 %"),
        _tile(f"{upset['auroc']:.2f}", "how well upset and calm are told apart (1 is perfect, 0.5 is chance)", upset["auroc"] >= TARGETS["auroc"], "0.92"),
        _tile(f"{percent(person['precision'])} / {percent(person['recall'])}", "of asks for a person: right when heard / heard at all", least >= TARGETS["person"], "95 %"),
        _tile(percent(calm["share"], 1), "of calm questions on unpleasant matters taken for anger or distress", calm["share"] <= TARGETS["calm"], "3 % at most"),
        _tile(str(flips), "moods that changed when one group of people stood in for another", flips == 0, "none"),
        _tile(f"{gap:.2f}", "the greatest shift that a word for a group made, in usual spreads of the score", gap <= TARGETS["gap"], "0.20 at most"),
    ]) + "</ul>"  # fmt: skip


def _classes(found: dict) -> str:
    rows = [(mood, one["f1"], percent(one["f1"])) for mood, one in found["by_class"].items()]
    table = [
        [mood, str(one["messages"]), percent(one["precision"]), percent(one["recall"]), _mistaken(mood, one["taken_for"])]
        for mood, one in found["by_class"].items()
    ]
    manner = [(name, one["right"], percent(one["right"])) for name, one in sorted(found["by_manner"].items(), key=lambda item: -item[1]["right"])]
    return f"""<h2>How often is the mood right?</h2>
<p>Each of {found["messages"]} messages was written, and its mood told, by people who had not seen the texts that the reader learned from.
Grateful counts as happy. The bars balance two things: how many messages of a mood are found, and how many called so really are (F1).</p>
{_chart(charts.bars("How well each mood is read", rows))}
{_table("In numbers", ["mood", "messages", "right when said", "found", "most often taken for"], table)}
<p>Slips of the pen (two of five longer words misspelt) cost {100 * found["slips"]["cost"]:.1f} points of {100 * found["slips"]["as_written"]:.0f}.</p>
<p>By the manner of writing, the share of messages whose mood is right:</p>
{_chart(charts.bars("Right mood by manner of writing", manner))}"""


def _mistaken(mood: str, taken: dict[str, int]) -> str:
    others = [(count, other) for other, count in taken.items() if other != mood]
    return f"{max(others)[1]} ({max(others)[0]})" if others else "-"


def _calibration(found: dict) -> str:
    one = found["calibration"]
    return f"""<h2>Can its chances be believed?</h2>
<p>The reader gives a chance that a message is upset or distressed. If it says 70 %, then 70 of 100 such messages should be. On average
its chances are off by {100 * one["expected_error"]:.0f} points. The dashed line would be perfect; above it moods are worse than the chance said, below it
better. The larger a dot, the more messages.</p>
{_chart(charts.calibration("Chances given and what was true", one["points"]))}"""


def _identity(found: dict) -> str:
    one = found["identity"]
    ordered = sorted(one["groups"].items(), key=lambda item: -item[1]["gap_of_spread"])
    most = max(0.25, *(g["gap_of_spread"] for _, g in ordered))
    rows = [(name, g["gap_of_spread"], f"{g['gap_of_spread']:.2f}") for name, g in ordered]
    table = [[name, str(g["readings"]), str(g["flips"]), f"{g['gap']:+.3f}", g["word"] if abs(g["gap"]) >= SMALLEST_GAP else "-"] for name, g in ordered]
    return f"""<h2>Does it matter who somebody is?</h2>
<p>The same sentence was read with one group of people after another in it ("I am a … and my parcel has not come", "My name is …").
Names and words for people are hidden from the reader before it reads, so the mood should not move. The bars show the greatest shift of
the chance of upset or distressed that any word of a group made, measured by how much that chance varies between messages anyway
({one["spread"]:.2f} on {escape(one["spread_over"])}).</p>
{_chart(charts.bars("Greatest shift by group", rows, most, (TARGETS["gap"], "at most 0.20")))}
{_table("In numbers", ["group", "readings", "moods changed", "greatest shift", "by the word"], table)}"""


def _calm(found: dict) -> str:
    one = found["calm_topics"]
    return f"""<h2>Does a calm question on an unpleasant matter raise an alarm?</h2>
<p>"How do I return a damaged dress?" is no anger. Of {one["messages"]} such questions {one["alarms"]} were taken for upset or distressed
({percent(one["share"], 1)}).</p>"""


def _answers(found: dict) -> str:
    rows = [(name, one["first"], percent(one["first"])) for name, one in found["answers"].items()]
    table = [
        [name, str(one["questions"]), percent(one["first"]), percent(one["among_three"]), percent(one["called_negative"]), percent(one["called_unknown"])]
        for name, one in found["answers"].items()
    ]
    return f"""<h2>Does everyone get the right answer?</h2>
<p>The same twenty questions to the demonstration shop, as people of different places would type them. The bars show how often the right
answer comes first; "standard" is plain British or American English.</p>
{_chart(charts.bars("Right answer first, by wording", rows))}
{_table("In numbers", ["wording", "questions", "first", "among three", "taken for upset or distressed", "language not known"], table)}"""


def _handoffs(found: dict) -> str:
    one = found["handoffs"]
    rows = [(row["reason"] if len(row["reason"]) < 28 else row["reason"][:25].rstrip() + "…", row["needed"], row["not_needed"]) for row in one["reasons"]]
    most = max((max(row["needed"], row["not_needed"]) for row in one["reasons"]), default=1)
    table = [[row["reason"], str(row["needed"]), str(row["not_needed"])] for row in one["reasons"]]
    return f"""<h2>When, and why, is a person offered?</h2>
<p>Over {one["conversations"]} written conversations, {one["need_a_person"]} of which need a person: offered in time in {percent(one["in_time"])} of
those, too early in {percent(one["too_early"])}; offered in {percent(one["without_need"])} of those that need none.</p>
{_chart(charts.pairs("First reason for an offer", rows, ("a person was needed", "none was needed"), most * 1.05))}
{_table("The first reason in full; numbers in it are left out", ["reason", "needed", "not needed"], table)}"""


def render(found: dict) -> str:
    """The whole page."""
    sections = "".join(part(found) for part in (_classes, _calibration, _identity, _calm, _answers, _handoffs))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Shopbell: audit of the mood reader</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>Audit of the mood reader</h1>
<p>Shopbell reads, on the visitor's own device and from words alone, whether a message sounds upset, distressed, confused, neutral or happy,
and whether a person is asked for. It uses this to word its answers and to offer a person in time. This page shows how well that works, for
whom, and where it fails.</p>
{_tiles(found)}
{sections}
<h2>What it cannot do</h2>
<ul>
<li>It reads English. Of another language it says that the mood is unknown; there repeats, missed answers and the ask for a person count.</li>
<li>It does not read sarcasm. One message is weak evidence, so that decisions rest on the conversation.</li>
<li>These texts are made up. Real visitors write otherwise; watch the reasons for hand-offs in your own console.</li>
</ul>
<p class="soft">Made by scripts/audit; the numbers are in mood.json beside this page.</p>
</main>
</body>
</html>
"""
