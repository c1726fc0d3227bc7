import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/draft/document.ts';
import { draftOf, type Draft } from '../../../src/draft/draft.ts';
import { addressReader, commandReader } from '../../../src/draft/outside-reader.ts';
import type { OutsideReader, ReaderInput } from '../../../src/draft/reader-form.ts';
import { Proposed } from '../../../src/proposals/form.ts';
import { Proposals } from '../../../src/proposals/proposals.ts';
import { temporaryFolder } from '../../support/engines.ts';
import { serviceOver, worldOf } from '../../support/http.ts';
import { actor } from '../../support/world.ts';

/*
 * Readers of others, as programs that really run and a service that really listens: what they say is checked against
 * the text, and what is wrong with them is told in one line.
 */

const TEXT = `Ada Adams met Ben Berg in Kingsport. “Trade will grow,” Adams said.
What the harbour needs, in the words of the visitor from the north, is “a wall and a light”. Berg nodded.
The wall has the words “Trade will grow” in white.`;

const service = serviceOver(
  worldOf(
    actor('ada', { name: 'Ada Adams', familyName: 'Adams' }),
    actor('ben', { name: 'Ben Berg', familyName: 'Berg' }),
  ),
);

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder();
});

const draft = async (reader?: OutsideReader): Promise<Draft> =>
  draftOf(service.store, await readDocument(Buffer.from(TEXT), 'a.txt'), {
    source: 'kingsport',
    csl: { title: 'In Kingsport' },
    retrieved: '2025-03-05',
    keepText: true,
    analysis: false,
    ...(reader !== undefined && { reader }),
  });

let programs = 0;
/** A command that runs a program; `given` is there what it was given. */
const program = async (body: string, seconds = 20): Promise<OutsideReader> => {
  const file = join(folder, `reader-${(programs += 1)}.mjs`);
  await writeFile(
    file,
    `import { text } from 'node:stream/consumers';\nconst given = JSON.parse(await text(process.stdin));\n${body}`,
  );
  return commandReader(`"${process.execPath}" "${file}"`, seconds);
};
const answering = (statements: object[]): Promise<OutsideReader> =>
  program(`console.log(${JSON.stringify(JSON.stringify({ statements }))});`);

const WALL = {
  words: 'What the harbour needs, in the words of the visitor from the north, is “a wall and a light”.',
  mode: 'direct-quote',
  speakers: ['ben'],
  quotes: ['a wall and a light'],
  claim: 'The harbour needs a wall and a light.',
  confidence: 0.8,
  reason: 'the visitor is Berg',
};

const statements = ({ changes, notes }: Draft) =>
  changes.flatMap(({ type, id, record }) =>
    type === 'statement' ? [{ ...record, note: notes.find((note) => note.type === type && note.id === id)! }] : [],
  ) as unknown as {
    speakers: string[];
    quotes?: { exact: string; start: number }[];
    passages: string[];
    note: Draft['notes'][number];
  }[];

