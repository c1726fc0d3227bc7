import { describe, expect, it } from 'vitest';
import { Tokens } from '../../../src/access/tokens.ts';
import { readDocument } from '../../../src/draft/document.ts';
import { draftOf, type Draft } from '../../../src/draft/draft.ts';
import { PROPOSE } from '../../../src/mcp/propose.ts';
import { Accepting, Proposed } from '../../../src/proposals/form.ts';
import { Proposals } from '../../../src/proposals/proposals.ts';
import { serviceOver, worldOf } from '../../support/http.ts';
import { readPage } from '../../support/pages.ts';
import { actor, source } from '../../support/world.ts';

/*
 * A page that is drafted again: as it was, and after it was changed; by each way in which a proposal comes.
 */

const FIRST = `<html><head><title>Talks</title><link rel="canonical" href="https://paper.example/talks"></head><body><article>
<p>“Trade will grow,” Ada Adams said.</p><p>The harbour stays closed.</p></article></body></html>`;
const CHANGED = FIRST.replace('The harbour stays closed.', 'The harbour opens in May.');

const service = serviceOver(worldOf(actor('ada', { name: 'Ada Adams', familyName: 'Adams' })));
const draft = async (page: string): Promise<Draft> =>
  draftOf(service.store, await readDocument(Buffer.from(page), 'talks.html'), {
    retrieved: '2025-03-05',
    keepText: true,
    analysis: false,
  });
const types = ({ changes }: Draft): string[] => changes.map(({ type }) => type).toSorted();

describe('a document that is drafted again', () => {
  it('has nothing new where it is the same, and a snapshot and what is new where it was changed, by every way', async () => {
    const proposals = new Proposals(service.store);
    const first = await draft(FIRST);
    const { id } = await proposals.propose(Proposed.parse(first), 'Ben');
    await proposals.accept(id, Accepting.parse({}), 'Cem');
    expect(await draft(FIRST)).toMatchObject({ source: { known: true }, changes: [], gone: [] });

    const made = await draft(CHANGED);
    const source = made.source.id;
    expect([source, types(made)]).toEqual([first.source.id, ['passage', 'snapshot']]);
    expect(made.gone.map((gone) => gone.id)).toEqual([`${source}-p2-s1`]);

    const token = (await new Tokens(service.store).create('Ben', ['read', 'propose'], null)).text;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = await service.app.inject({
      method: 'POST',
      url: '/v1/proposals',
      headers,
      payload: JSON.stringify(made),
    });
    expect(sent.statusCode).toBe(201);
    const over = sent.json().data.id as string;
    const told = await service.app.inject({ url: `/v1/proposals/${over}`, headers });
    expect(told.json().data).toMatchObject({ gone: made.gone, open: made.open });
    const { text } = await readPage(service, `/desk/${over}`, { headers: { cookie: `dictum_token=${token}` } });
    expect(text).toContain('Passages that do not stand in this text any more (1)');
    expect(text).toContain(`${source}-p2-s1`);
    const byModel = await PROPOSE.run((proposed) => proposals.propose(proposed, 'model'), made);
    expect(byModel).toMatchObject({ data: [{ state: 'open', counts: { open: made.changes.length } }] });
    const ofModel = (byModel as { data: { id: string }[] }).data[0]!.id;
    expect(await proposals.read(ofModel)).toMatchObject({ gone: made.gone, open: made.open });
    // What the interface takes is what a model is told of.
    expect(Object.keys((PROPOSE.schema as { properties: object }).properties)).toEqual(Object.keys(Proposed.shape));

    await proposals.accept(over, Accepting.parse({}), 'Cem');
    expect(await draft(CHANGED)).toMatchObject({ changes: [], gone: [{ id: `${source}-p2-s1` }] });
    // What is accepted a second time is there as it is.
    const before = await service.store.lastChange();
    await proposals.accept(ofModel, Accepting.parse({}), 'Cem').catch(() => undefined);
    expect(await service.store.lastChange()).toBe(before);
  });

  it('tells of words in quotation marks that no statement quotes, in scripts without spaces too', async () => {
    const page = (said: string) => FIRST.replace('“Trade will grow,” Ada Adams said.', said).replaceAll('alks', 'alk');
    expect((await draft(page('“Trade will not grow this year” could be read there.'))).open).toEqual([
      'paragraph 1, sentence 1: no statement that is proposed quotes “Trade will not grow this year”',
    ]);
    // A name that the graph does not have is asked for.
    expect((await draft(page('“Trade will not grow this year,” Cleo Cruz said.'))).open).toEqual([
      'paragraph 1, sentence 1: the graph does not have “Cleo Cruz”, and one statement is theirs: write the actor, and its id into their speakers',
    ]);
    const told = async (lang: string, words: string) =>
      (await draft(`<html lang="${lang}"><head><title>${lang}</title></head><body><p>${words}</p></body></html>`)).open;
    for (const [lang, words, quoted] of [
      ['zh', '某人的说法是“今年双方的贸易不会再继续增长”。', '今年双方的贸易不会再继续增长'],
      ['ja', '「今年の貿易はこれ以上伸びない」とのこと。', '今年の貿易はこれ以上伸びない'],
    ] as const)
      expect(await told(lang, words)).toEqual([
        `paragraph 1, sentence 1: no statement that is proposed quotes “${quoted}”`,
      ]);
    expect(await told('zh', '该国重视“双赢合作”。')).toEqual([]);
  });
});

