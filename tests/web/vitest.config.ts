import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Tests that need a DOM say so in their first line: `// @vitest-environment happy-dom`.
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/web/**/*.test.ts', 'tests/demo-site/**/*.test.ts', 'tests/bench/**/*.test.mjs'],
    environment: 'node',
    restoreMocks: true,
  },
});
