import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command.ts';

/*
 * A service that is killed at moments that chance picks, and clients of its own that write batches, run into one another
 * and repeat each request until it is answered. After each kill the log, the records and the live feed have to tell the
 * same, and each write that was acknowledged has to be there once.
 */

type Json = Record<string, any>;
type Answer = { status: number; body: Json };
/** What a client asks for: `id` is its key, and the comment by which it is found in the log. */
type Asked = { id: string; method: string; path: string; body?: object; headers?: Record<string, string> };

const CLIENTS = 4;
/** Records that all clients change, so that they run into one another. */
const HOT = 3;
/** It is killed after so many answers, and then within so many milliseconds: in the midst of writes, however slow the machine. */
const [MOST_ANSWERED, LONGEST_MS] = [12, 60];
/** Of so many kills some are between a write and its answer. */
const MANY = 100;
/** With what a write may be refused here: another was first, or something rests on what it would undo or delete. */
const REFUSED = [404, 409, 410, 412, 422];

/** Numbers from 0 to 1 in an order that a seed says (mulberry32). */
const chance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(2);
};

/** What the log has told of so far: by the record what stands, by the comment the number of the set. */
class Told {
  readonly records = new Map<string, Json | null>();
  readonly revisions = new Map<string, number>();
  readonly numbers = new Map<string, number>();
  last = 0;

  take({ number, comment, changes }: Json): void {
    expect(number).toBe(this.last + 1);
    this.last = number as number;
    expect(this.numbers.has(comment as string)).toBe(false);
    this.numbers.set(comment as string, number as number);
    for (const { id, before, after } of changes as Json[]) {
      expect([id, before]).toEqual([id, this.records.get(id as string) ?? null]);
      this.records.set(id as string, after as Json | null);
      this.revisions.set(id as string, number as number);
    }
  }

  /** The records that stand, by their id, with their revisions. */
  get standing(): Map<string, Json> {
    const found = [...this.records].filter(
      ([, record]) => record !== null && !record['deleted'] && !record['mergedInto'],
    );
    return new Map(found.map(([id, record]) => [id, { ...record, revision: this.revisions.get(id) }]));
  }
}

export type Kills = { kills: number; seed: number; environment?: () => Record<string, string> };

