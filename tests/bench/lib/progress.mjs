/** Says on standard error how far a long part is; standard output is the report's. */
export function progress(what, total) {
  let done = 0;
  const began = Date.now();
  return () => {
    done += 1;
    const seconds = Math.round((Date.now() - began) / 1000);
    process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${what}: ${done} of ${total}, ${seconds} s`);
    if (!process.stderr.isTTY || done === total) process.stderr.write('\n');
  };
}
