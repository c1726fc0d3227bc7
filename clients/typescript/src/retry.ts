/*
 * Sends a request again where the service says that it may be answered later.
 */

/** Too many requests; not ready, or more work than can be done in time. */
const LATER = new Set([429, 503]);
const FIRST_WAIT_MS = 500;

/** How long `Retry-After` asks to wait, in milliseconds; null where it says nothing. */
const askedWait = (answer: Response): number | null => {
  const said = answer.headers.get('retry-after');
  if (said === null) return null;
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
};

/** What can be sent twice with the same outcome. */
const isRepeatable = ({ method, headers }: Request): boolean =>
  method === 'GET' || method === 'HEAD' || headers.has('idempotency-key');

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

export type Retries = {
  /** How often a request is sent again at most. */
  retries: number;
  /** How long to wait at most each time, in milliseconds; where more is asked for, the answer is given as it is. */
  longestWaitMs: number;
};

/** A fetch that heeds `Retry-After`, and without it waits twice as long each time. */
export const retrying =
  (send: (request: Request) => Promise<Response>, { retries, longestWaitMs }: Retries) =>
  async (request: Request): Promise<Response> => {
    for (let sent = 0; ; sent++) {
      const isLast = sent === retries || !isRepeatable(request);
      const backoff = FIRST_WAIT_MS * 2 ** sent * (0.5 + Math.random() / 2);
      let ms = backoff;
      try {
        const answer = await send(isLast ? request : request.clone());
        if (isLast || !LATER.has(answer.status)) return answer;
        ms = askedWait(answer) ?? backoff;
        if (ms > longestWaitMs) return answer;
        await answer.body?.cancel();
      } catch (error) {
        // Nothing answered at all.
        if (isLast || request.signal.aborted) throw error;
      }
      await wait(ms, request.signal);
    }
  };
