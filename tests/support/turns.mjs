import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/*
 * Loaded before a process (NODE_OPTIONS=--import): for how many milliseconds of its CPU one turn of the event loop took
 * the thread that serves at most, since the file that LONGEST_TURN names was last removed.
 */

if (isMainThread) {
  const path = process.env.LONGEST_TURN;
  const file = `/proc/self/task/${process.pid}/schedstat`;
  const spent = () => Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6;
  const known = () => {
    try {
      return Number(readFileSync(path, 'utf8'));
    } catch {
      return 0;
    }
  };
  let last = spent();
  setInterval(() => {
    const now = spent();
    const turn = now - last;
    last = now;
    if (turn > 5 && turn > known()) writeFileSync(path, String(turn));
  }, 1).unref();
}
