/** The frame around every page: head, header, footer and the one script tag of the widget. */
import { escapeHtml } from './markdown.mjs';

const navigation = [
  ['/?category=dresses', 'Dresses'],
  ['/?category=tops', 'Tops'],
  ['/?category=knitwear', 'Knitwear'],
  ['/?category=trousers', 'Trousers'],
  ['/?category=coats-and-jackets', 'Coats'],
  ['/?category=accessories', 'Accessories'],
];

/** The tag that an owner pastes; the addresses come from the server's arguments. */
export function widgetTag({ widget, relay }) {
  return `<script async src="${widget}/widget/shopbell.js" data-shop="stylesavvy" data-name="StyleSavvy" data-faq="/faq.json" data-relay="${relay}" data-contact="mailto:help@stylesavvy.example"></script>`;
}

/** A data block for search engines; it is never executed. */
export const structuredData = (value) =>
  `<script type="application/ld+json">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`;

const links = (pairs) => pairs.map(([href, text]) => `<li><a href="${href}">${text}</a></li>`).join('');

const icon = (path) =>
  `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`;

const header = `<header class="site-header">
<p class="ribbon">Free delivery in Germany from €80 · 30 days to return</p>
<div class="bar">
<a class="brand" href="/">Style<span>Savvy</span></a>
<nav aria-label="Shop"><ul>${links(navigation)}</ul></nav>
<ul class="tools">
<li><a href="/help">${icon('M9.2 9a3 3 0 1 1 4.3 2.7c-1 .5-1.5 1.2-1.5 2.3M12 17.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z')}<span>Help</span></a></li>
<li><a href="/account">${icon('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5')}<span>Account</span></a></li>
<li><a href="/cart">${icon('M6 8h12l1 12.5H5zM9 10.5V7a3 3 0 0 1 6 0v3.5')}<span>Cart</span> <span class="count" data-cart-count hidden></span></a></li>
</ul>
</div>
</header>`;

const footer = `<footer class="site-footer">
<div class="columns">
<section aria-labelledby="footer-help"><h2 id="footer-help">Help</h2><ul>${links([
  ['/help', 'Questions and answers'],
  ['/order', 'Order status'],
  ['/delivery', 'Delivery'],
  ['/returns', 'Returns and exchange'],
  ['/sizes', 'Size guide'],
])}</ul></section>
<section aria-labelledby="footer-us"><h2 id="footer-us">StyleSavvy</h2><ul>${links([
  ['/about', 'About us'],
  ['/contact', 'Shops and contact'],
  ['/contact#appointment', 'Book a stylist'],
  ['/about#jobs', 'Jobs'],
  ['/privacy', 'Privacy'],
])}</ul></section>
<section aria-labelledby="footer-news"><h2 id="footer-news">Letter from Ines</h2>
<form class="newsletter" data-thanks="Thank you. Please confirm the link that is on its way to you.">
<label for="newsletter-email">E-mail address</label>
<div class="field-row"><input id="newsletter-email" name="email" type="email" autocomplete="email" required><button class="button quiet">Subscribe</button></div>
<p class="hint">Twice a month, and 10 % off your first order from €60.</p>
<p class="form-status" role="status"></p></form></section>
</div>
<p class="small">StyleSavvy is a demonstration shop: nothing is sold, charged or sent. All prices with VAT.</p>
</footer>`;

/**
 * @param {{title: string, description?: string, main: string, head?: string, scripts?: string[]}} page
 * @param {{widget: string, relay: string}} origins
 */
export function renderPage(page, origins) {
  const scripts = ['site', ...(page.scripts ?? [])]
    .map((name) => `<script type="module" src="/assets/js/${name}.js"></script>`)
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<meta name="description" content="${escapeHtml(page.description ?? 'Clothes that last, from a boutique in Hamburg and Cologne.')}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/css/base.css">
<link rel="stylesheet" href="/assets/css/forms.css">
<link rel="stylesheet" href="/assets/css/shop.css">
<link rel="stylesheet" href="/assets/css/pages.css">
${scripts}
${widgetTag(origins)}
${page.head ?? ''}</head>
<body>
<a class="skip" href="#main">Skip to content</a>
${header}
<main id="main" tabindex="-1">
${page.main}
</main>
${footer}
</body>
</html>
`;
}
