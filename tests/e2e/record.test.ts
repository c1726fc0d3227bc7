import { beforeAll, describe, expect, it } from 'vitest';
import { readFile, writeFile } from 'node:fs/promises';
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

describe('a document', () => {
  it('is drafted, proposed and decided, and drafted again as it was and changed', async () => {
    const page = (harbour: string): string =>
      `<title>Talks</title><link rel="canonical" href="https://paper.example/talks"><article><p>“Trade will grow,” Ada Adams said.</p><p>${harbour}</p></article>`;
    const [file, draft, reader] = ['talks.html', 'draft.json', 'reader.mjs'].map((name) => join(line.folder, name)) as [
      string,
      string,
      string,
    ];
    const people = join(line.folder, 'people.ndjson');
    await writeFile(people, '{"type":"actor","id":"ada","kind":"person","name":"Ada Adams"}\n');
    await dictum(['import', people]);
    await writeFile(file, page('The harbour stays closed.'));
    const answer = {
      statements: [
        { words: 'The harbour stays closed.', mode: 'indirect-speech', speakers: ['ada'] },
        { words: 'Not there.', mode: 'analysis', speakers: [] },
      ],
    };
    await writeFile(
      reader,
      `process.stdin.resume().on('end', () => console.log(${JSON.stringify(JSON.stringify(answer))}))`,
    );
    const read = await dictum(['draft', file, '--reader', `node ${reader}`, '--no-analysis', '--out', draft]);
    expect(read.err.split('\n').slice(0, 3)).toEqual([
      'talks: 2 statements, 2 new claims, 0 footnotes, 2 passages, 1 source',
      `1 statement read by node ${reader}`,
      expect.stringContaining('statements (1): “Not there.”'),
    ]);
    const first = (await dictum(['propose', draft, '--comment', 'Talks, drafted'])).out.split(' ')[0]!;
    const second = (await dictum(['propose', draft, '--supersedes', first])).out.split(' ')[0]!;
    const token = (await dictum(['token', 'create', '--name', 'Bo', '--scope', 'write'])).out.trim();
    const running = await serve();
    const over = (...args: string[]) =>
      dictum(['proposals', ...args, '--server', running.url], { DICTUM_TOKEN: token });
    expect(await over('accept', second, 'source/talks')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\w+ {2}open .* 7 open, 1 accepted, 0 rejected .*\nChange \d+\.\n$/),
    });
    expect(await over('accept', second, 'source/talks')).toMatchObject({
      code: 1,
      err: expect.stringContaining('refuses (409): source/talks of proposal'),
    });
    // Beside the service, on the store itself.
    expect(await dictum(['proposals', 'accept', second], { ACCEPT: 'other' })).toMatchObject({
      code: 1,
      err: `dictum: proposal ${second} is yours; somebody else has to accept it\n`,
    });
    const { changes } = JSON.parse(await readFile(draft, 'utf8')) as { changes: { type: string; id: string }[] };
    const claim = `claim/${changes.find(({ type }) => type === 'claim')!.id}`;
    const shown = (await dictum(['proposals', 'show', second, 'source/talks', claim])).out.split('\n\n');
    expect(shown.map((part) => part.split('\n')[0])).toEqual([
      expect.stringContaining(`${second}  open`),
      expect.stringMatching(/^source\/talks {2}accepted \S+ by Bo, change \d+ {2}90 %$/),
      expect.stringMatching(new RegExp(`^${claim}  open {2}\\d+ %$`)),
    ]);
    expect(shown[2]).toMatch(/\n {2}text: .*\n {2}# /);
    const rejected = await over('reject', second, claim, '--reason', 'Nobody says so.', '--json');
    expect(JSON.parse(rejected.out)).toMatchObject({ id: second, counts: { open: 6, accepted: 1, rejected: 1 } });
    expect((await over('undo', second)).out).toContain('7 open, 1 accepted, 0 rejected');
    expect((await over('comment', second, 'Is that so?')).out).toMatch(/by Bo: Is that so\?\n$/);
    expect((await over('accept', second, '--json')).code).toBe(0);
    await expect
      .poll(
        async () => (await dictum(['proposals', '--events', '--server', running.url], { DICTUM_TOKEN: token })).out,
        { timeout: 60_000, interval: 500 },
      )
      .toContain(', 7 records, change ');
    await stop(running);
    const told = (await dictum(['proposals', '--events'])).out
      .trimEnd()
      .split('\n')
      .map((each) => each.slice(26));
    expect(told.map((each) => each.split(' ')[0])).toEqual([
      'proposed',
      'proposed',
      'superseded',
      'accepted',
      'rejected',
      'undone',
      'commented',
      'accepted',
    ]);
    expect([told[0], told[3]]).toEqual([
      expect.stringContaining(', 8 records: Talks, drafted'),
      expect.stringContaining(', 1 record, change '),
    ]);
    expect((await dictum(['draft', file, '--no-analysis', '--out', draft])).err).toBe(
      'talks, which the graph has: 0 statements, 0 new claims, 0 footnotes, 0 passages, 0 sources\n',
    );
    expect(await dictum(['propose', draft])).toMatchObject({
      code: 0,
      err: 'nothing is proposed: the graph has all that the draft has\n',
    });
    await writeFile(file, page('The harbour opens in May.'));
    const changed = await dictum(['draft', file, '--no-analysis', '--out', draft]);
    expect(changed.err).toMatch(/^talks, which the graph has: .*, 1 passage, 0 sources\npassage talks-p2-s1 /);
    expect((await dictum(['propose', draft])).out).toContain('2 open, 0 accepted');
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