export const killedWhileWriting = (engine: string, { kills, seed, environment }: Kills): void => {
  describe(`a service that is killed while it writes (${engine}, seed ${seed})`, () => {
    const { dictum, serve, stop } = commandLine(environment);

    it(
      `makes each write once that comes with a key, whole or not at all, through ${kills} kills`,
      async () => {
        const random = chance(seed);
        const pick = (count: number): number => Math.floor(random() * count);
        const token = (await dictum(['token', 'create', '--name', 'Ada', '--scope', 'write'])).out.trim();
        let running = await serve();
        const state = { isPaused: false, isOver: false, underWay: 0, answered: 0 };
        /** By the id of a write the number that it was answered with; null where it changed nothing. */
        const acknowledged = new Map<string, number | null>();
        const seen = { repeated: 0, refused: 0 };

        const get = async (path: string, accept = 'application/json'): Promise<string> => {
          const answer = await fetch(`${running.url}${path}`, { headers: { accept } });
          const text = await answer.text();
          expect([path, answer.status, text]).toEqual([path, 200, text]);
          return text;
        };
        const lines = async (path: string): Promise<Json[]> =>
          (await get(path, 'application/x-ndjson'))
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as Json);

        /** Sends a write until it is answered, whichever process does so. */
        const send = async ({ id, method, path, body, headers = {} }: Asked): Promise<Answer> => {
          for (let attempt = 1; ; attempt++) {
            try {
              const answer = await fetch(`${running.url}${path}`, {
                method,
                headers: {
                  authorization: `Bearer ${token}`,
                  'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
                  'idempotency-key': id,
                  'dictum-comment': id,
                  ...headers,
                },
                ...(body !== undefined && { body: JSON.stringify(body) }),
              });
              const read = (await answer.json()) as Json;
              if (answer.headers.has('idempotent-replayed') && attempt > 1) seen.repeated += 1;
              // Nor is what takes too long on a busy machine an answer.
              if (answer.status !== 503 && answer.status !== 504) return { status: answer.status, body: read };
            } catch {
              // It was killed.
            }
            await sleep(25);
          }
        };

        let count = 0;
        const hot = (): string => `hot-${pick(HOT)}`;
        const asked = async (): Promise<Asked> => {
          const n = count++;
          const id = `write-${n}`;
          const kind = n < HOT ? 'hot' : ['batch', 'batch', 'patch', 'patch', 'remove', 'merge', 'undo'][pick(7)]!;
          const put = (name: string, record: object = {}): object => ({
            op: 'put',
            type: 'topic',
            id: name,
            revision: null,
            record: { name, ...record },
          });
          const some = [...acknowledged].filter(([, number]) => number !== null);
          switch (kind) {
            case 'hot':
              return { id, method: 'POST', path: '/v1/changes', body: { changes: [put(`hot-${n}`)] } };
            case 'patch': {
              const topic = hot();
              const answer = await fetch(`${running.url}/v1/topics/${topic}`).catch(() => null);
              const revision = answer?.status === 200 ? ((await answer.json()) as Json)['data'].revision : 1;
              const headers = { 'if-match': `"${revision}"` };
              return { id, method: 'PATCH', path: `/v1/topics/${topic}`, body: { description: id }, headers };
            }
            case 'remove':
              return { id, method: 'DELETE', path: `/v1/topics/narrow-${pick(n)}`, headers: { 'if-match': '*' } };
            case 'merge':
              return {
                id,
                method: 'POST',
                path: `/v1/topics/wide-${pick(n)}/merge`,
                body: { into: hot() },
                headers: { 'if-match': '*' },
              };
            case 'undo':
              return { id, method: 'POST', path: `/v1/changes/${some[pick(some.length)]?.[1] ?? 1}/revert` };
            default:
              return {
                id,
                method: 'POST',
                path: '/v1/changes',
                body: { changes: [put(`wide-${n}`), put(`narrow-${n}`, { broader: [`wide-${n}`, hot()] })] },
              };
          }
        };

        const writing = async (): Promise<void> => {
          while (!state.isOver) {
            if (state.isPaused) {
              await sleep(5);
              continue;
            }
            const what = await asked();
            state.underWay += 1;
            const { status, body } = await send(what);
            if (status >= 300) {
              expect([what, REFUSED.includes(status), status, body['detail']]).toEqual([
                what,
                true,
                status,
                body['detail'],
              ]);
              seen.refused += 1;
            } else acknowledged.set(what.id, body['data'].number as number | null);
            state.underWay -= 1;
            state.answered += 1;
          }
        };

        /** Follows the live feed for as long as it takes, from where it was cut off. */
        const heard: number[] = [];
        const listening = async (): Promise<void> => {
          while (!state.isOver) {
            try {
              const headers = { accept: 'text/event-stream', 'last-event-id': String(heard.at(-1) ?? 0) };
              const answer = await fetch(`${running.url}/v1/changes`, { headers });
              const decoder = new TextDecoder();
              let text = '';
              for await (const chunk of answer.body!) {
                text += decoder.decode(chunk, { stream: true });
                for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
                  const number = /^id: ?(\d+)$/m.exec(text.slice(0, end))?.[1];
                  if (number !== undefined) heard.push(Number(number));
                  text = text.slice(end + 2);
                }
              }
            } catch {
              // It was killed.
            }
            await sleep(25);
          }
        };

        /** A change set with all that it changed, of which the feed tells the first. */
        const whole = async (set: Json): Promise<Json> => {
          const changes: Json[] = [];
          for (let cursor = ''; changes.length < set['records'];) {
            const { data, page } = JSON.parse(await get(`/v1/changes/${set['number']}?limit=200${cursor}`)) as Json;
            changes.push(...data.changes);
            cursor = `&cursor=${page.nextCursor}`;
          }
          return { ...set, changes };
        };

        const told = new Told();
        const verify = async (): Promise<void> => {
          for (const set of await lines(`/v1/changes?since=${told.last}`))
            told.take(set['changes'].length < set['records'] ? await whole(set) : set);
          const changed = new Map([...acknowledged].filter(([, number]) => number !== null));
          expect(told.numbers).toEqual(changed);
          const written = await lines('/v1/topics?form=written');
          const revisions = await lines('/v1/topics?fields=revision');
          const records = written.map((record, i): Json => {
            const { type: _type, ...whole } = { ...record, ...revisions[i] };
            return whole;
          });
          const { standing } = told;
          expect(records.map(({ id }) => id as string).toSorted()).toEqual([...standing.keys()].toSorted());
          const odd = records.filter((record) => !isDeepStrictEqual(record, standing.get(record['id'] as string)));
          expect(odd.map((record) => [record, standing.get(record['id'] as string)])).toEqual([]);
          for (let wait = 0; wait < 200 && heard.at(-1) !== told.last; wait++) await sleep(25);
          expect(heard).toEqual(Array.from({ length: told.last }, (_, i) => i + 1));
          const checked = await dictum(['check']);
          expect([checked.code, checked.out]).toEqual([0, checked.out]);
        };

        const clients = [...Array.from({ length: CLIENTS }, () => writing()), listening()];
        const failed = Promise.all(clients).then(() => undefined);
        failed.catch(() => (state.isOver = true));
        const killing = async (): Promise<void> => {
          for (let kill = 0; kill < kills; kill++) {
            const wanted = state.answered + pick(MOST_ANSWERED);
            await until(() => state.answered >= wanted || state.isOver);
            await sleep(LONGEST_MS * random());
            running.child.kill('SIGKILL');
            await running.ended;
            state.isPaused = true;
            running = await serve();
            await until(() => state.underWay === 0 || state.isOver);
            await verify();
            state.isPaused = false;
          }
        };
        await Promise.race([killing(), failed]).finally(() => (state.isOver = true));
        await stop(running);
        await failed;
        // Chance has to have brought what this is about.
        expect(told.last).toBeGreaterThan(kills);
        if (kills >= MANY) expect(Math.min(seen.repeated, seen.refused)).toBeGreaterThan(0);
        console.log(`${kills} kills: ${told.last} change sets, ${seen.repeated} repeated, ${seen.refused} refused`);
      },
      60_000 + kills * 20_000,
    );
  });
};
