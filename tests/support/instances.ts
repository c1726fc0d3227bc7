import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandLine, type CommandLine } from './command.ts';

/*
 * Several processes over one store: two services, and commands beside them.
 */

type Json = Record<string, any>;
type Answer = { status: number; headers: Headers; body: Json };
type Service = Awaited<ReturnType<CommandLine['serve']>>;

const AT_ONCE = 8;
const ROUNDS = 10;

/** The events of a live feed, as they come: numbers of change sets. */
const listening = async (url: string): Promise<{ numbers: number[]; close: () => void }> => {
  const closing = new AbortController();
  const answer = await fetch(`${url}/v1/changes`, {
    headers: { accept: 'text/event-stream' },
    signal: closing.signal,
  });
  const numbers: number[] = [];
  const read = async (): Promise<void> => {
    let text = '';
    for await (const chunk of answer.body!) {
      text += new TextDecoder().decode(chunk);
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const id = /^id: ?(\d+)$/m.exec(text.slice(0, end))?.[1];
        if (id !== undefined) numbers.push(Number(id));
        text = text.slice(end + 2);
      }
    }
  };
  read().catch(() => undefined);
  return { numbers, close: () => closing.abort() };
};

/** The cases; `environment` says where the store is, where that is not the folder of the commands. */
export const severalInstances = (engine: string, environment: () => Record<string, string> = () => ({})): void => {
  describe(`several processes over one store (${engine})`, { timeout: 240_000 }, () => {
    const line = commandLine(environment);
    const { dictum, serve } = line;
    let services: [Service, Service];
    let token: string;
    const ask = async (of: number, path: string, init: RequestInit = {}): Promise<Answer> => {
      const answer = await fetch(`${services[of % 2]!.url}${path}`, {
        ...init,
        headers: { 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: text === '' ? {} : (JSON.parse(text) as Json) };
    };
    const send = (
      of: number,
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> =>
      ask(of, path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    const patch = (of: number, id: string, revision: number, fields: object): Promise<Answer> =>
      send(of, 'PATCH', `/v1/topics/${id}`, fields, {
        'content-type': 'application/merge-patch+json',
        'if-match': `"${revision}"`,
      });
    const create = async (of: number, id: string, fields: object = {}): Promise<Answer> => {
      const answer = await send(of, 'PUT', `/v1/topics/${id}`, { name: id, ...fields }, { 'if-none-match': '*' });
      expect(answer.status).toBe(201);
      return answer;
    };
    const topics = async (of: number): Promise<string[]> =>
      (await ask(of, '/v1/topics?limit=200')).body['data'].map(({ id }: Json) => id as string);

    beforeAll(async () => {
      token = (await dictum(['token', 'create', '--name', 'Ada', '--scope', 'write'])).out.trim();
      services = await Promise.all([
        serve(['--seed', 'graph-seed/reference/regions.yaml']),
        serve(['--seed', 'graph-seed/reference/regions.yaml']),
      ]);
    }, 120_000);

    it('seeded at once have seeded once', async () => {
      const { body } = await ask(0, '/v1/changes?kind=seed');
      expect(body['data']).toHaveLength(1);
      expect((await ask(1, '/v1/regions/middle-east')).status).toBe(200);
    });

    it('answer what another wrote at once, though the answer was kept', async () => {
      for (let i = 0; i < ROUNDS; i++) {
        // Asked twice an answer is kept, and both know its tag.
        const before = await Promise.all([0, 1, 0, 1].map((of) => ask(of, '/v1/topics?limit=200')));
        const tag = before[0]!.headers.get('etag')!;
        const written = await create(i, `read-${i}`);
        const other = i + 1;
        const bookmark = { 'dictum-bookmark': written.headers.get('dictum-bookmark')! };
        const read = await ask(other, '/v1/topics?limit=200', { headers: { ...bookmark, 'if-none-match': tag } });
        expect(read.status).toBe(200);
        expect(read.body['data'].map(({ id }: Json) => id)).toContain(`read-${i}`);
        expect(await topics(i)).toContain(`read-${i}`);
        expect((await ask(other, `/v1/topics/read-${i}`)).body['data'].revision).toBe(written.body['data'].number);
      }
    });

    it('let one of two writers win, and tell the other what stands', async () => {
      let { number: revision } = (await create(0, 'contested')).body['data'] as { number: number };
      for (let i = 0; i < ROUNDS; i++) {
        const answers = await Promise.all([0, 1].map((of) => patch(of, 'contested', revision, { name: `${of}-${i}` })));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]));
        const [won, lost] = answers[0]!.status === 200 ? answers : answers.toReversed();
        revision = won!.body['data'].number;
        expect(lost!.body).toMatchObject({ code: 'precondition-failed', revision });
      }
    });

    it('lose no update of writers who try again', async () => {
      await create(0, 'counter', { name: '0' });
      const counting = async (of: number): Promise<void> => {
        for (let done = 0; done < ROUNDS;) {
          const { body } = await ask(of, '/v1/topics/counter');
          const { name, revision } = body['data'] as { name: string; revision: number };
          const { status, body: said } = await patch(of, 'counter', revision, { name: String(Number(name) + 1) });
          if (status === 200) done += 1;
          else expect([status, said['code'], said['detail']]).toEqual([412, 'precondition-failed', said['detail']]);
        }
      };
      await Promise.all([counting(0), counting(1), counting(0), counting(1)]);
      expect((await ask(0, '/v1/topics/counter')).body['data'].name).toBe(String(4 * ROUNDS));
    });

    it('make one write of a request that comes to all of them', async () => {
      for (let i = 0; i < ROUNDS; i++) {
        const body = {
          changes: [{ op: 'put', type: 'topic', id: `once-${i}`, revision: null, record: { name: 'x' } }],
        };
        const answers = await Promise.all(
          Array.from({ length: AT_ONCE }, (_, of) =>
            send(of, 'POST', '/v1/changes', body, { 'idempotency-key': `once-${i}` }),
          ),
        );
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
        expect(new Set(answers.map((each) => each.body['data'].number)).size).toBe(1);
        expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
      }
    });

    it('take a token that a command makes, and refuse it once it is revoked, at once', async () => {
      const made = (await dictum(['token', 'create', '--name', 'Bea', '--scope', 'write'])).out.trim();
      const whoami = (of: number): Promise<Answer> =>
        ask(of, '/v1/whoami', { headers: { authorization: `Bearer ${made}` } });
      expect((await Promise.all([0, 1].map(whoami))).map(({ status }) => status)).toEqual([200, 200]);
      await dictum(['token', 'revoke', made.split('_')[1]!]);
      expect((await Promise.all([0, 1].map(whoami))).map(({ status }) => status)).toEqual([401, 401]);
    });

    it('tell what each of them and a command writes on every live feed, in order and once', async () => {
      const feeds = await Promise.all(services.map(({ url }) => listening(url)));
      const written: number[] = [];
      for (let i = 0; i < ROUNDS; i++) written.push((await create(i, `told-${i}`)).body['data'].number as number);
      const file = join(line.folder, 'told.ndjson');
      await writeFile(file, '{"type":"topic","id":"told-by-import","name":"x"}\n');
      expect((await dictum(['import', file])).code).toBe(0);
      written.push((await ask(0, '/v1/changes?kind=import')).body['data'].at(-1).number as number);
      for (let wait = 0; wait < 100 && feeds.some(({ numbers }) => numbers.length < written.length); wait++)
        await sleep(50);
      for (const { numbers, close } of feeds) {
        expect(numbers).toEqual(written);
        close();
      }
    });

    it('answer from one state while both write and a command imports', async () => {
      await create(0, 'pair');
      await Promise.all(['left', 'right'].map((id, of) => create(of, id, { broader: ['pair'] })));
      const lines = Array.from({ length: 300 }, (_, i) => `{"type":"topic","id":"import-${i}","name":"import-${i}"}\n`);
      const file = join(line.folder, 'import.ndjson');
      await writeFile(file, lines.join(''));
      const over = new AbortController();
      let seen = 0;
      const pairs = async (of: number): Promise<void> => {
        while (!over.signal.aborted) {
          const { status, body } = await ask(of, '/v1/topics?broader=pair&fields=name');
          expect(status).toBe(200);
          const names = new Map((body['data'] as Json[]).map(({ id, name }) => [id, name]));
          expect(String(names.get('left')).replace('left', '')).toBe(String(names.get('right')).replace('right', ''));
          seen += 1;
        }
      };
      const writing = async (of: number): Promise<void> => {
        for (let i = 0; i < ROUNDS; i++) {
          const body = {
            changes: ['left', 'right'].map((id) => ({
              op: 'put',
              type: 'topic',
              id,
              revision: '*',
              record: { name: `${id} ${of} ${i}`, broader: ['pair'] },
            })),
          };
          const { status } = await send(of, 'POST', '/v1/changes', body);
          expect(status).toBe(200);
        }
      };
      const readers = Promise.all([pairs(0), pairs(1)]);
      const ended = await Promise.all([dictum(['import', file]), writing(0), writing(1)]).finally(() => over.abort());
      await readers;
      expect(ended[0].code).toBe(0);
      expect(seen).toBeGreaterThan(ROUNDS);
      expect(await topics(0)).toEqual(await topics(1));
    });

    it('leave a store that is whole', async () => {
      const { code, err } = await dictum(['check']);
      expect([code, err]).toEqual([0, err]);
    });
  });
};
