import { describe, expect, it } from 'vitest';
import { Host, looksLikeJson, type Files } from '../../../web/engine/worker/host';
import type { EngineRequest, Reply } from '../../../web/engine/worker/messages';
import type { EngineModule } from '../../../wasm/bind/engine';

const bell = new Uint8Array([0x42, 0x45, 0x4c, 0x4c]);

function moduleWith(overrides: Partial<EngineModule> = {}): EngineModule {
  const unused = () => ({ ok: false as const, code: 'unused', message: 'not expected in this test' });
  return {
    loadModel: () => ({ ok: true, value: null }),
    loadPack: () => ({ ok: true, value: { entries: 3 } }),
    buildPack: () => ({ ok: true, value: { bytes: bell, warnings: ['entry 2 has no answer'] } }),
    step: unused,
    entry: unused,
    ask: unused,
    explain: unused,
    mood: unused,
    loadNeural: unused,
    tokens: unused,
    entryTokens: unused,
    setNeural: unused,
    ...overrides,
  };
}

function hostWith(module: EngineModule, files: Partial<Files> = {}) {
  const replies: Reply[] = [];
  const whole: Files = {
    module: () => Promise.resolve(module),
    model: () => Promise.resolve(new ArrayBuffer(4)),
    tier: () => expect.unreachable('not asked for'),
    ...files,
  };
  const host = new Host(whole, (reply) => replies.push(reply));
  let id = 0;
  return async (request: EngineRequest) => {
    await host.receive({ id: ++id, request });
    expect(replies).toHaveLength(id);
    expect(replies.at(-1)?.id).toBe(id);
    return replies.at(-1);
  };
}

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;

describe('a step', () => {
  it("carries the offset of the visitor's clock, for answers that hold on some days only", async () => {
    const seen: unknown[] = [];
    const module = moduleWith({
      step: (event) => {
        seen.push(event.utcOffsetMinutes);
        return { ok: false, code: 'unused', message: '' };
      },
    });
    const send = hostWith(module);
    await send({ kind: 'start', faq: '[]' });
    const at = Date.UTC(2026, 0, 1);
    await send({
      kind: 'step',
      event: { kind: 'visitor_text', text: 'hi', at, agents: 'online', hours: 'open' },
      state: '',
    });
    expect(seen).toEqual([-new Date(at).getTimezoneOffset()]);
  });
});

describe('loading', () => {
  it('makes the pack from JSON text and tells its warnings', async () => {
    const texts: string[] = [];
    const module = moduleWith({
      buildPack: (json) => {
        texts.push(json);
        return { ok: true, value: { bytes: bell, warnings: ['entry 2 has no answer'] } };
      },
    });
    const send = hostWith(module);
    const value = { entries: 3, warnings: ['entry 2 has no answer'] };
    expect(await send({ kind: 'start', faq: '[]' })).toMatchObject({ ok: true, value });
    expect(await send({ kind: 'start', faq: bytesOf('\ufeff [{"id":"ä"}]') })).toMatchObject({ ok: true, value });
    expect(texts).toEqual(['[]', ' [{"id":"ä"}]']);
  });

  it('takes a ready pack as it is', async () => {
    const packs: number[][] = [];
    const module = moduleWith({
      loadPack: (bytes) => {
        packs.push([...bytes]);
        return { ok: true, value: { entries: 9 } };
      },
    });
    const reply = await hostWith(module)({ kind: 'start', faq: bell.slice().buffer });
    expect(reply).toMatchObject({ ok: true, value: { entries: 9, warnings: [] } });
    expect(packs).toEqual([[...bell]]);
  });

  it.each<[string, Partial<EngineModule>, ArrayBuffer | string]>([
    ['a FAQ with faults', { buildPack: () => ({ ok: false, code: 'kInvalidSource', message: 'entry 1' }) }, '[]'],
    ['a pack for another model', { loadPack: () => ({ ok: false, code: 'wrong-model', message: 'm' }) }, bell.buffer],
    ['bytes that are no UTF-8', {}, new Uint8Array([0x5b, 0xff]).buffer],
  ])('calls %s invalid', async (_, overrides, faq) => {
    expect(await hostWith(moduleWith(overrides))({ kind: 'start', faq })).toMatchObject({
      ok: false,
      code: 'faq-invalid',
    });
  });

  it.each<[string, Partial<Files>]>([
    ['the engine is blocked', { module: () => Promise.reject(new WebAssembly.CompileError('by policy')) }],
    ['the model cannot be fetched', { model: () => Promise.reject(new TypeError('Failed to fetch')) }],
  ])('says so where %s', async (_, files) => {
    expect(await hostWith(moduleWith(), files)({ kind: 'start', faq: '[]' })).toMatchObject({ code: 'blocked' });
  });
});

