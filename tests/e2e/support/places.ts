import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export const kRoot = root;
export const kWidget = `${root}build/web/widget`;
export const kConsole = `${root}build/web/console`;
/** Pages and bundles that only tests use. */
export const kTestPages = `${root}build/e2e`;
export const kBin = `${root}build/native/bin`;

/** @throws where a part is not built, with the command that builds it. */
export function expectBuilt(path: string, command: string): void {
  if (!existsSync(path)) throw new Error(`expected ${path.replace(root, '')}; make it with: ${command}`);
}
