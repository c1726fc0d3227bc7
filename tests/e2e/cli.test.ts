import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine, type Ended } from '../support/command.ts';

/*
 * The command line as it is built and run.
 */

const cli = commandLine();
const { dictum, serve, stop } = cli;

describe('a graph on the command line', () => {
  it('is seeded once, and left as it is the second time', async () => {
    const first = await dictum(['seed']);
    const created = Number(/^created (\d+), updated 0, deleted 0, merged 0, unchanged 0\n$/.exec(first.out)?.[1]);
    expect(created).toBeGreaterThan(100);
    expect(await dictum(['seed'])).toEqual({
      code: 0,
      err: '',
      out: `created 0, updated 0, deleted 0, merged 0, unchanged ${created}\n`,
    });
  });

  it.each([['--help'], ['export'], ['query', 'statements', '--json'], ['log']])(
    'ends quietly where nobody reads what %s prints',
    async (...args) => {
      const child = spawn(process.execPath, ['dist/cli/main.js', ...args], {
        env: { ...process.env, DICTUM_DATA: cli.data },
      });
      child.stdout.destroy();
      let told = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect([code, told]).toEqual([141, '']);
    },
  );

  it('is found whole', async () => {
    const { code, out } = await dictum(['check']);
    expect([code, /^\d+ records checked, 0 findings\n$/.test(out)]).toEqual([0, true]);
    expect(JSON.parse((await dictum(['check', '--json'])).out)).toMatchObject({ findings: [] });
  });

  it.each([
    [
      ['statements', '--speaker', 'sergey-lavrov', '--mode', '!analysis'],
      'Relations of Russia and China will become closer.',
      13,
    ],
    [['forums', 'asia-pacific'], 'member-in-region', 3],
    [['search', 'maritime security'], 'maritime-security', 3],
    [
      ['neighbourhood', 'event/wang-yi-lavrov-meeting-2025-02-20', '--direction', 'out'],
      'partOf event/g20-foreign-ministers-meeting-2025',
      4,
    ],
  ])('answers query %j as a table and as JSON', async (args, shown, count) => {
    const table = await dictum(['query', ...args]);
    expect([table.code, table.err]).toEqual([0, '']);
    expect(table.out.replace(/\s+/g, ' ')).toContain(shown);
    expect(JSON.parse((await dictum(['query', ...args, '--json'])).out).data).toHaveLength(count);
  });

  it('answers what a claim rests on, down to the footnote', async () => {
    expect((await dictum(['query', 'provenance', 'relations-will-deepen'])).out.replace(/\s+/g, ' ')).toContain(
      '2025-02-28',
    );
    const answer = JSON.parse((await dictum(['query', 'provenance', 'relations-will-deepen', '--json'])).out);
    expect(answer.data.chains[0]).toMatchObject({
      citation: { marker: '2', ibidOf: 'wl-fn-1' },
      directness: 'counterpart',
    });
  });

  it('answers on whose word a statement rests in the end, and which changes of a position are uncertain', async () => {
    const [file, data] = [join(cli.folder, 'told-on.yaml'), ['--data', join(cli.folder, 'told-on')]];
    await writeFile(
      file,
      `
actors: [{ id: ada, kind: person, name: Ada }, { id: ben, kind: person, name: Ben, represents: [{ actor: land }] }, { id: land, kind: state, name: Land }]
sources: [{ id: paper, csl: { type: webpage, title: Paper } }]
passages: [{ id: p, source: paper }]
claims: [{ id: c, text: Trade grows. }]
statements:
  - { id: one, mode: indirect-speech, speakers: [ada], claims: [c], passages: [p], said: "2024/..", reportedBy: [ben] }
  - { id: two, mode: indirect-speech, speakers: [ada], claims: [{ claim: c, stance: denies }], passages: [p], said: "2025" }
`,
    );
    await dictum(['seed', file, ...data]);
    const told = async (...args: string[]): Promise<string> =>
      (await dictum(['query', ...args, ...data])).out.replace(/\s+/g, ' ');
    expect(await told('provenance', 'statement/one')).toContain('undetermined undetermined (told on by ben)');
    expect(await told('positions', 'c')).toContain('Ada uncertain perhaps affirms to denies 2025');
  });

  it('answers how two records are connected, and through what', async () => {
    const args = [
      'query',
      'paths',
      'actor/sergey-lavrov',
      'source/chinese-mfa-wang-yi-meets-lavrov',
      '--types',
      'statement,passage,citation',
    ];
    expect((await dictum(args)).out.replace(/\s+/g, ' ')).toContain('passage/wl-p4-s1 citations -> citation/wl-fn-2');
    const { paths, complete } = JSON.parse((await dictum([...args, '--json', '--limit', '1'])).out);
    expect([complete, paths.length, paths[0].length]).toEqual([true, 1, 4]);
  });

  it('is counted for what its statements lack', async () => {
    const { code, out } = await dictum(['coverage', '--speaker', 'sergey-lavrov']);
    expect([code, /^counterpartOnly +3 +23\.1 % /m.test(out)]).toEqual([0, true]);
    expect(
      JSON.parse((await dictum(['coverage', '--source', 'wang-yi-lavrov-analysis', '--json'])).out).figures[0],
    ).toMatchObject({ name: 'all', share: 1 });
  });

  it('comes through export and import the same', async () => {
    const [file, copy] = [join(cli.folder, 'graph.ndjson'), join(cli.folder, 'copy')];
    expect((await dictum(['export', file])).code).toBe(0);
    const lines = await readFile(file, 'utf8');
    const imported = await dictum(['import', file, '--data', copy]);
    expect(imported).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ lines: written \d+, unchanged 0\n$/) });
    expect((await dictum(['export'], { DICTUM_DATA: copy })).out).toBe(lines);
  });
});

