import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../web/widget/config';

const SRC = 'https://widget.example/v1/shopbell.js?x=1';
const read = (data: Record<string, string>) => readConfig({ shop: 'stylesavvy', faq: '/faq.json', ...data }, SRC);

describe('the script tag', () => {
  it('needs a shop and a FAQ, the rest has quiet defaults', () => {
    expect(read({})).toEqual({
      faults: [],
      config: {
        shop: 'stylesavvy',
        name: 'stylesavvy',
        faq: '/faq.json',
        relay: null,
        contact: null,
        warmth: 'plain',
        neural: 'auto',
        bot: null,
        locale: 'en',
        position: 'right',
        theme: 'auto',
        label: null,
        debug: false,
        base: 'https://widget.example/v1/',
      },
    });
  });

  it('takes everything that it documents', () => {
    const { config, faults } = read({
      name: 'StyleSavvy',
      relay: 'wss://relay.example',
      contact: 'tel:+49123',
      warmth: 'warm',
      neural: 'on',
      position: 'left',
      theme: 'dark',
      label: 'Ask us',
      debug: 'on',
    });
    expect(faults).toEqual([]);
    expect(config).toMatchObject({
      relay: 'wss://relay.example',
      contact: 'tel:+49123',
      warmth: 'warm',
      neural: 'on',
      label: 'Ask us',
      debug: true,
    });
  });

  it('takes what the assistant may say, and when it rings', () => {
    const { config, faults } = read({
      mode: 'topics',
      topics: 'Returns, delivery-time,',
      ring: 'charged-twice, large order',
    });
    expect(faults).toEqual([]);
    expect(config?.bot).toEqual({
      mode: 'topics',
      topics: ['Returns', 'delivery-time'],
      ring: ['charged-twice', 'large order'],
    });
    expect(read({ ring: 'styling' }).config?.bot).toEqual({ mode: 'full', topics: [], ring: ['styling'] });
  });

  it('names topics that are missing or too many', () => {
    expect(read({ mode: 'topics' }).faults).toEqual([expect.stringContaining('data-topics is missing: expected ids')]);
    const { config, faults } = read({ ring: Array.from({ length: 70 }, (_, i) => `t${i}`).join() });
    expect(config?.bot?.ring).toHaveLength(64);
    expect(faults).toEqual(['data-ring has 70 topics: only the first 64 count']);
  });

  it.each([['shop'], ['faq']])('without data-%s does not start, and says what was expected', (name) => {
    const { config, faults } = readConfig({ shop: 'a', faq: 'b', [name]: ' ' }, SRC);
    expect(config).toBeNull();
    expect(faults).toEqual([expect.stringContaining(`data-${name} is missing: expected`)]);
  });

  it.each([
    ['warmth', 'hot', 'plain, friendly, warm'],
    ['neural', 'yes', 'auto, on, off'],
    ['position', 'top', 'right, left'],
    ['mode', 'loud', 'full, topics, suggest, shadow'],
    ['theme', 'blue', 'auto, light, dark'],
    ['locale', 'xx', 'en'],
    ['debug', 'true', 'off, on'],
  ])('names an unknown data-%s="%s" and goes on without', (name, value, expected) => {
    const { config, faults } = read({ [name]: value });
    expect(config).not.toBeNull();
    expect(faults).toEqual([`data-${name}="${value}" is not known: expected one of ${expected}`]);
  });

  it.each([
    ['relay', 'https://relay.example', 'ws:, wss:'],
    ['contact', 'javascript:alert(1)', 'mailto:, tel:'],
    ['contact', 'help@stylesavvy.example', 'mailto:, tel:'],
  ])('leaves out data-%s="%s", which it could not use', (name, value, expected) => {
    const { config, faults } = read({ [name]: value });
    expect(config).toMatchObject({ [name]: null });
    expect(faults[0]).toContain(expected);
  });
});
