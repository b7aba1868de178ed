/** What a load cost the page's main thread, read from a Chromium trace. Times in ms. */

const settleUs = 1_000_000;

function parse(buffer) {
  const events = JSON.parse(buffer.toString('utf8'));
  return Array.isArray(events) ? events : events.traceEvents;
}

function find(events, what, test) {
  const found = events.find(test);
  if (found === undefined) throw new Error(`expected ${what} in the trace`);
  return found;
}

/** Length covered by intervals that may lie inside each other. */
function covered(intervals) {
  let end = -Infinity;
  let sum = 0;
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}

const sum = (events, field) => events.reduce((total, event) => total + (event[field] ?? 0), 0) / 1000;

/**
 * @param {Buffer} buffer - The trace.
 * @param {string} address - The page.
 * @param {string} script - End of the address of the script whose own share is wanted.
 * @returns {{ wallMs: number, cpuMs: number, tasks: number, scriptMs: number, longestMs: number }} sums over the tasks
 *   of the page's main thread that began between the navigation and one second after the load event; `scriptMs` is the
 *   CPU time within the script's own compiling and running, a part of `cpuMs`.
 */
export function mainThreadCost(buffer, address, script) {
  const events = parse(buffer);
  const began = find(
    events,
    `a navigation to ${address}`,
    ({ name, args }) => name === 'navigationStart' && args?.data?.documentLoaderURL === address,
  );
  // Every SVG picture is a small page of its own and has a load event too: the frame tells them apart.
  const loaded = find(
    events,
    'the end of the load event',
    ({ name, ts, args }) => name === 'loadEventEnd' && args.frame === began.args.frame && ts >= began.ts,
  );
  const end = loaded.ts + settleUs;
  const here = events.filter(
    ({ pid, tid, ts }) => pid === began.pid && tid === began.tid && ts >= began.ts && ts < end,
  );
  const tasks = here.filter(({ name, ph }) => name === 'RunTask' && ph === 'X');
  const own = here.filter(({ ph, args }) => {
    const from = args?.data?.url ?? args?.fileName ?? args?.data?.scriptName;
    return ph === 'X' && typeof from === 'string' && from.endsWith(script);
  });
  return {
    wallMs: sum(tasks, 'dur'),
    cpuMs: sum(tasks, 'tdur'),
    tasks: tasks.length,
    longestMs: Math.max(...tasks.map(({ dur }) => dur)) / 1000,
    scriptMs: covered(own.filter(({ tdur }) => tdur !== undefined).map(({ tts, tdur }) => [tts, tts + tdur])) / 1000,
  };
}
