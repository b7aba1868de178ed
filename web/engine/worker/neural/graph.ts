/** The second tier's graph: token ids in, a unit vector out. */
export interface Graph {
  run(ids: Uint16Array): Promise<Float32Array>;
}

/** What is used of ONNX Runtime Web's global object. */
interface Runtime {
  env: { wasm: { numThreads?: number; wasmPaths?: string; proxy?: boolean } };
  Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => object;
  InferenceSession: {
    create(
      graph: Uint8Array,
      options: { executionProviders: string[]; logSeverityLevel?: 0 | 1 | 2 | 3 | 4 },
    ): Promise<{ run(feeds: Record<string, object>): Promise<Record<string, { data: unknown } | undefined>> }>;
  };
}

declare const ort: Runtime;

/**
 * Loads the runtime from the widget's own folder and compiles the graph: on one thread, as pages without cross-origin
 * isolation have it.
 *
 * @param folder - Absolute, with `/` at its end.
 * @throws where a file is blocked or missing, or the graph is none.
 */
export async function openGraph(
  folder: string,
  bytes: ArrayBuffer,
  importScripts: (url: string) => void,
): Promise<Graph> {
  importScripts(`${folder}ort.wasm.min.js`);
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = folder;
  const options = { executionProviders: ['wasm'], logSeverityLevel: 4 as const }; // quiet: what fails is seen here
  const session = await ort.InferenceSession.create(new Uint8Array(bytes), options);
  return {
    async run(ids) {
      const input = new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]);
      const { vector } = await session.run({ ids: input });
      if (!(vector?.data instanceof Float32Array)) throw new Error('expected the graph to give a vector');
      return vector.data;
    },
  };
}