describe('help', () => {
  it.each([
    [[]],
    [['serve']],
    [['seed']],
    [['check']],
    [['backup']],
    [['restore']],
    [['migrate']],
    [['verify']],
    [['export']],
    [['import']],
    [['bundle']],
    [['bundle', 'verify']],
    [['query']],
    [['query', 'statements']],
    [['query', 'forums']],
    [['query', 'provenance']],
    [['query', 'search']],
    [['query', 'neighbourhood']],
    [['query', 'paths']],
    [['coverage']],
  ])('of dictum %j says how it is used', async (args) => {
    const { code, out, err } = await dictum([...args, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Usage: dictum/);
    if (args.length !== 1 || args[0] !== 'query') expect(out).toContain('Examples:');
  });
});

describe('what goes wrong is told in words', () => {
  const lines = ({ err }: Ended): string[] => err.trimEnd().split('\n');
  const expectOneLine = (ended: Ended, code: number, words: RegExp): void => {
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(lines(ended)).toHaveLength(1);
    expect(ended.err).toMatch(words);
  };

  it('a setting that cannot be used', async () => {
    expectOneLine(
      await dictum(['serve'], { PORT: 'abc' }),
      2,
      /^dictum: PORT is "abc": has to be a whole number from 0 to 65535$/m,
    );
    expectOneLine(
      await dictum(['serve', '--log-level', 'loud']),
      2,
      /^dictum: --log-level is "loud": has to be one of /,
    );
  });

  it('an unknown command and an unknown flag', async () => {
    for (const args of [['sevre'], ['seed', '--dryrun']]) {
      const ended = await dictum(args);
      expect(ended.code).toBe(2);
      expect(lines(ended)[0]).toMatch(/^error: unknown (command|option)/);
      expect(ended.err).not.toMatch(/\bat .+:\d+/);
    }
  });

  it.each([
    ['log', 'prune', ['--server', 'http://127.0.0.1:9'], ['--before', '1', '--yes']],
    ['log', 'prune', ['--limit', '5'], ['--before', '1']],
    ['log', 'prune', ['--json'], ['--before', '1']],
    ['bundle', 'verify', ['--out', 'b.json'], ['b.json']],
    ['bundle', 'verify', ['--as-of', '1'], ['b.json']],
    ['bundle', 'verify', ['--data', 'nowhere'], ['b.json']],
    ['query', 'statements', ['--server', 'http://127.0.0.1:9'], []],
    ['token', 'list', ['--server', 'http://127.0.0.1:9'], []],
  ])('an option that %s %s does not know, behind it and before it: %j', async (command, subcommand, option, rest) => {
    const nowhere = { DICTUM_DATA: join(cli.folder, 'never-made') };
    const behind = await dictum([command, subcommand, ...rest, ...option], nowhere);
    expect(behind).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`unknown option '${option[0]}'`) });
    const before = await dictum([command, ...option, subcommand, ...rest], nowhere);
    expect(before).toMatchObject({ code: 2, out: '', err: expect.stringContaining(option[0]!) });
    expect(existsSync(nowhere.DICTUM_DATA)).toBe(false);
  });

  it('a log to be pruned over a service, with where that is done', async () => {
    const { err } = await dictum(['log', 'prune', '--before', '1', '--yes', '--server', 'http://127.0.0.1:9']);
    expect(err).toContain('beside its store alone, which --data or');
    const given = ['--data', join(cli.folder, 'empty')];
    expect(await dictum(['log', 'prune', '--before', '2020-01-01', ...given])).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing'),
    });
    expect(await dictum(['log', ...given, 'prune', '--before', '2020-01-01'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('give behind it'),
    });
  });

  it('a port in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    expectOneLine(
      await dictum(['serve', '--port', String(port)]),
      2,
      new RegExp(`^dictum: port ${port} on 127\\.0\\.0\\.1 is in use`),
    );
    taken.close();
  });

  it('a data folder that is a file, or lies in one', async () => {
    const file = join(cli.folder, 'a-file');
    await writeFile(file, '');
    expectOneLine(await dictum(['check', '--data', file]), 2, /is a file, not a folder$/m);
    expectOneLine(await dictum(['check', '--data', join(file, 'under')]), 2, /is a file, not a folder$/m);
  });

  it('a data folder whose database is none', async () => {
    const broken = join(cli.folder, 'broken');
    await mkdir(broken);
    await writeFile(join(broken, 'dictum.sqlite'), 'no database at all '.repeat(100));
    expectOneLine(await dictum(['check', '--data', broken]), 2, /^dictum: /);
  });

  // Whoever may do anything can read any folder.
  it.skipIf(process.getuid?.() === 0)('a data folder that cannot be read', async () => {
    const locked = join(cli.folder, 'locked');
    await mkdir(locked, { mode: 0o000 });
    expectOneLine(await dictum(['check', '--data', locked]), 2, /cannot be/);
  });

  it('a seed that is not there, and one with a fault in it', async () => {
    expectOneLine(await dictum(['seed', join(cli.folder, 'nowhere')]), 2, /nowhere is not there$/m);
    const file = join(cli.folder, 'bad.yaml');
    await writeFile(file, 'actors:\n  - id: somebody\n    kind: persn\n    name: Somebody\n');
    const ended = await dictum(['seed', file]);
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(lines(ended)).toEqual([
      expect.stringMatching(/bad\.yaml:\d+ {2}actor\/somebody \/kind$/),
      expect.stringContaining('did you mean person?'),
      '1 thing is wrong.',
    ]);
  });

  it.each([
    [['new', 'stament'], 'statement'],
    [['new', 'person'], 'actor'],
    [['delete', 'actors', 'wang-yi'], 'actor'],
    [['show', 'person', 'wang-yi'], 'actor'],
    [['draft', 'x.html', '--format', 'ymal'], 'yaml'],
  ])('a word that is none of those taken, with the one that was meant: %j', async (args, meant) => {
    const { code, err } = await dictum(args);
    expect(code).not.toBe(0);
    expect(err).toContain(`(did you mean ${meant}?)`);
  });

  it('a question about something that is not there', async () => {
    expectOneLine(
      await dictum(['query', 'provenance', 'no-such-claim']),
      1,
      /^dictum: there is no claim no-such-claim$/m,
    );
    expectOneLine(
      await dictum(['query', 'neighbourhood', 'actor/no-such-actor']),
      1,
      /^dictum: there is no actor no-such-actor$/m,
    );
    expect((await dictum(['query', 'paths', 'actor/wang-yi', 'actors/china'])).err).toMatch(
      /--to: "actors" is not one of .*did you mean actor\?/,
    );
    expect((await dictum(['coverage', '--has', 'proof'])).err).toMatch(/--has: "proof" is not one of/);
    expect((await dictum(['query', 'statements', '--mode', 'rumour'])).err).toMatch(/--mode: "rumour" is not one of/);
  });
});

