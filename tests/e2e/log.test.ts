import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';

/*
 * What was changed, by the command line.
 */

const cli = commandLine();
const { dictum, serve, stop } = cli;

const put = async (name: string, actors: object[]): Promise<string> => {
  const path = join(cli.folder, name);
  await writeFile(path, JSON.stringify({ actors }));
  return path;
};
const line = async (record: object): Promise<string> => {
  const path = join(cli.folder, 'line.ndjson');
  await writeFile(path, `${JSON.stringify({ type: 'actor', kind: 'person', ...record })}\n`);
  return path;
};

it('a day with files: seeded, corrected, seeded again, compared, shown, undone, and made as it was', async () => {
  const a = { id: 'a', kind: 'person', name: 'A' };
  const file = await put('actors.yaml', [a, { id: 'b', kind: 'person', name: 'B' }]);
  expect(await dictum(['seed', file])).toMatchObject({ code: 0, out: expect.stringContaining('created 2') });
  // Somebody else corrects what the file has.
  const correction = await line({ id: 'a', name: 'Anna' });
  expect(await dictum(['import', correction])).toMatchObject({ code: 0, err: '' });
  expect(await dictum(['seed', file])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('unchanged 2') });
  await put('actors.yaml', [
    { ...a, name: 'Anne', description: 'New.' },
    { id: 'b', kind: 'person', name: 'Bee' },
  ]);
  const diff = await dictum(['diff', file]);
  expect(diff.out).toContain('actor/a is left: others changed the same since');
  expect(diff.out).toMatch(/actor\/b would be written\n {2}name\n {4}- "B"\n {4}\+ "Bee"/);
  const again = await dictum(['seed', file]);
  expect([again.code, again.out.split(',')[1]]).toEqual([0, ' updated 1']);
  expect(again.err).toContain('left as it is: actor/a (name)');

  const log = JSON.parse((await dictum(['log', '--json'])).out);
  expect(log.map(({ number, kind }: { number: number; kind: string }) => [number, kind])).toEqual([
    [3, 'seed'],
    [2, 'import'],
    [1, 'seed'],
  ]);
  expect(log[0].by).toMatch(/^shell/);
  expect((await dictum(['log'])).out).toContain('actors.yaml');
  expect((await dictum(['log', '2'])).out).toMatch(/actor\/a changed\n {2}name\n {4}- "A"\n {4}\+ "Anna"/);
  expect((await dictum(['show', 'actor', 'a', '--revisions'])).out).toMatch(
    /^2 .*\n {2}name[^]*\n1 .*\n {2}created\n$/,
  );
  expect(JSON.parse((await dictum(['show', 'actor', 'a', '--as-of', '1'])).out).name).toBe('A');

  expect(await dictum(['revert', '1'])).toMatchObject({ code: 1, err: expect.stringContaining('actor/a was changed') });
  expect(await dictum(['revert', '2'])).toMatchObject({ code: 0, out: 'undone by change set 4: 1 record\n' });
  expect(JSON.parse((await dictum(['show', 'actor', 'a'])).out).name).toBe('A');
  expect(await dictum(['check'])).toMatchObject({ code: 0 });

  const out = join(cli.folder, 'then');
  expect(await dictum(['checkout', '--as-of', '2', '--out', out])).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 records'),
  });
  expect(JSON.parse((await dictum(['show', 'actor', 'a', '--data', out])).out).name).toBe('Anna');
  expect(JSON.parse((await dictum(['show', 'actor', 'b', '--data', out])).out).name).toBe('B');
  expect(await dictum(['check', '--data', out])).toMatchObject({ code: 0 });
  expect(await dictum(['checkout', '--as-of', '2', '--out', out])).toMatchObject({ code: 2 });
  expect(await dictum(['checkout', '--as-of', '99', '--out', `${out}-2`])).toMatchObject({ code: 1 });
});