describe('a reader beside the rules', () => {
  it('proposes what they do not find, under its name, with places that are worked out here', async () => {
    const reader = await answering([WALL]);
    const made = await draft(reader);
    const [byRules, read] = statements(made);
    expect([byRules!.speakers, byRules!.note.by]).toEqual([['ada'], undefined]);
    expect(read).toMatchObject({
      speakers: ['ben'],
      passages: ['kingsport-p2-s1'],
      quotes: [{ exact: 'a wall and a light', start: TEXT.indexOf('a wall and') }],
      note: { confidence: 0.8, by: reader.name, reasons: [`read by ${reader.name}`, 'the visitor is Berg'] },
    });
    expect(made.changes.filter(({ type }) => type === 'claim').map(({ record }) => record['text'])).toContain(
      'The harbour needs a wall and a light.',
    );
    expect(made.reader).toEqual({
      name: reader.name,
      statements: 1,
      leftOut: { statements: 0, quotes: 0, speakers: 0 },
    });
    // It is taken as every draft is.
    const { id } = await new Proposals(service.store).propose(Proposed.parse(made), 'Ben');
    const { changes } = await new Proposals(service.store).read(id);
    expect(changes.filter(({ note }) => note?.by === reader.name)).toHaveLength(2);
  });

  it('is given the text, the names in it, what the rules found and the form of an answer', async () => {
    const made = await draft(
      await program(
        `const { statements: [{ words, mode, speakers, quotes }] } = given;
         if (given.form.type !== 'object' || given.language !== 'en') throw new Error('another form');
         const speaker = given.names.find(({ words }) => words.includes('Ben Berg')).id;
         console.log(JSON.stringify({ statements: [{ words, mode, speakers: [speaker], quotes, reason: given.text.slice(0, 9) }] }));`,
      ),
    );
    // What it says of a sentence goes before what they say.
    expect(statements(made).map(({ speakers, note }) => [speakers, note.reasons[1]])).toEqual([[['ben'], 'Ada Adams']]);
  });

  it('has no words that do not stand in the text, and no speakers who are not there', async () => {
    const made = await draft(
      await answering([
        { ...WALL, quotes: ['a wall and a light', 'a wall and two lights'] },
        { ...WALL, words: 'What the harbour needs is a bridge.' },
        { ...WALL, quotes: ['light and wall'] },
        { words: 'Berg nodded.', mode: 'indirect-speech', speakers: ['nobody', 'actor/ben'] },
        { words: 'erg nodded', mode: 'indirect-speech', speakers: [] },
      ]),
    );
    expect(made.reader?.leftOut).toEqual({ statements: 3, quotes: 2, speakers: 1 });
    expect(made.open.join('\n')).toContain('“What the harbour needs is a bridge.”');
    const read = statements(made).filter(({ note }) => note.by !== undefined);
    expect(read.map(({ speakers }) => speakers)).toEqual([['ben'], ['ben']]);
    expect(read[0]!.quotes!.map(({ exact }) => exact)).toEqual(['a wall and a light']);
  });

  it('means the words beside those that it names, where they stand several times', async () => {
    const last = TEXT.lastIndexOf('Trade will grow');
    const made = await draft(
      await answering([
        {
          ...WALL,
          words: 'The wall has the words “Trade will grow” in white.',
          quotes: ['Trade will grow'],
          speakers: [],
        },
      ]),
    );
    expect(statements(made).find(({ note }) => note.by !== undefined)!.quotes![0]!.start).toBe(last);
  });

  it.each([
    ['answers nonsense', `console.log('Here you are: 42');`, 'answers no JSON, but "Here you are: 42"'],
    ['answers nothing', '', 'answers no JSON, but ""'],
    [
      'answers members that nobody knows',
      `console.log(JSON.stringify({ statements: [{ words: 'Berg nodded.', mode: 'analysis', speakers: [], colour: 'red' }] }));`,
      '/statements/0: Unrecognized key: "colour"',
    ],
    [
      'answers another mode',
      `console.log(JSON.stringify({ statements: [{ words: 'Berg nodded.', mode: 'song', speakers: [] }] }));`,
      '/statements/0/mode',
    ],
    ['fails', `console.error('no licence'); process.exit(3);`, 'ended with code 3: no licence'],
    [
      'answers without end',
      `for (;;) if (!process.stdout.write('x'.repeat(1e6))) await new Promise((go) => process.stdout.once('drain', go));`,
      'answers more than 8 MB',
    ],
  ])('is told of in a line where it %s', async (_, body, said) => {
    const error = await draft(await program(body)).catch((thrown: Error) => thrown);
    expect((error as Error).message).toContain(said);
    expect((error as Error).message).not.toContain('\n');
  });

  it('is ended where it hangs', async () => {
    const begun = Date.now();
    const hanging = await program(`setInterval(() => {}, 1000);`, 1);
    await expect(draft(hanging)).rejects.toThrow('has not answered in 1 s; give it longer with --reader-timeout');
    expect(Date.now() - begun).toBeLessThan(15_000);
    await expect(draft(commandReader('no-such-program-here', 5))).rejects.toThrow(/ended with code 127: .*not found/);
  });
});

