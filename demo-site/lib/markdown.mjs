/** The small Markdown that FAQ answers use, as safe HTML: paragraphs, `-` lists, **bold**, *italic*, links. */

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes text safe inside HTML text and quoted attributes. */
export const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (sign) => entities[sign]);

const safeTarget = /^(\/(?!\/)|#|https:\/\/|mailto:|tel:)/;

function inline(text) {
  return escapeHtml(text)
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (whole, label, target) =>
      safeTarget.test(target) ? `<a href="${target}">${label}</a>` : label,
    )
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>');
}

function block(lines) {
  if (lines.every((line) => line.startsWith('- '))) {
    return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`;
  }
  return `<p>${inline(lines.join(' '))}</p>`;
}

/** @returns {string} HTML without any element or attribute that the text brought along. */
export function renderMarkdown(text) {
  return text
    .split(/\n{2,}/)
    .map((part) => block(part.split('\n').filter(Boolean)))
    .join('');
}

/** The targets of all links in a Markdown text. */
export const linkTargets = (text) => [...text.matchAll(/\[[^\]]+\]\(([^)\s]+)\)/g)].map((match) => match[1]);
