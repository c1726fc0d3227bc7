import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { commandLine } from '../support/command.ts';
import { releasedStore } from '../support/released.ts';
import { write } from '../support/store.ts';
import { claim } from '../support/world.ts';

/*
 * What the command line does for the store itself: it moves it to the next version, backs it up, and makes it good.
 */

const cli = commandLine();
const { dictum, serve, stop } = cli;

const folderOf = async (name: string): Promise<string> => {
  const folder = join(cli.folder, name);
  await mkdir(folder);
  return folder;
};

const change = (folder: string, sql: string): void => {
  const database = openDatabase(join(folder, 'dictum.sqlite'), { readOnly: false });
  database.exec(`${sql}; PRAGMA wal_checkpoint(TRUNCATE)`);
  database.close();
};

describe('a store of another version', () => {
  it('is migrated by the command for it, once', async () => {
    const data = await folderOf('migrated');
    releasedStore(data);
    const first = await dictum(['migrate', '--data', data]);
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^migrated to \d+\.\d+\.\d+\n$/) });
    expect(first.err).toContain(`the store as it was is ${join(data, 'dictum-0.1.0.sqlite')}`);
    expect(await dictum(['migrate', '--data', data])).toEqual({ code: 0, err: '', out: 'nothing to migrate\n' });
    expect(await readdir(data)).toEqual(['dictum-0.1.0.sqlite', 'dictum.sqlite']);
  });

  it('is migrated by whichever command opens it, which says so', async () => {
    const data = await folderOf('queried');
    releasedStore(data);
    const { code, out, err } = await dictum(['query', 'statements', '--speaker', 'sergey-lavrov', '--data', data]);
    expect([code, out]).toEqual([0, expect.stringContaining('Relations of Russia and China will become closer.')]);
    expect(err).toContain('derived by another version of Dictum');
  });

  it('is served once it is migrated, and refused where it is not to be', async () => {
    const data = await folderOf('served');
    releasedStore(data);
    const refused = await dictum(['serve', '--no-migrate', '--port', '0', '--data', data]);
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('derived by Dictum 0.1.0; run dictum migrate'),
    });
    const running = await serve(['--data', data]);
    await expect.poll(async () => (await fetch(`${running.url}/health/ready`)).status).toBe(200);
    const { data: actor } = (await (await fetch(`${running.url}/v1/actors/lost-envoy`)).json()) as { data: object };
    expect(actor).toMatchObject({ id: 'lost-envoy' });
    expect((await stop(running)).code).toBe(0);
    expect(await readdir(data)).toContain('dictum-0.1.0.sqlite');
  });

  it('is not one that the sources of this build have made', async () => {
    const data = await folderOf('sources');
    const store = openEmbedded({ folder: data, readers: 0, timeoutMs: 10_000 });
    await write(store, claim('c'));
    await store.close();
    expect((await dictum(['migrate', '--data', data])).out).toBe('nothing to migrate\n');
  });
});

describe('a backup', () => {
  it('is made while the store is served, and restored in its place', async () => {
    const data = await folderOf('graph-of-a-service');
    const file = join(cli.folder, 'a.backup');
    const running = await serve(['--data', data, '--seed', 'graph-seed']);
    const before = await (await fetch(`${running.url}/v1/statements?limit=200`)).text();
    const made = await dictum(['backup', file, '--data', data]);
    const changes = (await (await fetch(`${running.url}/v1/changes?sort=-number&limit=1`)).json()) as {
      data: { number: number }[];
    };
    const held = new RegExp(`^\\d+ records as of change set ${changes.data[0]!.number}`);
    expect(made).toMatchObject({ code: 0, err: '', out: expect.stringMatching(held) });
    expect(await dictum(['backup', file, '--data', data])).toMatchObject({
      code: 1,
      err: expect.stringContaining('--replace'),
    });
    expect((await dictum(['restore', file, '--replace', '--data', data])).err).toContain('another process has it open');
    await stop(running);
    await dictum(['restore', file, '--data', data]).then(({ code, err }) =>
      expect([code, err]).toEqual([2, expect.stringContaining('--replace')]),
    );
    const { code, out } = await dictum(['restore', file, '--replace', '--data', data]);
    expect([code, out]).toEqual([0, expect.stringContaining('dictum-replaced.sqlite')]);
    expect(out).toMatch(held);
    const again = await serve(['--data', data]);
    expect(await (await fetch(`${again.url}/v1/statements?limit=200`)).text()).toBe(before);
    await stop(again);
  });

  it('is no file of another kind', async () => {
    const file = join(cli.folder, 'none.backup');
    await writeFile(file, 'nothing\n');
    expect(await dictum(['restore', file, '--data', join(cli.folder, 'nowhere')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no backup of Dictum'),
    });
  });
});

describe('the file of a store', () => {
  it('is whole by itself once the service has stopped', async () => {
    const data = await folderOf('stopped');
    const running = await serve(['--data', data, '--seed', 'graph-seed']);
    const before = await (await fetch(`${running.url}/v1/claims?limit=200`)).text();
    expect((await stop(running)).code).toBe(0);
    const copy = await folderOf('copied');
    await cp(join(data, 'dictum.sqlite'), join(copy, 'dictum.sqlite'));
    const other = await serve(['--data', copy]);
    expect(await (await fetch(`${other.url}/v1/claims?limit=200`)).text()).toBe(before);
    await stop(other);
  });

  it.each([
    ['empty', async (path: string) => writeFile(path, ''), 'holds nothing'],
    ['no database', async (path: string) => writeFile(path, 'x'.repeat(5000)), 'is no database'],
  ])('is refused where it is %s', async (name, make, message) => {
    const data = await folderOf(name.replace(' ', '-'));
    await make(join(data, 'dictum.sqlite'));
    expect(await dictum(['check', '--data', data])).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });

  it('is made good by a check that repairs', async () => {
    const data = await folderOf('repaired');
    await dictum(['seed', '--data', data]);
    change(data, 'DELETE FROM name; DELETE FROM block WHERE sort = 1; DELETE FROM reference');
    const found = await dictum(['check', '--data', data]);
    expect([found.code, found.out]).toEqual([1, expect.stringContaining('run dictum check --repair')]);
    const repaired = await dictum(['check', '--repair', '--data', data]);
    expect([repaired.code, repaired.out]).toEqual([0, expect.stringMatching(/^\d+ records checked, 0 findings\n$/)]);
    await rm(data, { recursive: true });
  });
});

describe('two commands that write', () => {
  it('say that another is writing where it does not end', async () => {
    const data = await folderOf('contended');
    await dictum(['seed', '--data', data]);
    const database = openDatabase(join(data, 'dictum.sqlite'), { readOnly: false });
    database.exec('BEGIN IMMEDIATE');
    const file = join(cli.folder, 'one.ndjson');
    await writeFile(file, '{"type":"claim","id":"one-more","text":"One more."}\n');
    const refused = await dictum(['import', file, '--data', data]);
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining('another process is writing to this store'),
    });
    expect(refused.err.trim().split('\n')).toHaveLength(1);
    // Reading goes on meanwhile.
    expect((await dictum(['query', 'statements', '--data', data])).code).toBe(0);
    database.exec('COMMIT');
    database.close();
    expect((await dictum(['import', file, '--data', data])).code).toBe(0);
  });
});
