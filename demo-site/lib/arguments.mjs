/** Reads the command line of server.mjs. */

export const usage = `Usage: node demo-site/server.mjs [--port 8788] [--host 127.0.0.1] [--widget http://localhost:8787] [--relay ws://localhost:8787]

  --port    where the shop listens, 0..65535 (0: any free port)
  --host    the address it listens on
  --widget  origin that serves /widget/shopbell.js
  --relay   origin of the relay's WebSocket; --widget with ws: or wss: unless given`;

const known = ['port', 'host', 'widget', 'relay'];

function origin(name, value, schemes) {
  const expected = `expected ${schemes.join('// or ')}// with a host and no path, for example ${schemes[0]}//localhost:8787`;
  let url;
  try {
    url = new URL(value);
  } catch {
    throw new Error(`--${name}: "${value}" is no URL; ${expected}`);
  }
  // The host goes into a policy header, where a semicolon would start a new rule.
  const plainHost = /^[a-z0-9.:[\]-]+$/i.test(url.host);
  const bare = plainHost && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  if (!schemes.includes(url.protocol) || !bare) throw new Error(`--${name}: "${value}" is no origin; ${expected}`);
  return `${url.protocol}//${url.host}`;
}

function port(value) {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) {
    throw new Error(`--port: "${value}" is no port; expected a whole number from 0 to 65535`);
  }
  return Number(value);
}

/**
 * @param {string[]} words - The words after the script's name; `--port 80` and `--port=80` both work.
 * @returns {{help: boolean, port: number, host: string, widget: string, relay: string}}
 * @throws {Error} with a sentence for the person at the terminal.
 */
export function readArguments(words) {
  const given = { port: '8788', host: '127.0.0.1', widget: 'http://localhost:8787', relay: '' };
  let help = false;
  for (let at = 0; at < words.length; at += 1) {
    const [flag, inline] = words[at].split(/=(.*)/s);
    const name = flag.replace(/^--/, '');
    if (flag === '--help' || flag === '-h') {
      help = true;
    } else if (!flag.startsWith('--') || !known.includes(name)) {
      throw new Error(
        `unknown argument "${words[at]}"; expected one of ${known.map((n) => `--${n}`).join(', ')}, --help`,
      );
    } else {
      const value = inline ?? words[(at += 1)];
      if (value === undefined || value === '') throw new Error(`--${name} needs a value after it`);
      given[name] = value;
    }
  }
  const widget = origin('widget', given.widget, ['http:', 'https:']);
  const relay = given.relay === '' ? widget.replace(/^http/, 'ws') : origin('relay', given.relay, ['ws:', 'wss:']);
  return { help, port: port(given.port), host: given.host, widget, relay };
}
