/** A mood as a shape and its name: told apart without colour. */
import type { WireMood } from '../../chat/types';
import { moodName, percent, word } from '../wording';
import { h, setAttributes, svg } from './dom';

const SHAPES: Record<string, [string, Record<string, string>]> = {
  upset: ['path', { d: 'M8 2 L14.5 13.5 H1.5 Z' }],
  distressed: ['path', { d: 'M8 1 L15 8 L8 15 L1 8 Z' }],
  confused: ['path', { d: 'M3 3 H13 V13 H3 Z' }],
  neutral: ['circle', { cx: '8', cy: '8', r: '5' }],
  happy: ['path', { d: 'M1.5 5 A6.5 7.5 0 0 0 14.5 5 Z' }],
  grateful: ['path', { d: 'M8 14 L2 7.5 A3.6 3.6 0 0 1 8 4 A3.6 3.6 0 0 1 14 7.5 Z' }],
};

/** @param withShare - adds the chance of the mood named */
export function moodMark(mood: WireMood, withShare: boolean): HTMLElement {
  const [tag, attributes] = SHAPES[mood.label] ?? ['circle', { cx: '8', cy: '8', r: '3' }];
  const shape = svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg(tag, attributes));
  const name = moodName(mood.label);
  const share = mood[mood.label as keyof WireMood];
  const text =
    withShare && typeof share === 'number' ? word('mood.chip', { mood: name, percent: percent(share) }) : name;
  const hidden = h('span', { class: 'hidden-text' }, word('mood.prefix'));
  const where = h('span', { class: 'hidden-text' }, `, ${word('mood.read_where')}`);
  const mark = h('span', { class: 'mood', title: word('mood.read_where') }, shape, hidden, text, where);
  setAttributes(mark, { 'data-mood': SHAPES[mood.label] === undefined ? 'unknown' : mood.label });
  return mark;
}
