// Checks what the build does not: that every relative import and every #include "folder/file.h" goes along the arrows of
// docs/architecture.md, and that nothing imports tests or scripts. Prints each fault; exits 1 if there is one.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

// folder -> the folders it may import besides itself
const web = {
  'web/chat': [],
  'web/engine': ['web/chat', 'wasm/bind'],
  'web/wire': ['web/chat'],
  'web/widget': ['web/chat', 'web/engine', 'web/wire'],
  'web/console': ['web/chat', 'web/engine', 'web/wire'],
  'web/studio': [],
  'wasm/bind': ['web/chat'],
};
const core = {
  'wasm/core/names': [],
  'wasm/core/bell': [],
  'wasm/core/text': [],
  'wasm/core/intent': ['text', 'bell'],
  'wasm/core/faq': ['text', 'intent', 'bell'],
  'wasm/core/mood': ['text', 'intent', 'bell'],
  'wasm/core/policy': [],
  'wasm/core/turn': ['bell', 'text', 'intent', 'faq', 'mood', 'policy'],
  'wasm/import': [],
  'wasm/bind': ['import'],
  'wasm/cli': ['import'],
  'relay/values': [],
  'relay/protocol': ['values'],
  'relay/store': ['values'],
  'relay/bus': ['values'],
  'relay/hub': ['values', 'store', 'bus'],
  'relay/net': ['values', 'protocol', 'hub'],
  'relay/app': ['values', 'net', 'protocol', 'hub', 'store', 'bus'],
};

function* files(folder, pattern) {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* files(path, pattern);
    else if (pattern.test(entry.name)) yield path;
  }
}

const faults = [];
let checked = 0;

for (const [folder, allowed] of Object.entries(web)) {
  for (const file of files(folder, /\.ts$/)) {
    checked++;
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)) {
      const path = relative(root, resolve(root, dirname(file), target));
      const fits = [folder, ...allowed].some((one) => path === one || path.startsWith(`${one}/`));
      if (!fits)
        faults.push(`${file}: imports ${path}; ${folder} may import ${allowed.join(', ') || 'nothing outside itself'}`);
    }
  }
}

for (const [folder, allowed] of Object.entries(core)) {
  const own = folder.split('/').pop();
  for (const file of files(folder, /\.(cc|h)$/)) {
    checked++;
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, path] of text.matchAll(/^#include "([^"]+)"/gm)) {
      const first = path.split('/')[0];
      const isPublic = first === 'shopbell' && folder.startsWith('wasm/');
      if (isPublic || !path.includes('/') || first === own || allowed.includes(first)) continue;
      faults.push(`${file}: includes ${path}; ${folder} may include ${['shopbell', ...allowed].join(', ')}`);
    }
  }
}

for (const fault of faults) console.error(fault);
console.log(`${checked} files checked, ${faults.length} imports against the arrows`);
process.exit(faults.length > 0 || checked === 0 ? 1 : 0);
