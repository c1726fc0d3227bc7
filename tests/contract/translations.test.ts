import { expect, it } from 'vitest';
import { listPage, readListRequest } from '../../src/queries/list.ts';
import { wantedOf } from '../../src/queries/verify-passages.ts';
import { textDigest } from '../../src/model/text.ts';
import type { Change } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, refusal, view, write } from '../support/store.ts';
import { actor, check, claim, passage, snapshot, source, statement } from '../support/world.ts';

const PAPER = 'Nora Nord said that nothing would change at all this year.';
const SPEECH = 'Сегодня я скажу: ничего не изменится в этом году, и точка.';

const world = (): Change[] => [
  actor('nora'),
  actor('paper', { kind: 'institution' }),
  source('article'),
  source('speech'),
  snapshot('article-copy', { source: 'article', of: PAPER, text: PAPER }),
  snapshot('speech-copy', { source: 'speech', of: SPEECH, text: SPEECH }),
  passage('in-article', { source: 'article' }),
  passage('in-speech', { source: 'speech' }),
  claim('claim-a'),
];
const quoting = (exact: string, original: object | null, fields: object = {}): Change =>
  statement('s', {
    mode: 'direct-quote',
    speakers: ['nora'],
    passages: ['in-article'],
    quotes: [
      { passage: 'in-article', exact, language: 'EN', translation: { from: 'ru', by: 'paper', original }, ...fields },
    ],
  });
const WORDS = 'nothing would change at all';
const SAID = { passage: 'in-speech', exact: 'ничего не изменится' };

onEveryEngine('words that are a translation', (open) => {
  it('are told with the language, the translator and the original words, whose place is found', async () => {
    const store = await open(...world(), quoting(WORDS, SAID));
    const { quotes } = await view(store, 'statement', 's');
    expect(quotes).toMatchObject([
      {
        language: 'en',
        start: PAPER.indexOf(WORDS),
        translation: {
          from: 'ru',
          by: 'paper',
          original: { ...SAID, start: SPEECH.indexOf(SAID.exact), end: SPEECH.indexOf(SAID.exact) + SAID.exact.length },
        },
      },
    ]);
    const ids = async (parameters: Record<string, string>) =>
      (await listPage(store, readListRequest('statement', parameters))).page.rows.map(({ id }) => id);
    expect(await ids({ translated: 'true' })).toEqual(['s']);
    expect(await ids({ quoteLanguage: 'en' })).toEqual(['s']);
    await write(
      store,
      source('han-source'),
      passage('in-han', { source: 'han-source' }),
      statement('han', {
        mode: 'direct-quote',
        speakers: ['nora'],
        passages: ['in-han'],
        quotes: [{ passage: 'in-han', exact: '边界没有关闭', language: 'zh-Hans-CN' }],
      }),
    );
    for (const quoteLanguage of ['zh', 'zh-hans', 'zh-Hans-CN']) expect(await ids({ quoteLanguage })).toEqual(['han']);
    for (const quoteLanguage of ['zh-Hant', '!zh,zh-Hant']) expect(await ids({ quoteLanguage })).toEqual([]);
    expect(await ids({ quoteLanguage: 'zh', exact: 'true' })).toEqual([]);
    expect(await ids({ quoteLanguage: 'zh-Hans-CN', exact: 'true' })).toEqual(['han']);
    await expect(ids({ quoteLanguage: 'Chinese' })).rejects.toThrow(/quoteLanguage/);
    expect(await ids({ quoteDigest: textDigest(SAID.exact) })).toEqual(['s']);
    expect(await findings(store)).toEqual([]);
  });

  it('have originals that are compared with the texts of their source, as quotes are', async () => {
    const store = await open(...world());
    expect(await refusal(store, quoting(WORDS, { ...SAID, exact: 'всё изменится завтра' }))).toMatchObject([
      { pointer: expect.stringMatching(/^\/quotes\/0\/translation\/original/) },
    ]);
    expect(await refusal(store, quoting(WORDS, { ...SAID, passage: 'nowhere' }))).toMatchObject([
      { pointer: '/quotes/0/translation/original/passage' },
    ]);
  });

  it('are looked for when the source of the original is verified, and count with the rest', async () => {
    const store = await open(...world(), quoting(WORDS, SAID));
    expect((await wantedOf(store, 'speech')).quotes.map(({ statement: of, exact }) => [of, exact])).toEqual([
      ['s', SAID.exact],
    ]);
    expect(await view(store, 'statement', 's')).toMatchObject({
      verification: ['recorded'],
      quoteVerification: [{ status: 'recorded' }],
      originalVerification: [{ status: 'recorded' }],
    });
    const found = (id: string, of: string, snapshotId: string): Change =>
      check(id, { of: { type: 'statement', id: 's' }, snapshot: snapshotId, method: 'exact', span: textDigest(of) });
    await write(store, found('c1', WORDS, 'article-copy'));
    expect(await view(store, 'statement', 's')).toMatchObject({ verification: ['recorded'] });
    await write(store, found('c2', SAID.exact, 'speech-copy'));
    expect(await view(store, 'statement', 's')).toMatchObject({
      verification: ['verified'],
      originalVerification: [{ status: 'verified' }],
    });
  });
});
