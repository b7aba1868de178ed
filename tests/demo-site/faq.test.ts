import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linkTargets } from '../../demo-site/lib/markdown.mjs';
import { useShop } from './shop';

interface Entry {
  id: string;
  question: string;
  answer: string;
  category: string;
}

const read = (path: string): Entry[] =>
  JSON.parse(readFileSync(new URL(`../../demo-site/${path}`, import.meta.url), 'utf8')) as Entry[];

describe.each([
  ['faq.json', 60],
  ['themes/bakery-faq.json', 5],
])('%s', (path, least) => {
  const entries = read(path);

  it('has enough entries, each with an id of its own', () => {
    expect(entries.length).toBeGreaterThanOrEqual(least);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(new Set(entries.map(({ question }) => question)).size).toBe(entries.length);
  });

  it.each(entries)('$id says something in every field', (entry) => {
    expect(Object.keys(entry).sort()).toEqual(['answer', 'category', 'id', 'question']);
    expect(entry.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(entry.question.trim().length).toBeGreaterThan(8);
    expect(entry.answer.trim().length).toBeGreaterThan(30);
    expect(entry.category.trim()).not.toBe('');
  });
});

describe('links of faq.json', () => {
  const ask = useShop();
  const targets = [...new Set(read('faq.json').flatMap(({ answer }) => linkTargets(answer)))];

  it.each(targets.filter((target) => target.startsWith('/')))(
    '%s leads to a page and to a place on it',
    async (target) => {
      const [page = '/', place] = target.split('#');
      const { status, text } = await ask(page);
      expect(status).toBe(200);
      if (place) expect(text).toContain(`id="${place}"`);
    },
  );

  it('go to pages of the shop or to its mailboxes only', () => {
    for (const target of targets) expect(target).toMatch(/^(\/[a-z]|\/$|mailto:[a-z]+@stylesavvy\.example$)/);
  });
});

describe('the help page', () => {
  const ask = useShop();

  it('shows every entry and tells search engines the same', async () => {
    const { text } = await ask('/help');
    const entries = read('faq.json');
    for (const { id } of entries) expect(text).toContain(`<details id="${id}">`);
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
    const faqPage = JSON.parse(data) as { '@type': string; mainEntity: { name: string }[] };
    expect(faqPage['@type']).toBe('FAQPage');
    expect(faqPage.mainEntity.map(({ name }) => name)).toEqual(entries.map(({ question }) => question));
  });
});
