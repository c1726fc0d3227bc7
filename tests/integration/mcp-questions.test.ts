import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceOver, theSeed, type Json } from '../support/http.ts';

/*
 * Twenty questions about the seed whose answers are known, asked by the tools for models alone; whatever an answer cites
 * is opened.
 */

const service = serviceOver(theSeed);
let client: Client;
let origin = '';
beforeAll(async () => {
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  origin = service.app.listeningOrigin;
  client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${origin}/mcp`)));
});
afterAll(() => client.close());

type Asked = [tool: string, given: Json];
const DEEPENING = 'lavrov-2025-02-20-deepening';
const ids = ({ data }: Json): string[] => (data as Json[]).map(({ id }) => id as string);
const figure =
  (name: string) =>
  ({ data }: Json): unknown =>
    (data as Json[]).find((each) => each['name'] === name)!['count'];

const QUESTIONS: readonly [question: string, asked: Asked, read: (answer: Json) => unknown, right: unknown][] = [
  ['Who is Lavrov?', ['search', { q: 'Lavrov', type: 'actor' }], (a) => ids(a)[0], 'sergey-lavrov'],
  [
    'Which region is meant by Middle East?',
    ['search', { q: 'Middle East', type: 'region' }],
    (a) => ids(a)[0],
    'middle-east',
  ],
  [
    'What kind of actor is Xinhua?',
    ['get_record', { type: 'actor', id: 'xinhua' }],
    (a) => a['record'].kind,
    'institution',
  ],
  [
    'When did the two ministers meet?',
    ['get_record', { type: 'event', id: 'wang-yi-lavrov-meeting-2025-02-20' }],
    (a) => a['record'].date,
    '2025-02-20',
  ],
  [
    'Where?',
    ['get_record', { type: 'event', id: 'wang-yi-lavrov-meeting-2025-02-20' }],
    (a) => a['record'].place,
    'johannesburg',
  ],
  [
    'Which statements of Lavrov rest on the counterpart’s account?',
    ['statements', { speaker: 'sergey-lavrov', directness: 'counterpart' }],
    (a) => ids(a).sort(),
    [DEEPENING, 'lavrov-2025-02-20-economic-political-cooperation', 'lavrov-2025-02-20-multilateral'],
  ],
  [
    'Which of Wang Yi’s alone on his own side’s?',
    ['statements', { speaker: 'wang-yi', directness: 'own-side', has: 'citation' }],
    (a) => ids(a).includes('wang-yi-2025-02-20-new-era'),
    true,
  ],
  [
    'How many statements did Lavrov make by himself without a footnote?',
    ['statements', { speaker: ['sergey-lavrov', '!wang-yi'], has: '!citation' }],
    (a) => ids(a).length + a['left'],
    3,
  ],
  [
    'What did somebody not named conclude on maritime security?',
    ['statements', { topic: 'maritime-security', mode: 'analysis' }],
    (a) => ids(a).includes('wl-p8-s4-maritime-security'),
    true,
  ],
  [
    'What says the footnote of that sentence of Lavrov?',
    ['provenance', { type: 'statement', id: DEEPENING }],
    (a) => a['data'][0].footnote.ibidOf,
    'wl-fn-1',
  ],
  [
    'Who published what it rests on?',
    ['provenance', { type: 'statement', id: DEEPENING }],
    (a) => a['data'][0].publisher.id,
    'chinese-foreign-ministry',
  ],
  [
    'How near is that to the speaker?',
    ['provenance', { type: 'statement', id: DEEPENING }],
    (a) => a['data'][0].evidence.directness,
    'counterpart',
  ],
  [
    'Who affirms that relations will deepen?',
    ['positions', { type: 'claim', id: 'relations-will-deepen' }],
    (a) => JSON.stringify(a['data']).includes('sergey-lavrov'),
    true,
  ],
  [
    'Does anybody deny it?',
    ['positions', { type: 'claim', id: 'relations-will-deepen', stance: 'denies' }],
    (a) => a['data'],
    [],
  ],
  [
    'What agrees with it?',
    ['disagreement', { type: 'claim', id: 'relations-will-deepen' }],
    (a) => a['data'].map(({ kind }: Json) => kind),
    ['agreesWith'],
  ],
  [
    'Does the article say “interventionist”?',
    ['verify_quote', { quote: 'interventionist', source: 'wang-yi-lavrov-analysis' }],
    (a) => a['status'],
    'recorded',
  ],
  [
    'Did Lavrov say it?',
    ['verify_quote', { quote: 'interventionist', source: 'wang-yi-lavrov-analysis', speaker: 'sergey-lavrov' }],
    (a) => a['status'] === 'recorded',
    false,
  ],
  [
    'How is the SCO connected with the Middle East?',
    ['connections', { from: 'forum/sco', to: 'region/middle-east' }],
    (a) => a['data'].length > 0,
    true,
  ],
  ['How many statements rest on the counterpart alone?', ['coverage', {}], figure('counterpartOnly'), 3],
  ['How many of all lack a footnote?', ['coverage', {}], figure('withoutFootnote'), 55],
];

/** Every address in an answer that a sentence is cited by. */
const citations = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { address } = value as { address?: unknown };
  return [...(typeof address === 'string' ? [address] : []), ...Object.values(value).flatMap(citations)];
};

describe('a question', () => {
  it('is one of twenty', () => expect(QUESTIONS).toHaveLength(20));

  it.each(QUESTIONS)('%s', async (_, [name, given], read, right) => {
    const { isError = false, structuredContent, content } = (await client.callTool({ name, arguments: given })) as Json;
    expect(isError, content[0].text).toBe(false);
    expect(JSON.parse(content[0].text)).toEqual(structuredContent);
    expect(read(structuredContent), content[0].text).toEqual(right);
    const cited = [...new Set(citations(structuredContent))];
    if (name !== 'coverage' && structuredContent.data?.length !== 0) expect(cited.length).toBeGreaterThan(0);
    for (const address of cited) {
      expect(address).toMatch(`${origin}/`);
      expect([address, (await fetch(address)).status]).toEqual([address, 200]);
    }
  });
});
