import { describe, expect, it } from 'vitest';
import { judgeMessages, judgePolarity } from './figures.mjs';

const reading = (label, negative) => ({ negative, reading: { label } });

describe('judgePolarity', () => {
  it('joins moods to polarities', () => {
    const rows = [{ label: 'negative' }, { label: 'positive' }, { label: 'neutral' }];
    const answers = [reading('distressed', 0.9), reading('grateful', 0.1), reading('unknown', 0.2)];
    expect(judgePolarity(rows, answers)).toEqual({ macroF1: 1, negativeF1: 1, auroc: 1 });
  });
});

describe('judgeMessages', () => {
  const rows = [
    { label: 'upset', group: 'plain' },
    { label: 'distressed', group: 'plain' },
    { label: 'neutral', group: 'calm-topic' },
    { label: 'confused', group: 'plain' },
  ];

  it('measures upset against calm, without the distressed', () => {
    const answers = [0.9, 0.95, 0.2, 0.1].map((negative) => ({ negative, polarity: 'negative' }));
    expect(judgeMessages(rows, answers)).toMatchObject({ auroc: 1, recall: 1, calmCalled: 1 });
  });

  it('says nothing of calm topics where there are none', () => {
    const others = rows.filter(({ group }) => group !== 'calm-topic');
    const answers = others.map(() => ({ negative: 0.5, polarity: 'negative' }));
    expect(judgeMessages(others, answers).calmCalled).toBeUndefined();
  });

  it('tells five moods apart only for a reader that does', () => {
    const lexicon = rows.map(() => ({ negative: 0, polarity: 'neutral' }));
    expect(judgeMessages(rows, lexicon)).not.toHaveProperty('fiveF1');
    const reader = rows.map(({ label }) => reading(label, 0.5));
    expect(judgeMessages(rows, reader).fiveF1).toBeCloseTo(4 / 5);
  });
});
