/**
 * The safe part of Markdown that answers may use: paragraphs, line breaks, bold, italic, code, lists and links to http,
 * https, mailto, tel and paths of the shop itself. Everything else, HTML included, is text. Only DOM nodes are made, never markup parsed.
 */

type Block =
  { kind: 'paragraph'; lines: string[] } | { kind: 'list'; ordered: boolean; start: number; items: string[][] };

const BULLET = /^\s{0,3}[-*+]\s+(.*)$/;
const NUMBER = /^\s{0,3}(\d{1,9})[.)]\s+(.*)$/;
const SAFE_LINK = /^(https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i;
/** Nesting deeper than this stays text. */
const MAX_DEPTH = 8;

/** @returns what the text looks like, ready to be put into a message. */
export function renderMarkdown(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const block of parseBlocks(text)) fragment.append(blockElement(block));
  return fragment;
}

function parseBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let current: Block | null = null;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    if (line.trim() === '') {
      current = null;
      continue;
    }
    const item = listItem(line);
    if (item) {
      if (current?.kind !== 'list' || current.ordered !== item.ordered) {
        current = { kind: 'list', ordered: item.ordered, start: item.start, items: [] };
        blocks.push(current);
      }
      current.items.push([item.text]);
    } else if (current?.kind === 'list') {
      current.items.at(-1)?.push(line.trim());
    } else if (current) {
      current.lines.push(line.trim());
    } else {
      current = { kind: 'paragraph', lines: [line.trim()] };
      blocks.push(current);
    }
  }
  return joinLooseLists(blocks);
}

function listItem(line: string): { ordered: boolean; start: number; text: string } | null {
  const bullet = BULLET.exec(line);
  if (bullet) return { ordered: false, start: 1, text: bullet[1] ?? '' };
  const number = NUMBER.exec(line);
  return number ? { ordered: true, start: Number(number[1]), text: number[2] ?? '' } : null;
}

/** Items with empty lines between them are still one list. */
function joinLooseLists(blocks: Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered)
      last.items.push(...block.items);
    else joined.push(block);
  }
  return joined;
}

function blockElement(block: Block): HTMLElement {
  if (block.kind === 'paragraph') {
    const paragraph = document.createElement('p');
    appendLines(paragraph, block.lines);
    return paragraph;
  }
  const list = document.createElement(block.ordered ? 'ol' : 'ul');
  if (block.ordered && block.start !== 1) list.setAttribute('start', String(block.start));
  for (const lines of block.items) {
    const item = document.createElement('li');
    appendLines(item, lines);
    list.append(item);
  }
  return list;
}

function appendLines(parent: HTMLElement, lines: string[]): void {
  lines.forEach((line, index) => {
    if (index > 0) parent.append(document.createElement('br'));
    appendInline(parent, line, 0);
  });
}

interface Span {
  pattern: RegExp;
  make(match: RegExpExecArray, depth: number): Node | null;
}

const SPANS: Span[] = [
  { pattern: /^\\([\\`*_[\]()#+\-.!~>|{}])/, make: (match) => document.createTextNode(match[1] ?? '') },
  { pattern: /^`([^`\n]{1,2000})`/, make: (match) => textElement('code', match[1] ?? '') },
  {
    pattern: /^\[([^[\]\n]{1,500})\]\(([^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,2000})?)\)/,
    make: (match, depth) => link(match[2] ?? '', (anchor) => appendInline(anchor, match[1] ?? '', depth + 1, false)),
  },
  {
    pattern: /^\*\*(?=\S)([^\n]{1,4000}?\S|\S)\*\*(?!\*)/,
    make: (match, depth) => wrapped('strong', match[1] ?? '', depth),
  },
  {
    pattern: /^__(?=\S)([^\n]{1,4000}?\S|\S)__(?!\w)/,
    make: (match, depth) => wrapped('strong', match[1] ?? '', depth),
  },
  {
    pattern: /^\*(?=[^\s*])([^*\n]{0,4000}?[^\s*])\*(?!\*)/,
    make: (match, depth) => wrapped('em', match[1] ?? '', depth),
  },
  {
    pattern: /^_(?=[^\s_])([^_\n]{0,4000}?[^\s_])_(?!\w)/,
    make: (match, depth) => wrapped('em', match[1] ?? '', depth),
  },
  {
    pattern: /^https?:\/\/[^\s<>"]{1,2000}/i,
    make: (match) => {
      const address = match[0].replace(/[.,;:!?)\]}'"*_]+$/, '');
      match[0] = address;
      return link(address, (anchor) => anchor.append(address));
    },
  },
];
const BARE_LINK = SPANS.length - 1;
const LINK = 2;

function appendInline(parent: Node, text: string, depth: number, links = true): void {
  let plain = '';
  let at = 0;
  const flush = () => {
    if (plain !== '') parent.appendChild(document.createTextNode(plain));
    plain = '';
  };
  while (at < text.length) {
    const found = depth < MAX_DEPTH && startsSpan(text, at) ? spanAt(text, at, depth, links) : null;
    if (found) {
      flush();
      parent.appendChild(found.node);
      at += found.length;
    } else {
      plain += text[at];
      at++;
    }
  }
  flush();
}

/** Cheap look before the patterns are tried; `_` and addresses begin no span within a word. */
function startsSpan(text: string, at: number): boolean {
  const character = text[at] ?? '';
  if ('\\`[*'.includes(character)) return true;
  return (character === '_' || /h/i.test(character)) && !/\w/.test(text[at - 1] ?? '');
}

function spanAt(text: string, at: number, depth: number, links: boolean): { node: Node; length: number } | null {
  const rest = text.slice(at);
  for (const [index, span] of SPANS.entries()) {
    if (!links && (index === LINK || index === BARE_LINK)) continue;
    const match = span.pattern.exec(rest);
    const node = match && span.make(match, depth);
    if (match && node) return { node, length: match[0].length };
  }
  return null;
}

/** Null for an address of another kind: then it stays text. */
function link(address: string, fill: (anchor: HTMLAnchorElement) => void): HTMLAnchorElement | null {
  if (!SAFE_LINK.test(address)) return null;
  const anchor = document.createElement('a');
  anchor.setAttribute('href', address);
  if (/^https?:/i.test(address) && anchor.origin !== location.origin) {
    anchor.setAttribute('target', '_blank');
    anchor.setAttribute('rel', 'noopener noreferrer nofollow');
  }
  fill(anchor);
  return anchor;
}

function wrapped(tag: 'strong' | 'em', text: string, depth: number): HTMLElement {
  const element = document.createElement(tag);
  appendInline(element, text, depth + 1);
  return element;
}

function textElement(tag: 'code', text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
