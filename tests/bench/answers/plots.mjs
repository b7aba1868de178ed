/** The two plots of docs/benchmarks/answers.md. */
import { plot } from '../lib/plot.mjs';
import { short } from '../lib/statistics.mjs';
import { miniLm, ours } from './quality.mjs';
import { yardstick } from './speed.mjs';

function kindOf(name) {
  if (name.startsWith(ours)) return 'ours';
  if (name === miniLm) return 'second';
  return name === yardstick ? 'third' : 'others';
}

/** Powers of ten around all values. */
function decades(values) {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.ceil(Math.log10(Math.max(...values)));
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  return { from: 10 ** from, to: 10 ** to, log: true, ticks };
}

const bytes = (value) => (value >= 1e6 ? `${Number(short(value / 1e6))} MB` : `${Math.round(value / 1000)} KB`);

/**
 * @param {Map<string, { first: number }>} means - The mean over the shops.
 * @param {Map<string, { brotli: number }>} weights
 */
export function qualityPlot(means, weights) {
  const series = [...weights]
    .filter(([name]) => means.has(name))
    .map(([name, { brotli }]) => ({ name, kind: kindOf(name), points: [[brotli, means.get(name).first]] }));
  const ticks = [0, 20, 40, 60, 80, 100];
  return plot(
    {
      title: 'Right at the first hit, and what that costs to download',
      description: series
        .map(({ name, points: [[size, share]] }) => `${name}: ${share.toFixed(0)} %, ${bytes(size)}`)
        .join('; '),
      x: 'library, engine and model, brotli (log scale)',
      y: '% of visitors’ questions; mean of the English shops, one question an entry',
    },
    {
      x: { ...decades(series.map(({ points }) => points[0][0])), label: bytes },
      y: { from: 0, to: 100, ticks, label: String },
    },
    series,
  );
}

/** @param {{ name: string, points: [number, number][] }[]} lines - Entries and ms. */
export function speedPlot(lines) {
  const series = lines.map(({ name, points }) => ({
    name,
    kind: kindOf(name),
    points,
    dashed: name.includes('native'),
  }));
  const all = series.flatMap(({ points }) => points);
  const xs = all.map(([x]) => x);
  return plot(
    {
      title: 'How long a question takes',
      description: series
        .map(({ name, points }) => `${name}: ${points.map(([x, y]) => `${short(y)} ms at ${x}`).join(', ')}`)
        .join('; '),
      x: 'entries (log scale)',
      y: 'ms a question, CPU (log scale)',
    },
    {
      x: {
        from: Math.min(...xs),
        to: Math.max(...xs, 2 * Math.min(...xs)),
        log: true,
        ticks: [...new Set(xs)].sort((a, b) => a - b),
        label: (value) => value.toLocaleString('en'),
      },
      y: {
        ...decades(all.map(([, y]) => y)),
        label: (value) => Number(value.toPrecision(1)).toLocaleString('en', { maximumFractionDigits: 6 }),
      },
    },
    series,
  );
}
