import { gunzipSync, inflateSync } from 'node:zlib';

/** One thing that left the browser, as the servers or the proxy kept it. */
export interface Outgoing {
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

const kEncoded = /[A-Za-z0-9+/_-]{6,}/g;

/**
 * Finds words of the visitor in what left the browser: in addresses, headers and bodies; in any case, percent-encoded,
 * in base64 (every alignment), hexadecimal or UTF-16, and in compressed bodies.
 *
 * @param words - Unusual ASCII words of the visitor, at least six letters each.
 * @returns a line for each find, which names the place.
 */
export function findLeaks(outgoing: readonly Outgoing[], words: readonly string[]): string[] {
  const needles = words.map((word) => word.toLowerCase());
  return outgoing.flatMap(({ url, headers, body }) => {
    const places = { address: Buffer.from(url), headers: Buffer.from(JSON.stringify(headers)), body };
    return Object.entries(places).flatMap(([place, bytes]) => {
      const views = viewsOf(bytes);
      const found = needles.filter((needle) => views.some((view) => view.includes(needle)));
      return found.map((needle) => `"${needle}" in the ${place} of ${url.slice(0, 200)}`);
    });
  });
}

/** The bytes read in every way that a careless script might have written them. */
function viewsOf(bytes: Buffer): string[] {
  const plain = [bytes, ...inflated(bytes)].flatMap((part) => {
    const text = part.toString('latin1');
    return [text, part.toString('utf16le'), percentDecoded(text)];
  });
  const decoded = plain.flatMap((text) => [...(text.match(kEncoded) ?? [])].flatMap(decodedRuns));
  return [...plain, ...decoded].map((text) => text.toLowerCase());
}

function inflated(bytes: Buffer): Buffer[] {
  return [gunzipSync, inflateSync].flatMap((inflate) => {
    try {
      return [inflate(bytes)];
    } catch {
      return [];
    }
  });
}

function percentDecoded(text: string): string {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return bytes;
}

function decodedRuns(run: string): string[] {
  const base64 = [0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), 'base64').toString('latin1'));
  const hex = /^[0-9a-f]+$/i.test(run) ? [Buffer.from(run, 'hex'), Buffer.from(run.slice(1), 'hex')] : [];
  return [...base64, ...hex.map((bytes) => bytes.toString('latin1'))];
}
