import type { EngineModule, Reply } from '../../../../wasm/bind/engine';
import type { Graph } from './graph';
import { makeVectors } from './maker';
import type { VectorCache } from './vector-cache';

/** What the tier needs of its surroundings; each may reject, and the tier then stays off. */
export interface NeuralSurroundings {
  /** The bytes of neural.bell. */
  tokens(): Promise<ArrayBuffer>;
  /** The bytes of neural.onnx. */
  graph(): Promise<ArrayBuffer>;
  open(graph: ArrayBuffer): Promise<Graph>;
  /** SHA-256 in hexadecimal; null where the page may not compute one. */
  digest(bytes: ArrayBuffer): Promise<string | null>;
  cache: VectorCache;
  pause(): Promise<void>;
  /** Milliseconds, ascending. */
  now(): number;
}

/** A FAQ of more entries would keep a phone busy for minutes. */
export const kMostEntries = 3_000;
/** A device that takes longer for a text is too slow: visitors would feel it. */
export const kMostMs = 200;
/** So many texts are timed before that is judged; the first ones warm the runtime up. */
const kTimed = 6;

/**
 * The second tier inside the Worker. Loads in the background, and says nothing where it cannot: the first tier goes on.
 */
export class NeuralTier {
  private graph: Graph | null = null;
  private ready = false;
  private readonly times: number[] = [];

  constructor(
    private readonly engine: EngineModule,
    private readonly surroundings: NeuralSurroundings,
  ) {}

  /**
   * @param faq - What the engine was started with: what is made of it is kept under its digest.
   * @returns whether it is of use now; never rejects.
   */
  async start(
    entries: number,
    faq: ArrayBuffer | string,
    onProgress: (done: number, total: number) => void,
  ): Promise<boolean> {
    try {
      if (entries === 0 || entries > kMostEntries) return false;
      const digest = await this.load();
      const source = typeof faq === 'string' ? new TextEncoder().encode(faq).buffer : faq;
      const content = await this.surroundings.digest(source);
      const rows = await makeVectors({
        entries,
        key: content === null ? null : `${digest}/${content}`,
        make: (entry) => this.entryVectors(entry),
        pause: () => this.surroundings.pause(),
        cache: this.surroundings.cache,
        onProgress,
      });
      valueOf(this.engine.setNeural(rows));
      this.ready = true;
    } catch {
      this.graph = null;
    }
    return this.ready;
  }

  /** @returns the vector of a visitor's text; null where the tier is of no use (yet, or any more). */
  async read(text: string): Promise<Float32Array | null> {
    if (!this.ready) return null;
    try {
      return await this.run(valueOf(this.engine.tokens(text)));
    } catch {
      this.ready = false;
      return null;
    }
  }

  /** @returns the graph's digest. */
  private async load(): Promise<string> {
    const { surroundings } = this;
    // The small file first: a widget's folder without the tier costs one request.
    const { digest } = valueOf(this.engine.loadNeural(new Uint8Array(await surroundings.tokens())));
    const graph = await surroundings.graph();
    const found = await surroundings.digest(graph);
    if (found !== null && found !== digest) throw new Error('the graph is not the one that neural.bell names');
    this.graph = await surroundings.open(graph);
    return digest;
  }

  private async entryVectors(entry: number): Promise<Float32Array> {
    const [question, whole] = valueOf(this.engine.entryTokens(entry));
    if (question === undefined || whole === undefined) throw new Error('expected two texts of an entry');
    const first = (await this.run(question)).slice(); // the runtime may use its memory again
    const out = new Float32Array(2 * first.length);
    out.set(first);
    out.set(await this.run(whole), first.length);
    return out;
  }

  private async run(ids: Uint16Array): Promise<Float32Array> {
    if (this.graph === null) throw new Error('the graph is not loaded');
    const begin = this.surroundings.now();
    const vector = await this.graph.run(ids);
    this.judge(this.surroundings.now() - begin);
    return vector;
  }

  /** The fastest of the last few: a pause of the device is no slowness. @throws where the device is too slow. */
  private judge(ms: number): void {
    this.times.push(ms);
    if (this.times.length > kTimed) this.times.shift();
    if (this.times.length === kTimed && Math.min(...this.times) > kMostMs) throw new Error('the device is too slow');
  }
}

function valueOf<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
  return reply.value;
}
