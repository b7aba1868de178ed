/** Mood over time: a line of upset + distressed over the visitor's messages, its peak, and the same as a table. */
import type { RelayEvent } from '../../chat/types';
import { handOffOf, moodPoints, peakOf, type MoodPoint } from '../selectors';
import { moodName, percent, plural, timeText, word } from '../wording';
import { h, svg, type Child, type View } from './dom';

export interface ChartData {
  events: readonly RelayEvent[];
  now: number;
}

const WIDTH = 300;
const HEIGHT = 146;
const LEFT = 38;
const RIGHT = 12;
const TOP = 20;
const BOTTOM = 24;

interface Place {
  x: number;
  y: number;
}

/** Evenly by message: pauses of hours would press the words of a quarrel into one column. */
function placeOf(index: number, count: number, strain: number): Place {
  const across = count < 2 ? 0.5 : index / (count - 1);
  const x = LEFT + across * (WIDTH - LEFT - RIGHT);
  return { x: Math.round(x * 10) / 10, y: Math.round((TOP + (1 - strain) * (HEIGHT - TOP - BOTTOM)) * 10) / 10 };
}

function grid(): Child[] {
  return [0, 0.5, 1].flatMap((share) => {
    const { y } = placeOf(0, 2, share);
    const label = svg('text', { x: LEFT - 6, y: y + 4, class: 'chart-label', 'text-anchor': 'end' }, percent(share));
    return [svg('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: y, y2: y, class: 'chart-grid' }), label];
  });
}

function handOffLine(events: readonly RelayEvent[], points: readonly MoodPoint[]): Child[] {
  const handOff = handOffOf(events);
  const before = handOff === null ? 0 : points.filter((point) => point.seq < handOff.seq).length;
  if (handOff === null || points.length < 2 || before === 0) return [];
  const from = placeOf(before - 1, points.length, 0);
  const to = placeOf(Math.min(before, points.length - 1), points.length, 0);
  const x = (from.x + to.x) / 2;
  const label = svg('text', { x, y: HEIGHT - 8, class: 'chart-label', 'text-anchor': 'middle' }, word('chart.handoff'));
  return [svg('line', { x1: x, x2: x, y1: TOP - 6, y2: HEIGHT - BOTTOM + 4, class: 'chart-handoff' }), label];
}

function peakMark(points: readonly MoodPoint[], peak: MoodPoint): Child[] {
  const { x, y } = placeOf(points.indexOf(peak), points.length, peak.strain);
  const anchor = x > WIDTH * 0.75 ? 'end' : x < WIDTH * 0.3 ? 'start' : 'middle';
  const label = word('chart.peak', { peak: percent(peak.strain) });
  return [
    svg('circle', { cx: x, cy: y, r: 5.5, class: 'chart-peak' }),
    svg('text', { x, y: y - 9, class: 'chart-peak-label', 'text-anchor': anchor }, label),
  ];
}

function describe(points: readonly MoodPoint[], peak: MoodPoint, now: number): string {
  return plural('chart.desc', points.length, {
    first: percent(points[0]?.strain ?? 0),
    last: percent(points.at(-1)?.strain ?? 0),
    peak: percent(peak.strain),
    time: timeText(peak.at, now),
  });
}

function drawing({ events, now }: ChartData, points: readonly MoodPoint[], peak: MoodPoint): SVGElement {
  const places = points.map((point, index) => placeOf(index, points.length, point.strain));
  const dots = places.map(({ x, y }) => svg('circle', { cx: x, cy: y, r: 2.5, class: 'chart-dot' }));
  const line = svg('polyline', { points: places.map(({ x, y }) => `${x},${y}`).join(' '), class: 'chart-line' });
  return svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', class: 'chart', 'aria-labelledby': 'chart-title chart-desc' },
    svg('title', { id: 'chart-title' }, word('chart.title')),
    svg('desc', { id: 'chart-desc' }, describe(points, peak, now)),
    ...grid(),
    ...handOffLine(events, points),
    line,
    ...dots,
    ...peakMark(points, peak),
  );
}

function table(points: readonly MoodPoint[], now: number): HTMLElement {
  const columns = [word('chart.table.time'), word('chart.table.mood'), word('chart.table.strain')];
  const head = h('tr', {}, ...columns.map((text) => h('th', { scope: 'col' }, text)));
  const lines = points.map((point) => {
    const cells = [timeText(point.at, now), moodName(point.mood.label), percent(point.strain)];
    return h('tr', {}, ...cells.map((text) => h('td', {}, text)));
  });
  const caption = h('caption', {}, word('chart.table.caption'));
  return h('table', {}, caption, h('thead', {}, head), h('tbody', {}, ...lines));
}

export class MoodChart implements View<ChartData> {
  readonly element = h('div', { class: 'mood-chart' });
  readonly #picture = h('div');
  readonly #caption = h('p', { class: 'hint' });
  readonly #table = h('div', { class: 'table-box' });
  readonly #details = h('details', {}, h('summary', {}, word('chart.table')), this.#table);
  #drawn: readonly RelayEvent[] | null = null;

  constructor() {
    this.element.append(this.#picture, this.#caption, this.#details);
  }

  update(data: ChartData): void {
    if (this.#drawn === data.events) return;
    this.#drawn = data.events;
    const points = moodPoints(data.events);
    const peak = peakOf(points);
    this.#details.hidden = peak === null;
    if (peak === null) {
      this.#picture.replaceChildren();
      this.#caption.textContent = word('chart.none');
      return;
    }
    this.#picture.replaceChildren(drawing(data, points, peak));
    this.#table.replaceChildren(table(points, data.now));
    const at = timeText(peak.at, data.now);
    this.#caption.textContent = word('chart.caption', { peak: percent(peak.strain), time: at });
  }
}
