import type { Clock, Ids } from '../chat/ports';

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

export const systemIds: Ids = {
  next: () => randomBase64url(16),
  key: () => ({ id: randomBase64url(16), secret: randomBase64url(32) }),
};

function randomBase64url(bytes: number): string {
  const raw = crypto.getRandomValues(new Uint8Array(bytes));
  const text = btoa(String.fromCharCode(...raw));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
