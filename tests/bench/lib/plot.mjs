/** Plots as SVG files that follow the reader's light or dark theme. Ours stands out; the others are told apart by words. */

const size = { width: 824, height: 440 };
const frame = { left: 64, right: 236, top: 64, bottom: 56 };
const inner = { width: size.width - frame.left - frame.right, height: size.height - frame.top - frame.bottom };
const lineHeight = 15;

const style = `
  svg { background: #fff; font: 13px system-ui, sans-serif; --ink: #1c2430; --soft: #5b6675; --grid: #e3e7ec; --ours: #b4235a; --second: #1f6fb2; --third: #0b7a4b; --others: #8a94a3 }
  @media (prefers-color-scheme: dark) { svg { background: #12161c; --ink: #e8ecf1; --soft: #a4afbd; --grid: #2a313b; --ours: #ff7aa8; --second: #6db8f2; --third: #5ccb94; --others: #8591a1 } }
  text { fill: var(--ink) } .title { font-size: 16px; font-weight: 600 } .soft { fill: var(--soft) } .grid { stroke: var(--grid) }
  .ours { --of: var(--ours) } .second { --of: var(--second) } .third { --of: var(--third) } .others { --of: var(--others) }
  .mark { fill: var(--of) } .line { fill: none; stroke: var(--of); stroke-width: 2 } .ours .line { stroke-width: 3 } .dashed .line { stroke-dasharray: 5 4 }
  .ours text, .second text, .third text { fill: var(--of); font-weight: 600 } .leader { stroke: var(--others); stroke-width: 1; opacity: .6 }
`;

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const at = (value) => value.toFixed(1);
const write = (x, y, text, more = '') => `<text x="${at(x)}" y="${at(y)}" ${more}>${escape(text)}</text>`;

/** @returns a scale from values to pixels. */
function scale({ from, to, log = false }, length) {
  const turn = log ? Math.log10 : (value) => value;
  return (value) => ((turn(value) - turn(from)) / (turn(to) - turn(from))) * length;
}

function grid(axis, place, draw) {
  return axis.ticks.map((tick) => draw(place(tick), axis.label(tick))).join('\n');
}

function axes(x, y, titles) {
  const left = frame.left;
  const bottom = frame.top + inner.height;
  const right = left + inner.width;
  const rows = grid(
    y.axis,
    (tick) => bottom - y.place(tick),
    (place, label) =>
      `<line class="grid" x1="${left}" x2="${right}" y1="${at(place)}" y2="${at(place)}"/>` +
      write(left - 8, place + 4, label, 'class="soft" text-anchor="end"'),
  );
  const columns = grid(
    x.axis,
    (tick) => left + x.place(tick),
    (place, label) =>
      `<line class="grid" y1="${frame.top}" y2="${at(bottom)}" x1="${at(place)}" x2="${at(place)}"/>` +
      write(place, bottom + 20, label, 'class="soft" text-anchor="middle"'),
  );
  return [
    rows,
    columns,
    write(16, 26, titles.title, 'class="title"'),
    write(16, 46, titles.y, 'class="soft"'),
    write(left + inner.width / 2, size.height - 14, titles.x, 'class="soft" text-anchor="middle"'),
  ].join('\n');
}

/** Moves labels apart that would lie over each other, each as little as may be. @param {{ y: number }[]} labels - `y` is changed. */
function spreadOut(labels) {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  const bottom = frame.top + inner.height;
  for (let pass = 0; pass < 200; pass++) {
    for (let i = 1; i < sorted.length; i++) {
      const overlap = lineHeight - (sorted[i].y - sorted[i - 1].y);
      if (overlap <= 0) continue;
      sorted[i - 1].y -= overlap / 2;
      sorted[i].y += overlap / 2;
    }
    for (const label of sorted) label.y = Math.min(Math.max(label.y, frame.top), bottom);
  }
}

/** Labels stand in a column at the right, each tied to its mark. */
function labelled(marks) {
  const column = frame.left + inner.width + 16;
  const labels = marks.map((mark) => ({ mark, y: mark.y }));
  spreadOut(labels);
  return labels
    .map(({ mark, y }) => {
      const leader = `<line class="leader" x1="${at(mark.x + 6)}" y1="${at(mark.y)}" x2="${at(column - 4)}" y2="${at(y)}"/>`;
      return `<g class="${mark.kind}">${mark.shape}${leader}${write(column, y + 4, mark.name)}</g>`;
    })
    .join('\n');
}

/** What matters most is drawn last, over the others. */
const drawn = ({ kind }) => ['others', 'third', 'second', 'ours'].indexOf(kind);

const page = (titles, body) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${escape(titles.title)}">
<title>${escape(titles.title)}</title>
<desc>${escape(titles.description)}</desc>
<style>${style}</style>
${body}
</svg>
`;

/**
 * @param {{ title: string, description: string, x: string, y: string }} titles
 * @param {{ x: object, y: object }} scales - `from`, `to`, `log`, `ticks`, `label` of each axis.
 * @param {{ name: string, kind: 'ours' | 'second' | 'third' | 'others', points: [number, number][], dashed?: boolean }[]} series -
 *   One point each, or lines.
 * @returns {string} SVG.
 */
export function plot(titles, scales, series) {
  const x = { axis: scales.x, place: scale(scales.x, inner.width) };
  const y = { axis: scales.y, place: scale(scales.y, inner.height) };
  const marks = [...series]
    .sort((a, b) => drawn(a) - drawn(b))
    .map(({ name, kind, points, dashed }) => {
      const places = points.map(([px, py]) => [frame.left + x.place(px), frame.top + inner.height - y.place(py)]);
      const [endX, endY] = places.at(-1);
      const path = places.map(([px, py]) => `${at(px)},${at(py)}`).join(' ');
      const dots = places.map(
        ([px, py]) => `<circle class="mark" cx="${at(px)}" cy="${at(py)}" r="${kind === 'ours' ? 6 : 4}"/>`,
      );
      const line = places.length > 1 ? `<polyline class="line" points="${path}"/>` : '';
      return { name, kind: `${kind}${dashed ? ' dashed' : ''}`, x: endX, y: endY, shape: line + dots.join('') };
    });
  return page(titles, `${axes(x, y, titles)}\n${labelled(marks)}`);
}
