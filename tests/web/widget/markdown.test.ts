// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../web/widget/markdown';

function html(text: string): string {
  const host = document.createElement('div');
  host.append(renderMarkdown(text));
  return host.innerHTML;
}

function links(text: string): (string | null)[] {
  const host = document.createElement('div');
  host.append(renderMarkdown(text));
  return [...host.querySelectorAll('a')].map((anchor) => anchor.getAttribute('href'));
}

describe('Markdown', () => {
  it.each([
    ['one\n\ntwo', '<p>one</p><p>two</p>'],
    ['one\ntwo', '<p>one<br>two</p>'],
    ['**2–3 days**', '<p><strong>2–3 days</strong></p>'],
    ['__bold__ and *thin* and _thin_', '<p><strong>bold</strong> and <em>thin</em> and <em>thin</em></p>'],
    ['**bold *and thin***', '<p><strong>bold <em>and thin</em></strong></p>'],
    ['use `SAVE10` **now**', '<p>use <code>SAVE10</code> <strong>now</strong></p>'],
    ['`**not bold**`', '<p><code>**not bold**</code></p>'],
    ['- one\n- **two**', '<ul><li>one</li><li><strong>two</strong></li></ul>'],
    ['Costs:\n\n* a\n\n* b\n\nafter', '<p>Costs:</p><ul><li>a</li><li>b</li></ul><p>after</p>'],
    ['Costs:\n- a\n- b', '<p>Costs:</p><ul><li>a</li><li>b</li></ul>'],
    ['3. three\n4. four', '<ol start="3"><li>three</li><li>four</li></ol>'],
    ['- one\n  goes on', '<ul><li>one<br>goes on</li></ul>'],
    ['2 * 3 * 4 = 24', '<p>2 * 3 * 4 = 24</p>'],
    ['snake_case_name', '<p>snake_case_name</p>'],
    ['\\*plain\\*', '<p>*plain*</p>'],
    ['**unclosed', '<p>**unclosed</p>'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  it('links to web, mail, phone and the shop’s own pages', () => {
    const text = '[a](https://x.example/a_(b)) [b](mailto:a@b.example) [c](tel:+49123) [d](/delivery) [e](#top)';
    expect(links(text)).toEqual(['https://x.example/a_(b)', 'mailto:a@b.example', 'tel:+49123', '/delivery', '#top']);
  });

  it('finds bare addresses, without the sentence around them', () => {
    expect(links('See https://x.example/a, or (https://y.example).')).toEqual([
      'https://x.example/a',
      'https://y.example',
    ]);
    expect(html('xhttps://x.example')).not.toContain('<a');
  });

  it('opens other sites beside the shop, without telling them of it', () => {
    expect(html('[a](https://x.example/)')).toBe(
      '<p><a href="https://x.example/" target="_blank" rel="noopener noreferrer nofollow">a</a></p>',
    );
    expect(html('[a](/delivery)')).toBe('<p><a href="/delivery">a</a></p>');
  });

  it('keeps marks inside a link’s text, but no link in a link', () => {
    expect(html('[**b** https://y.example](/x)')).toBe('<p><a href="/x"><strong>b</strong> https://y.example</a></p>');
  });
});

describe('text that wants to be more', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox)',
    '[x](//evil.example/)',
    '[x](/\\evil.example)',
    '[x](\u0001javascript:alert(1))',
    '<a href="https://evil.example" onclick="alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    '&lt;script&gt;',
  ])('%s shows as itself', (text) => {
    const host = document.createElement('div');
    host.append(renderMarkdown(text));
    expect(host.textContent?.replace(/[[\]()]/g, '')).toBe(text.replace(/[[\]()]/g, ''));
    for (const element of host.querySelectorAll('*')) {
      expect(['P', 'A', 'BR']).toContain(element.tagName);
      expect(element.getAttribute('href') ?? 'https://').toMatch(/^https:\/\//);
      expect(element.getAttributeNames().filter((name) => name.startsWith('on'))).toEqual([]);
    }
  });

  it('cannot break out of a link’s address', () => {
    const host = document.createElement('div');
    host.append(renderMarkdown('[x](https://a.example/"onmouseover="alert(1))'));
    for (const anchor of host.querySelectorAll('a')) expect(anchor.hasAttribute('onmouseover')).toBe(false);
  });

  it('takes no long time, however it is nested', () => {
    const started = performance.now();
    for (const text of [
      '*'.repeat(4_000),
      '['.repeat(4_000),
      '**a'.repeat(1_300),
      '_a '.repeat(1_300),
      '[a]('.repeat(1_000),
    ]) {
      renderMarkdown(text);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
