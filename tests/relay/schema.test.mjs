// The JSON Schemas accept and refuse the samples that the relay's parser accepts and refuses (frames_test.cc).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';

const root = join(import.meta.dirname, '../..');
const load = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false });
ajv.addSchema(load('relay/protocol/schema/common.json'));

for (const socket of ['visitor', 'agent']) {
  const validate = ajv.compile(load(`relay/protocol/schema/${socket}-frame.json`));
  for (const { name, code, frame } of load(`tests/relay/frames/${socket}.json`)) {
    test(`${socket} frame, ${name}: ${code ?? 'accepted'}`, () => {
      assert.equal(validate(frame), code === null, JSON.stringify(validate.errors));
    });
  }
}
