import { describe, expect, it } from 'vitest';
import { sumUp } from '../../demo-site/assets/js/sums.js';
import { readArguments } from '../../demo-site/lib/arguments.mjs';
import { renderMarkdown } from '../../demo-site/lib/markdown.mjs';
import { parsePage } from '../../demo-site/lib/site.mjs';

describe('readArguments', () => {
  it('takes the relay from the widget unless told', () => {
    expect(readArguments([])).toMatchObject({
      port: 8788,
      widget: 'http://localhost:8787',
      relay: 'ws://localhost:8787',
    });
    expect(readArguments(['--widget', 'https://w.test/'])).toMatchObject({
      widget: 'https://w.test',
      relay: 'wss://w.test',
    });
    expect(readArguments(['--relay=wss://r.test', '--port=0'])).toMatchObject({ relay: 'wss://r.test', port: 0 });
  });

  it.each([
    [['--port', '70000'], '--port: "70000" is no port; expected a whole number from 0 to 65535'],
    [['--port'], '--port needs a value after it'],
    [['--widget', 'localhost'], '--widget: "localhost" is no URL'],
    [['--widget', 'http://w.test/path'], '--widget: "http://w.test/path" is no origin'],
    [['--widget', 'http://w.test;script-src'], 'is no'],
    [['--relay', 'http://r.test'], '--relay: "http://r.test" is no origin; expected ws:// or wss://'],
    [['--ports', '1'], 'unknown argument "--ports"; expected one of --port, --host, --widget, --relay, --help'],
    [['8788'], 'unknown argument "8788"'],
  ])('refuses %j in words', (words, message) => {
    expect(() => readArguments(words)).toThrow(message);
  });
});

describe('renderMarkdown', () => {
  it('knows paragraphs, lists, stress and links', () => {
    expect(renderMarkdown('A **b** *c* [d](/e)\n\n- f\n- g')).toBe(
      '<p>A <strong>b</strong> <em>c</em> <a href="/e">d</a></p><ul><li>f</li><li>g</li></ul>',
    );
  });

  it('lets no markup and no script address through', () => {
    expect(renderMarkdown('<img src=x onerror=alert(1)> "q"')).toBe(
      '<p>&lt;img src=x onerror=alert(1)&gt; &quot;q&quot;</p>',
    );
    expect(renderMarkdown('[x](javascript:alert`1`) [y](//evil.test)')).toBe('<p>x y</p>');
    expect(renderMarkdown('[x](/a"onclick="b)')).toBe('<p><a href="/a&quot;onclick=&quot;b">x</a></p>');
  });
});

describe('parsePage', () => {
  it('names the page whose first comment is missing or has no title', () => {
    expect(() => parsePage('<h1>x</h1>', 'pages/x.html')).toThrow('pages/x.html: expected a first comment');
    expect(() => parsePage('<!--\nscripts: a\n-->\n<h1>x</h1>', 'pages/x.html')).toThrow('has no title');
  });
});

describe('sumUp', () => {
  const products = new Map([
    ['dress', { price: 119, badge: '' }],
    ['skirt', { price: 89, badge: 'Last call' }],
    ['scarf', { price: 59, badge: '' }],
  ]);
  const germany = { price: 4.9, freeFrom: 80 };
  const cart = (code: string, ...ids: string[]) => ({
    lines: ids.map((id) => ({ id, quantity: 1 })),
    wrap: false,
    code,
  });

  it('charges delivery below the limit of the country and not from it on', () => {
    expect(sumUp(cart('', 'scarf'), products, germany)).toMatchObject({ delivery: 4.9, total: 63.9 });
    expect(sumUp(cart('', 'skirt'), products, germany)).toMatchObject({ delivery: 0, total: 89 });
    expect(sumUp(cart('', 'skirt'), products, { price: 9.9 }).delivery).toBe(9.9);
    expect(sumUp(cart('', 'skirt'), products, germany, 'express').total).toBe(98.9);
    expect(sumUp(cart('', 'scarf'), products, germany, 'collect').total).toBe(59);
  });

  it('gives a code from its least value on, and not on last call pieces', () => {
    expect(sumUp(cart('WELCOME10', 'scarf'), products, germany).discount).toBe(0);
    expect(sumUp(cart('WELCOME10', 'dress', 'skirt'), products, germany)).toMatchObject({
      discount: 11.9,
      total: 196.1,
    });
    expect(sumUp(cart('NONSENSE', 'dress'), products, germany).discount).toBe(0);
  });

  it('adds gift wrapping', () => {
    expect(sumUp({ ...cart('', 'dress'), wrap: true }, products, germany).total).toBe(122.5);
  });
});
