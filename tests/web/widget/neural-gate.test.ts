import { describe, expect, it } from 'vitest';
import { mayLoadNeural } from '../../../web/widget/neural-gate';

describe('the second tier, set to auto, is loaded', () => {
  it('where the browser tells nothing of line and device', () => {
    expect(mayLoadNeural('auto', {})).toBe(true);
  });

  it('on a fast line with enough memory', () => {
    expect(mayLoadNeural('auto', { connection: { effectiveType: '4g', saveData: false }, deviceMemory: 8 })).toBe(true);
  });
});

describe('the second tier, set to auto, is left alone', () => {
  const reasons = {
    'where the visitor saves data': { connection: { saveData: true } },
    'on a slow line': { connection: { effectiveType: '3g' } },
    'on a metered line': { connection: { type: 'cellular' } },
    'on a device of little memory': { deviceMemory: 2 },
  };
  for (const [name, device] of Object.entries(reasons)) {
    it(name, () => expect(mayLoadNeural('auto', device)).toBe(false));
  }
});

describe('the owner', () => {
  it('may want it in any case, or never', () => {
    expect(mayLoadNeural('on', { connection: { saveData: true }, deviceMemory: 1 })).toBe(true);
    expect(mayLoadNeural('off', { deviceMemory: 32 })).toBe(false);
  });
});
