/** The help page: the FAQ by category, and the same as schema.org FAQPage. */
import { escapeHtml, renderMarkdown } from './markdown.mjs';
import { structuredData } from './layout.mjs';
import { slug } from './catalogue.mjs';

const entry = ({ id, question, answer }) =>
  `<details id="${id}"><summary><h3>${escapeHtml(question)}</h3></summary><div class="answer">${renderMarkdown(answer)}</div></details>`;

/** @returns the parts of the help page for renderPage. */
export function renderHelp(faq) {
  const categories = [...new Set(faq.map((item) => item.category))];
  const index = categories.map((name) => `<li><a href="#${slug(name)}">${escapeHtml(name)}</a></li>`).join('');
  const sections = categories
    .map((name) => {
      const entries = faq.filter((item) => item.category === name).map(entry);
      return `<section class="faq" aria-labelledby="${slug(name)}"><h2 id="${slug(name)}">${escapeHtml(name)}</h2>${entries.join('\n')}</section>`;
    })
    .join('\n');
  return {
    title: 'Help · StyleSavvy',
    description:
      'Delivery, returns, sizes, care and payment: questions that customers of StyleSavvy ask, with answers.',
    scripts: ['help'],
    head: structuredData({
      '@context': 'https://schema.org',
      '@type': 'FAQPage',
      mainEntity: faq.map(({ question, answer }) => ({
        '@type': 'Question',
        name: question,
        acceptedAnswer: { '@type': 'Answer', text: renderMarkdown(answer) },
      })),
    }),
    main: `<div class="text-page wide-page"><h1>Questions and answers</h1>
<p class="lead">The ${faq.length} questions we hear most. The chat below answers from the same list, and a person is one request away.</p>
<search><label for="find">Find a question</label><input id="find" type="search" autocomplete="off" placeholder="refund, size 44, wool …"><p id="found" class="found" role="status"></p></search>
<div class="help-columns"><nav class="topics" aria-label="Topics"><ul>${index}</ul></nav><div class="topics-body">${sections}</div></div></div>`,
  };
}