it('a graph as it was, of which something is erased since, is made without that and says so', async () => {
  const env = { DICTUM_DATA: join(cli.folder, 'erased') };
  const actors = await put('erased.yaml', [
    { id: 'a', kind: 'state', name: 'A' },
    { id: 'b', kind: 'person', name: 'B', represents: [{ actor: 'a', office: 'Aide' }] },
    { id: 'c', kind: 'person', name: 'C' },
  ]);
  expect(await dictum(['seed', actors], env)).toMatchObject({ code: 0 });
  const without = await line({ id: 'b', name: 'B' });
  expect(await dictum(['import', without], env)).toMatchObject({ code: 0 });
  expect(await dictum(['erase', 'actor', 'a'], env)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/change sets 1 to 2 are others after that.*dictum checkout leaves out/),
  });
  expect(await dictum(['erase', 'actor', 'a', '--yes'], env)).toMatchObject({ code: 0 });
  const out = join(cli.folder, 'deep', 'then');
  const made = await dictum(['checkout', '--as-of', '1', '--out', out], env);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out.split('\n').slice(1)).toEqual([
    'left out: 2',
    '  actor/a is erased',
    '  actor/b refers to what is erased',
    '',
  ]);
  expect(await readdir(out)).toEqual(['dictum.sqlite']);
  expect(await dictum(['check', '--data', out])).toMatchObject({ code: 0 });
  expect((await dictum(['log', '--data', out])).out).toContain('without 2 that are erased or refer to what is');
  expect((await dictum(['export', '--data', out])).out).toMatch(/^.*"id":"c".*\n$/);
});

it('the same over a running service', async () => {
  const data = join(cli.folder, 'served');
  const env = { DICTUM_DATA: data };
  const file = await put('served.yaml', [
    { id: 'a', kind: 'person', name: 'A' },
    { id: 'b', kind: 'person', name: 'B' },
  ]);
  await dictum(['seed', file], env);
  const token = (await dictum(['token', 'create', '--name', 'Ada', '--scope', 'write'], env)).out.trim();
  await dictum(['import', await line({ id: 'a', name: 'Anna' })], env);
  const running = await serve(['--data', data]);
  const over = (...args: string[]) =>
    dictum([...args, '--server', running.url], { DICTUM_DATA: join(cli.folder, 'nothing'), DICTUM_TOKEN: token });

  expect((await over('log')).out).toBe((await dictum(['log'], env)).out);
  expect((await over('log', '2')).out).toBe((await dictum(['log', '2'], env)).out);
  expect(JSON.parse((await over('log', '--json', '--kind', 'import')).out)).toMatchObject([{ number: 2 }]);
  const shown = await over('show', 'actor', 'a', '--revisions');
  expect(shown.out).toMatch(/^2 .*\n {2}name[^]*\n1 .*\n {2}created\n$/);
  expect(shown.out).toBe((await dictum(['show', 'actor', 'a', '--revisions'], env)).out);
  expect(JSON.parse((await over('show', 'actor', 'a', '--as-of', '1')).out).name).toBe('A');
  expect(await over('show', 'actor', 'c', '--as-of', '1')).toMatchObject({
    code: 1,
    err: expect.stringContaining('404'),
  });

  await put('served.yaml', [
    { id: 'a', kind: 'person', name: 'A' },
    { id: 'b', kind: 'person', name: 'B' },
    { id: 'c', kind: 'person', name: 'C' },
  ]);
  expect((await over('diff', file)).out).toBe(
    'actor/a stands otherwise there\n  name\n    - "Anna"\n    + "A"\nactor/c would be created\n1 would be created, 1 stand otherwise there, 1 are the same\n',
  );

  expect(await over('revert', '2', '--dry-run')).toMatchObject({ code: 0, out: 'can be undone: 1 record\n' });
  expect(await over('revert', '2', '--comment', 'By mistake')).toMatchObject({
    code: 0,
    out: 'undone by change set 3: 1 record\n',
  });
  // Stands again as the first has left it, so that can be undone too; what the third left is gone then.
  expect(await over('revert', '1')).toMatchObject({ code: 0, out: 'undone by change set 4: 2 records\n' });
  expect(await over('revert', '3')).toMatchObject({ code: 1, err: expect.stringContaining('others changed actor/a') });
  expect(await dictum(['revert', '1', '--server', running.url])).toMatchObject({
    code: 1,
    err: expect.stringContaining('give the token as the variable DICTUM_TOKEN'),
  });
  await stop(running);
});
