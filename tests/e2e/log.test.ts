import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';

/*
 * What was changed, by the command line.
 */

const cli = commandLine();
const { dictum } = cli;

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
  expect(JSON.parse((await dictum(['show', 'actor', 'a', '--at', '1'])).out).name).toBe('A');

  expect(await dictum(['revert', '1'])).toMatchObject({ code: 1, err: expect.stringContaining('actor/a was changed') });
  expect(await dictum(['revert', '2'])).toMatchObject({ code: 0, out: 'undone by change set 4: 1 records\n' });
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