describe('a service that reads', () => {
  let [status, answer, seen] = [
    200,
    '',
    null as { headers: IncomingMessage['headers']; url: string; body: ReaderInput } | null,
  ];
  let [headers, halting] = [{} as Record<string, string>, false];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await textOf(request)) as { messages: { content: string }[] };
    seen = {
      headers: request.headers,
      url: request.url!,
      body: JSON.parse(body.messages[1]!.content) as ReaderInput,
    };
    if (status === 0) return;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    // An answer that begins and does not end.
    if (halting) response.write(answer.slice(0, 20));
    else response.end(answer);
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
  });
  afterAll(() => server.closeAllConnections());
  afterAll(() => void server.close());

  const reader = (more: { key?: string; seconds?: number; allowPrivate?: boolean } = {}): OutsideReader =>
    addressReader({ url, model: 'reads-well', key: more.key, seconds: 10, allowPrivate: true, ...more });
  const saying = (content: string): void => {
    [status, answer] = [200, JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] })];
  };

  it('is asked as chat completions are, with its key', async () => {
    saying(`\`\`\`json\n${JSON.stringify({ statements: [WALL] })}\n\`\`\``);
    const made = await draft(reader({ key: 'secret-key' }));
    expect(made.reader).toMatchObject({
      name: expect.stringMatching(/^reads-well at 127\.0\.0\.1:\d+$/),
      statements: 1,
    });
    expect(seen).toMatchObject({
      url: '/v1/chat/completions',
      headers: { authorization: 'Bearer secret-key', 'content-type': 'application/json' },
      body: { text: TEXT, statements: [{ speakers: ['ada'] }] },
    });
    expect(JSON.stringify(made)).not.toContain('secret-key');
  });

  const wrapped = (text: string): [string, string][] => [
    ['as it is', text],
    ['in a fence', `\`\`\`json\n${text}\n\`\`\``],
    ['in a fence between words', `Here is what I found:\n\n\`\`\`\n${text}\n\`\`\`\nTell me if you need more.`],
    ['behind what it thought', `<think>\nWho says it? {"Berg"}\n</think>\n\n${text}`],
  ];
  const INVENTED = [
    { ...WALL, quotes: ['a wall and a light', 'a wall and two lights'] },
    { words: 'What the harbour needs is a bridge.', mode: 'indirect-speech', speakers: ['ben'] },
    { words: 'Berg nodded.', mode: 'indirect-speech', speakers: ['nobody', 'actor/ben'] },
  ];

  it.each(wrapped(JSON.stringify({ statements: INVENTED })))(
    'is checked as a command is, what it invents is left out and counted: %s',
    async (_, content) => {
      saying(content);
      const made = await draft(reader());
      expect(made.reader).toMatchObject({ statements: 2, leftOut: { statements: 1, quotes: 1, speakers: 1 } });
      const read = statements(made).filter(({ note }) => note.by !== undefined);
      expect(read.map(({ speakers, quotes }) => [speakers, quotes?.map(({ exact }) => exact)])).toEqual([
        [['ben'], ['a wall and a light']],
        [['ben'], undefined],
      ]);
      expect(made.open).toEqual([
        expect.stringMatching(
          /^left out of reads-well at \S+, .* statements \(1\): “What the harbour needs is a bridge.”$/,
        ),
        expect.stringMatching(/quotations \(1\): “a wall and two lights”$/),
        expect.stringMatching(/speakers \(1\): “nobody”$/),
      ]);
      expect(JSON.stringify(made.changes)).not.toMatch(/bridge|two lights|nobody/);
    },
  );

  const choice = (of: object): string => JSON.stringify({ choices: [of] });
  it.each([
    [
      401,
      '{"error":{"message":"no key"}}',
      {},
      /refuses \(401\): .*no key.*; give the key as the variable DICTUM_READER_KEY$/,
    ],
    [404, '{"error":{"message":"no such model"}}', {}, /refuses \(404\): .*no such model.*has it the model\?$/],
    [
      429,
      '{"error":{"message":"too many"}}',
      { 'retry-after': '20' },
      /refuses \(429\): .*too many.*; ask again in 20 s$/,
    ],
    [429, '', {}, /refuses \(429\); ask again later$/],
    [500, '<html>\n<h1>Internal</h1>\n</html>', {}, /refuses \(500\): <html> <h1>Internal<\/h1> <\/html>$/],
    [200, '{"choices":[]}', {}, /does not answer as chat completions do: \{"choices":\[\]\}$/],
    [200, 'null', {}, /does not answer as chat completions do: null$/],
    [200, '<p>hello</p>', {}, /does not answer as chat completions do: <p>hello<\/p>$/],
    [200, choice({ message: { content: 'I cannot do that.' } }), {}, /answers no JSON, but "I cannot do that\."/],
    [200, choice({ message: { content: null, refusal: 'I will\nnot.' } }), {}, /will not answer: I will not\.$/],
    [200, choice({ message: { content: '{"statem' }, finish_reason: 'length' }), {}, /was cut off before the end/],
  ])('is told of in a line where it answers %i %s', async (code, text, with_, told) => {
    [status, answer, headers] = [code, text, with_];
    const error = (await draft(reader()).catch((thrown: Error) => thrown)) as Error;
    headers = {};
    expect(error.message).toMatch(told);
    expect(error.message).not.toContain('\n');
  });

  it('is told of where it hangs, before its answer or within', async () => {
    saying('{}');
    for (const hang of [() => (halting = true), () => (status = 0)]) {
      hang();
      await expect(draft(reader({ seconds: 1 }))).rejects.toThrow('has not answered in 1 s');
      halting = false;
    }
  });

  it('is not asked on a private network, or without TLS, unless that is allowed', async () => {
    seen = null;
    await expect(draft(reader({ allowPrivate: false }))).rejects.toThrow(/is not encrypted.*--reader-private/);
    expect(seen).toBeNull();
  });
});