describe('dictum serve', () => {
  it('says where it is and what to try, and the examples work', async () => {
    const running = await serve();
    const examples = [...running.said().matchAll(/curl '([^']+)'/g)].map(([, url]) => url!);
    expect(examples).toHaveLength(3);
    for (const url of examples) expect(url.startsWith(running.url)).toBe(true);
    for (const url of examples) expect((await fetch(url)).status).toBe(200);
    expect((await stop(running)).code).toBe(0);
  });

  it('answers what is under way before it ends', async () => {
    const running = await serve();
    const answer = await fetch(`${running.url}/v1/statements`, {
      headers: { accept: 'application/x-ndjson', connection: 'close' },
    });
    const ended = stop(running);
    expect((await answer.text()).trimEnd().split('\n').length).toBeGreaterThan(50);
    expect((await ended).code).toBe(0);
  });

  it('finds after a restart what was written before it', async () => {
    const fresh = join(cli.folder, 'kept');
    const first = await serve(['--data', fresh, '--seed', 'graph-seed']);
    const before = await (await fetch(`${first.url}/v1/statements?limit=200`)).text();
    await stop(first);
    const second = await serve(['--data', fresh]);
    expect(await (await fetch(`${second.url}/v1/statements?limit=200`)).text()).toBe(before);
    expect((await stop(second)).code).toBe(0);
  });
});
