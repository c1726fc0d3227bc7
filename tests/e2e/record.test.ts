import { beforeAll, describe, expect, it } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine } from '../support/command.ts';

const line = commandLine();
const { dictum, serve, stop } = line;

const RECORDS = [
  { type: 'topic', id: 'wide', name: 'Wide' },
  { type: 'topic', id: 'narrow', name: 'Narrow', broader: ['wide'] },
  { type: 'topic', id: 'twin', name: 'Twin' },
  { type: 'topic', id: 'free', name: 'Free' },
];
beforeAll(async () => {
  const file = join(line.folder, 'records.ndjson');
  await writeFile(file, RECORDS.map((record) => `${JSON.stringify(record)}\n`).join(''));
  expect((await dictum(['import', file])).code).toBe(0);
});

describe('commands on one record', () => {
  it('show, merge and delete it in a store', async () => {
    const shown = await dictum(['show', 'topic', 'narrow']);
    expect(JSON.parse(shown.out)).toMatchObject({ id: 'narrow', broader: ['wide'] });
    const used = await dictum(['delete', 'topic', 'wide']);
    expect([used.code, used.err]).toEqual([1, expect.stringContaining('topic/narrow refer to it')]);
    const tried = await dictum(['merge', 'topic', 'wide', 'twin', '--dry-run']);
    expect([tried.code, tried.out]).toEqual([0, expect.stringContaining('  topic/wide merged into twin\n')]);
    const merged = await dictum(['merge', 'topic', 'wide', 'twin', '--comment', 'Both are one', '--json']);
    expect(JSON.parse(merged.out)).toMatchObject({ number: 2, comment: 'Both are one', kind: 'write' });
    const stale = await dictum(['delete', 'topic', 'free', '--revision', '9']);
    expect([stale.code, stale.err]).toEqual([1, expect.stringContaining('stands at revision 1, not at 9')]);
    expect(await dictum(['delete', 'topic', 'wide'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('was merged into twin'),
    });
  });

  it('do so over a running service, with a token', async () => {
    const token = (await dictum(['token', 'create', '--name', 'Ada', '--scope', 'write'])).out.trim();
    const running = await serve();
    const over = (...args: string[]) => dictum([...args, '--server', running.url], { DICTUM_TOKEN: token });
    expect(JSON.parse((await over('show', 'topic', 'free')).out)).toMatchObject({ id: 'free', name: 'Free' });
    expect((await over('delete', 'topic', 'free', '--comment', 'Für später')).out).toBe(
      'Change 3:\n  topic/free deleted\n',
    );
    expect(await over('delete', 'topic', 'free')).toMatchObject({
      code: 1,
      err: expect.stringContaining('refuses (410)'),
    });
    expect(await dictum(['delete', 'topic', 'narrow', '--server', running.url])).toMatchObject({
      code: 1,
      err: expect.stringContaining('give the token as the variable DICTUM_TOKEN'),
    });
    const merged = await over('merge', 'topic', 'narrow', 'twin', '--json');
    expect(JSON.parse(merged.out)).toMatchObject({ number: 4, by: 'Ada' });
    await stop(running);
    expect(await over('show', 'topic', 'twin')).toMatchObject({
      code: 1,
      err: expect.stringContaining('does not answer'),
    });
  });
});

describe('dictum duplicates', () => {
  it('names what was probably recorded twice, and why', async () => {
    const file = join(line.folder, 'twice.ndjson');
    const twice = [
      { type: 'claim', id: 'sail', text: 'Ferries sail again from Kingsport.' },
      { type: 'claim', id: 'sailing', text: 'From Kingsport ferries will sail again.' },
    ];
    await writeFile(file, twice.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const before = await dictum(['duplicates', '--json']);
    expect(JSON.parse(before.out)).toEqual({ data: [] });
    expect((await dictum(['import', file])).code).toBe(0);
    const { code, out } = await dictum(['duplicates', '--type', 'claim']);
    expect([code, out]).toEqual([0, expect.stringMatching(/91 % .*sail.*words ferries, sail, again, from, kingsport/)]);
  });
});