describe('requests', () => {
  it('are refused before a start', async () => {
    expect(await hostWith(moduleWith())({ kind: 'mood', text: 'hi' })).toMatchObject({ code: 'not-started' });
  });

  it('reach the engine and come back with its words', async () => {
    const send = hostWith(
      moduleWith({ entry: (index) => ({ ok: false, code: 'out-of-range', message: `got ${index}` }) }),
    );
    await send({ kind: 'start', faq: '[]' });
    expect(await send({ kind: 'entry', index: 7 })).toMatchObject({ code: 'out-of-range', message: 'got 7' });
  });

  it('bring texts without half surrogate pairs', async () => {
    const texts: string[] = [];
    const mood = (text: string) => {
      texts.push(text);
      return { ok: false as const, code: 'unused', message: '' };
    };
    const send = hostWith(moduleWith({ mood }));
    await send({ kind: 'start', faq: '[]' });
    for (const text of ['a\ud83d b', '\ude00', '\ud83d\ude00', 'plain']) await send({ kind: 'mood', text });
    expect(texts).toEqual(['a\ufffd b', '\ufffd', '\ud83d\ude00', 'plain']);
  });

  it('for an explanation carry the time on the visitor’s clock', async () => {
    const seen: unknown[] = [];
    const explain: EngineModule['explain'] = (question) => {
      seen.push(question);
      return { ok: false, code: 'unused', message: '' };
    };
    const send = hostWith(moduleWith({ explain }));
    await send({ kind: 'start', faq: '[]' });
    const at = Date.UTC(2026, 6, 1);
    await send({ kind: 'explain', text: 'why\ud83d', at });
    expect(seen).toEqual([{ text: 'why\ufffd', at, utcOffsetMinutes: -new Date(at).getTimezoneOffset() }]);
  });

  it('tell a trap apart from a refusal', async () => {
    const send = hostWith(
      moduleWith({
        step: () => {
          throw new WebAssembly.RuntimeError('unreachable');
        },
      }),
    );
    await send({ kind: 'start', faq: '[]' });
    const event = { kind: 'visitor_text', text: '', at: 0, agents: 'unknown', hours: 'unknown' } as const;
    expect(await send({ kind: 'step', event, state: '' })).toMatchObject({ ok: false, code: 'crashed' });
  });

  it('of an unknown kind get a reply too', async () => {
    const send = hostWith(moduleWith());
    await send({ kind: 'start', faq: '[]' });
    expect(await send({ kind: 'dance' } as unknown as EngineRequest)).toMatchObject({ code: 'bad-request' });
  });

  it('that are no envelopes get none', async () => {
    const replies: Reply[] = [];
    const files: Files = { module: () => Promise.reject(new Error()), model: () => Promise.reject(new Error()) };
    const host = new Host(files, (reply) => replies.push(reply));
    for (const noise of [null, 'text', {}, { id: 'x', request: {} }, { id: 1, request: null }])
      await host.receive(noise);
    expect(replies).toEqual([]);
  });
});

describe('a FAQ in JSON', () => {
  it.each(['[', '{', ' \n\t[', '\ufeff['])('is known by its first bracket: %j', (text) => {
    expect(looksLikeJson(new TextEncoder().encode(text))).toBe(true);
  });

  it.each(['', 'BELL[', 'hello'])('is not %j', (text) => {
    expect(looksLikeJson(new TextEncoder().encode(text))).toBe(false);
  });
});
