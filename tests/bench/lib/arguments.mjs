import { parseArgs } from 'node:util';

export function fail(message) {
  console.error(`bench: ${message}`);
  process.exit(2);
}

/**
 * Reads the command line; leaves with exit code 2 and a sentence where it is wrong.
 * @param {Record<string, number>} numbers - Options that take a whole number from 1, with what they are unless given.
 * @param {Record<string, object>} others - Further options, as `parseArgs` takes them.
 * @param {string[]} parts - Names that may be asked for; all of them unless some are.
 * @returns values by option, `write` and `parts` among them.
 */
export function readArguments(numbers, others, parts) {
  const texts = Object.entries(numbers).map(([name, value]) => [name, { type: 'string', default: String(value) }]);
  const options = { write: { type: 'boolean', default: false }, ...Object.fromEntries(texts), ...others };
  let given;
  try {
    given = parseArgs({ options, allowPositionals: true });
  } catch (error) {
    fail(error.message);
  }
  const { values, positionals } = given;
  for (const name of Object.keys(numbers)) {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1) fail(`--${name} ${values[name]}: expected a whole number from 1`);
    values[name] = value;
  }
  const unknown = positionals.find((name) => !parts.includes(name));
  if (unknown !== undefined) fail(`unknown part ${unknown}; expected ${parts.join(', ')}`);
  if (values.write && positionals.length > 0) fail('--write keeps a report of all parts: name none');
  return { ...values, parts: positionals.length > 0 ? positionals : parts };
}
