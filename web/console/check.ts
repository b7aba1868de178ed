/** Small checks on parsed JSON. Each returns the value in its type or throws {@link Bad}. */

/** What JSON.parse returns, before anything is known of it. */
export type Json = unknown;

/** Says which field is wrong and what was expected; never carries the value itself, which may be a visitor's text. */
export class Bad extends Error {}

type Check<T> = (value: Json, path: string) => T;

function expected(what: string, path: string): never {
  throw new Bad(`${path}: expected ${what}`);
}

export function record(value: Json, path: string): Record<string, Json> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return expected('an object', path);
  return value as Record<string, Json>;
}

export function str(value: Json, path: string): string {
  return typeof value === 'string' ? value : expected('a string', path);
}

export function num(value: Json, path: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : expected('a number', path);
}

export function whole(value: Json, path: string): number {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : expected('a whole number', path);
}

export function bool(value: Json, path: string): boolean {
  return typeof value === 'boolean' ? value : expected('true or false', path);
}

export function oneOf<const T extends string>(allowed: readonly T[], value: Json, path: string): T {
  return allowed.find((one) => one === value) ?? expected(allowed.join(' | '), path);
}

export function array<T>(check: Check<T>, value: Json, path: string): T[] {
  if (!Array.isArray(value)) return expected('an array', path);
  return value.map((item: Json, index) => check(item, `${path}[${index}]`));
}

/** A missing field counts as null: the relay may leave out what it does not know. */
export function nullable<T>(check: Check<T>, value: Json, path: string): T | null {
  return value === null || value === undefined ? null : check(value, path);
}

/** Runs `read`, putting `where` before the path of what it throws. */
export function at<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Bad) throw new Bad(`${where}: ${error.message}`);
    throw error;
  }
}
