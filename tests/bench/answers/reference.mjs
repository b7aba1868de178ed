/** Whether the libraries are as strong here as an independent measurement found them. */
import { table } from '../lib/report.mjs';
import { reference } from '../opponents/reference.mjs';

const measures = ['first', 'auroc', 'fpr95'];
const signed = (value) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;

/** @returns {string} Markdown. */
export function differences(found) {
  const full = found.filter(({ bench }) => bench.group === 'public' && bench.phrasings > 1);
  const rows = Object.entries(reference).map(([name, known]) => {
    const cells = full.map(({ bench, rows: measured }) => {
      const figures = measured.get(name);
      if (figures === undefined) return '–';
      return measures.map((measure, index) => signed(figures[measure] - known[bench.name][index])).join(' / ');
    });
    return [name, ...cells];
  });
  return `The settings (\`tests/bench/opponents\`) against an independent measurement of the same libraries on the same benches, in points:

${table(['R@1 / AUROC / FPR95', ...full.map(({ bench }) => bench.name)], rows)}`;
}