describe('a document whose title others have, too', () => {
  const joint = (id: string, family: string, date: number[] | null) =>
    source(id, {
      csl: {
        type: 'document',
        title: 'Open water',
        author: [{ family, given: 'Jane' }],
        ...(date !== null && { issued: { 'date-parts': [date] } }),
      },
    });
  const over = serviceOver(
    worldOf(
      actor('ada', { name: 'Ada Adams' }),
      joint('by-doe', 'Doe', [2019, 5, 3]),
      source('reports-2019', { csl: { type: 'report', title: 'Annual report', issued: { 'date-parts': [[2019]] } } }),
      source('reports-2020', { csl: { type: 'report', title: 'Annual report', issued: { 'date-parts': [[2020]] } } }),
    ),
  );
  const drafted = async (text: string): Promise<Draft> =>
    draftOf(over.store, await readDocument(Buffer.from(text), 'a.txt'), {
      source: 'paper',
      csl: { title: 'A paper' },
      retrieved: '2025-03-05',
      keepText: true,
      analysis: false,
    });

  it.each([
    ['Jane Doe, “Open water”, 3 May 2019', 'by-doe', null],
    ['Doe, “Open water”, 2019', 'by-doe', null],
    ['“Open water”', 'by-doe', null],
    ['Rita Roe, “Open water”, 3 May 2019', 'open-water', 'by-doe, by Jane Doe'],
    ['Jane Doe, “Open water”, 3 May 2021', 'open-water', 'by-doe, of 2019-05-03'],
    ['Rita Roe, “Open water”, 2021', 'open-water', 'by-doe, by Jane Doe, of 2019-05-03'],
    ['“Annual report”, 2020', 'reports-2020', null],
    ['“Annual report”', 'annual-report', 'reports-2019; reports-2020'],
    ['“Annual report”, 2021', 'annual-report', 'reports-2019, of 2019; reports-2020, of 2020'],
  ])('in the footnote %s is %s', async (note, id, alike) => {
    const { changes, open } = await drafted(`Trade will grow, Ada Adams said.[1]\n\n[1] ${note}.`);
    const citation = changes.find(({ type }) => type === 'citation')!;
    expect(citation.record['source']).toBe(id);
    expect(open).toEqual(
      alike === null
        ? []
        : [
            `the work of footnote 1 is proposed as ${id}: is it one of those of the same title that the graph has (${alike})?`,
          ],
    );
  });

  it('is a new one where its author or date is another, and asks which it is', async () => {
    const at = async (csl: object) => {
      const { store } = over;
      const document = await readDocument(Buffer.from('Trade will grow.'), 'a.txt');
      const settings = { csl: csl as never, retrieved: '2025-03-05', keepText: true, analysis: false };
      const { source: found, open } = await draftOf(store, document, settings);
      return [found, open.length];
    };
    const title = 'Open water';
    expect(await at({ title, author: [{ family: 'Doe' }] })).toEqual([{ id: 'by-doe', known: true }, 0]);
    expect(await at({ title, author: [{ family: 'Roe' }] })).toEqual([{ id: 'open-water', known: false }, 1]);
    expect(await at({ title, issued: { 'date-parts': [[2020]] } })).toEqual([{ id: 'open-water', known: false }, 1]);
  });
});
