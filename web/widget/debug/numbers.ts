import { h } from '../dom';

const SVG = 'http://www.w3.org/2000/svg';

/** A bar from 0 to 1; what is outside is cut. Only for the eye: the number stands beside it. */
export function bar(value: number): SVGElement {
  const width = Math.round(Math.min(1, Math.max(0, value)) * 100);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'why-bar');
  svg.setAttribute('viewBox', '0 0 100 6');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  for (const [name, length] of [
    ['track', 100],
    ['fill', width],
  ] as const) {
    const rect = document.createElementNS(SVG, 'rect');
    rect.setAttribute('class', name);
    rect.setAttribute('width', String(length));
    rect.setAttribute('height', '6');
    svg.append(rect);
  }
  return svg;
}

/** Names, each with a bar and its number in words. */
export function bars(rows: readonly { name: string; value: number; shown: string }[]): HTMLElement {
  const list = h('dl', { class: 'why-bars' });
  for (const { name, value, shown } of rows) {
    list.append(h('div', {}, h('dt', {}, name), h('dd', {}, bar(value), h('span', {}, shown))));
  }
  return list;
}

export interface Numbers {
  percent(value: number): string;
  decimal(value: number): string;
}

export function numbersOf(locale: string): Numbers {
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  // Where nothing but the sign is left of a small number, the sign goes too.
  return {
    percent: (value) => percent.format(value),
    decimal: (value) => decimal.format(Math.round(value * 100) / 100 || 0),
  };
}
