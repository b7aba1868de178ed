import { kPortMessage } from './frame-port';
import type { Lost } from './worker/messages';

/**
 * Runs in the hidden frame: takes one port from the page that embeds it and joins it to the Worker.
 * The Worker's script is named here, never by the page.
 */
function join(port: MessagePort): void {
  const worker = new Worker(new URL('engine-worker.js', location.href));
  const lost = (why: string) => port.postMessage({ lost: why } satisfies Lost);
  worker.onmessage = (event: MessageEvent<unknown>) => port.postMessage(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    lost(event.message || 'the script cannot be loaded');
  };
  worker.onmessageerror = () => lost('a message cannot be read');
  port.onmessageerror = () => lost('a message cannot be read');
  port.onmessage = (event: MessageEvent<unknown>) => worker.postMessage(event.data);
}

function takePort(event: MessageEvent<unknown>): void {
  const [port] = event.ports;
  if (event.source !== window.parent || event.data !== kPortMessage || port === undefined) return;
  window.removeEventListener('message', takePort);
  join(port);
}

if (window.parent !== window) window.addEventListener('message', takePort);
