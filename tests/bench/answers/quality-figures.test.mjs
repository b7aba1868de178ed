import { describe, expect, it } from 'vitest';
import { auroc, judge, passing } from './quality-figures.mjs';

describe('auroc', () => {
  it('is 1 where every question with an entry is held for surer, and counts ties as half', () => {
    expect(auroc([3, 4], [1, 2])).toBe(1);
    expect(auroc([1, 1], [1, 1])).toBe(0.5);
    expect(auroc([1, 3], [2])).toBe(0.5);
  });
});

describe('passing', () => {
  it('takes the threshold that 95 of 100 pass', () => {
    const above = Array.from({ length: 100 }, (_, index) => index);
    expect(passing(above, [0, 4, 5, 50])).toBe(0.5);
  });
});

describe('judge', () => {
  const queries = [{ gold: 'a' }, { gold: 'b' }, { gold: null }];

  it('counts strangers neither as right nor as wrong', () => {
    const answers = [
      { ids: ['a', 'b'], score: 2 },
      { ids: ['a', 'b'], score: 2 },
      { ids: ['a'], score: 1 },
    ];
    expect(judge(queries, answers)).toEqual({ first: 50, third: 100, auroc: 100, fpr95: 0 });
  });

  it('says nothing of strangers where a library tells no scores', () => {
    const answers = queries.map(() => ({ ids: ['a'], score: undefined }));
    expect(judge(queries, answers)).toEqual({ first: 50, third: 50 });
  });
});
