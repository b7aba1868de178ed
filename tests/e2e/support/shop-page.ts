import { readFileSync } from 'node:fs';
import { kRoot } from './places';
import { StaticServer } from './static-server';

export interface ShopOptions {
  /** Origin of the widget's files, for example the relay's. */
  widget: string;
  relay?: string;
  contact?: string;
  /** Whether the second tier is loaded; `auto` unless given. */
  neural?: 'on' | 'off';
  /** Further attributes of the tag, as they stand there. */
  attributes?: string;
  /** FAQ JSON; the demonstration shop's unless given. */
  faq?: string;
  /** Bot messages say why they came. */
  debug?: boolean;
  /** Extra markup, for example a script of the shop itself. */
  body?: string;
  /** No policy unless given; `recommended` is what the documentation tells owners to set. */
  policy?: 'recommended' | string;
}

/** A shop of one page with the script tag, on its own origin, under a policy of its own. */
export async function openShop(options: ShopOptions): Promise<StaticServer> {
  const { widget, relay, contact, debug, body = '' } = options;
  const attributes = [
    `src="${widget}/shopbell.js"`,
    'data-shop="stylesavvy" data-name="StyleSavvy" data-faq="/faq.json"',
    relay === undefined ? '' : `data-relay="${relay}"`,
    contact === undefined ? '' : `data-contact="${contact}"`,
    options.neural === undefined ? '' : `data-neural="${options.neural}"`,
    debug === true ? 'data-debug="on"' : '',
    options.attributes ?? '',
  ].join(' ');
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width"><script async ${attributes}></script></head>
<body><main><h1>A shop</h1><p>Linen, wool and silk.</p>${body}</main></body></html>`;
  const faq = options.faq ?? readFileSync(`${kRoot}demo-site/faq.json`, 'utf8');
  const policy = options.policy === 'recommended' ? recommendedPolicy(widget, relay) : options.policy;
  return StaticServer.start({
    pages: { '/': html, '/faq.json': faq, '/favicon.ico': '' },
    headers: policy === undefined ? {} : { 'Content-Security-Policy': policy },
  });
}

function recommendedPolicy(widget: string, relay: string | undefined): string {
  const { origin } = new URL(widget);
  const link = relay === undefined ? '' : ` ${relay} ${relay.replace(/^ws/, 'http')}`;
  return [
    "default-src 'self'",
    `script-src 'self' ${origin} 'wasm-unsafe-eval'`,
    `worker-src blob:`,
    `frame-src ${origin}`,
    `connect-src 'self' ${origin}${link}`,
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join('; ');
}
