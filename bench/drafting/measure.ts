import { edit } from '../../src/edit/edit.ts';
import { Batch, operationsOf } from '../../src/edit/batch.ts';
import { readDocument, type Document } from '../../src/draft/document.ts';
import { draftOf, type Draft } from '../../src/draft/draft.ts';
import { Gazetteer } from '../../src/draft/gazetteer.ts';
import { knownNames } from '../../src/draft/known.ts';
import type { Questions, Store } from '../../src/store/port.ts';
import { docxOf } from '../../tests/support/documents.ts';
import { toldIn, type Article } from './article.ts';
import { pageOf } from './shapes-html.ts';
import { raised, textOf } from './shapes-houses.ts';
import { paperOf } from './shapes-pdf.ts';
import { NAMED } from './world.ts';
import { NAMED_BY_HOUSES } from './world-houses.ts';

/*
 * A draft of an article beside its answers.
 */

/** How many are right of how many there are, and what is wrong with the others. */
export type Share = { right: number; of: number; wrong: string[] };
const share = (): Share => ({ right: 0, of: 0, wrong: [] });
const count = (to: Share, isRight: boolean, told: string): void => {
  to.of += 1;
  if (isRight) to.right += 1;
  else to.wrong.push(told);
};

export const MEASURES = [
  'paragraphs',
  'namesFound',
  'namesRight',
  'marks',
  'works',
  'back',
  'quotes',
  'bounds',
  'speakers',
  'owned',
  'words',
] as const;
export type Measured = Record<(typeof MEASURES)[number], Share>;

/** The graph that knows the names. */
export const writeWorld = async (store: Store): Promise<void> => {
  const changes = [...NAMED, ...NAMED_BY_HOUSES].map((each) => ({ op: 'put', revision: null, ...each }));
  await edit(store, operationsOf(Batch.parse({ changes })), {
    by: 'bench',
    comment: null,
    pointer: (i) => `/changes/${i}`,
  });
};

/** The file of an article. */
export const fileOf = async (article: Article): Promise<{ name: string; bytes: Uint8Array }> => {
  const page = pageOf(article);
  if (page !== null) return { name: 'page.html', bytes: Buffer.from(page) };
  if (article.shape === 'text') return { name: 'text.txt', bytes: Buffer.from(textOf(article)) };
  if (article.shape === 'pdf' || article.shape === 'pdf-columns')
    return { name: 'paper.pdf', bytes: paperOf(article, article.shape === 'pdf' ? 1 : 2) };
  const paragraphs = [
    article.title,
    ...article.blocks.map(({ text }) => toldIn(text).plain.replace(/\[(\d+)\]/gu, '{$1}')),
  ];
  const bytes = await docxOf(
    paragraphs,
    article.notes.map(({ text }) => text),
    {
      title: article.title,
      creator: article.authors.join('; '),
      kind: article.shape === 'docx' ? 'footnote' : 'endnote',
    },
  );
  return { name: 'text.docx', bytes };
};

type Fields = Record<string, unknown>;
const records = ({ changes }: Draft, type: string): (Fields & { id: string })[] =>
  changes.filter((change) => change.type === type).map(({ id, record }) => ({ ...record, id }));

type Range = { start: number; end: number };
const overlap = (one: Range, other: Range): boolean => one.start < other.end && one.end > other.start;

/** Where each block stands in the text, null where it does not. */
const placesOf = ({ blocks, shape }: Article, text: string): (number | null)[] => {
  let from = 0;
  const loose = text.replace(/[\u00A0\u202F]/gu, ' ');
  const marked = (plain: string): string =>
    shape === 'text' ? plain.replace(/\[(\d+)\]/gu, (_, label: string) => raised(label)) : plain;
  return blocks.map((block) => {
    const found = loose.indexOf(marked(toldIn(block.text).plain).replace(/[\u00A0\u202F]/gu, ' '), from);
    if (found === -1) return null;
    from = found;
    return found;
  });
};

const citedIn = (draft: Draft): Map<string, { source: string; locator: string | null }[]> => {
  const citations = new Map(records(draft, 'citation').map((record) => [record.id, record]));
  type Work = { source?: string; ibidOf?: string | { citation: string; work: number }; locator?: string };
  const worksOf = (record: Fields): Work[] => (record['works'] as Work[] | undefined) ?? [record];
  const root = ({ source, ibidOf }: Work): string => {
    if (ibidOf === undefined) return source ?? '?';
    const { citation, work } = typeof ibidOf === 'string' ? { citation: ibidOf, work: 1 } : ibidOf;
    const to = citations.get(citation);
    return to === undefined ? '?' : root(worksOf(to)[work - 1] ?? {});
  };
  return new Map(
    [...citations.values()].map((record) => [
      record['marker'] as string,
      worksOf(record).map((work) => ({ source: root(work), locator: work.locator ?? null })),
    ]),
  );
};

const measureNotes = ({ notes }: Article, draft: Draft, measured: Measured): void => {
  const cited = citedIn(draft);
  const sources = new Map<string, string>();
  for (const { label, text, works } of notes) {
    const found = cited.get(label) ?? [];
    works.forEach((work, i) => {
      const [key, locator] = typeof work === 'string' ? [work, undefined] : work;
      const isBack = sources.has(key);
      const own = found[i]?.source ?? '?';
      const isTaken = !isBack && [...sources.values()].includes(own);
      if (!isBack) sources.set(key, own);
      const isRight = own !== '?' && own === sources.get(key) && !isTaken && found.length === works.length;
      const place = locator === undefined || found[i]?.locator === locator;
      count(isBack ? measured.back : measured.works, isRight && place, `[${label}] ${text} → ${JSON.stringify(found)}`);
    });
  }
};

type Quote = Range & { exact: string; speakers: string[] };

const measureSpeech = (
  said: readonly (Range & { speakers: string[] })[],
  within: readonly Range[],
  { text }: Document,
  draft: Draft,
  measured: Measured,
): void => {
  const drafted = records(draft, 'statement').flatMap((record) =>
    ((record['quotes'] ?? []) as (Range & { exact: string })[]).map((quote): Quote => ({
      ...quote,
      speakers: (record['speakers'] ?? []) as string[],
    })),
  );
  for (const { start, end, speakers } of said) {
    const own = drafted.filter((quote) => overlap(quote, { start, end })).sort((a, b) => a.start - b.start);
    const words = text.slice(start, end);
    count(measured.quotes, own.length > 0, `${speakers.join('+')}: ${words}`);
    if (own.length === 0) continue;
    const between = own.slice(1).every((quote, i) => text.slice(own[i]!.end, quote.start).trim() === '');
    const isExact = between && own[0]!.start === start && own.at(-1)!.end === end;
    count(measured.bounds, isExact, `${words} → ${own.map(({ exact }) => exact).join(' | ')}`);
    count(
      measured.speakers,
      own.every((quote) => quote.speakers.join('+') === speakers.join('+')),
      `${speakers.join('+') || '?'}: ${words} → ${own.map((quote) => quote.speakers.join('+') || '?').join(' | ')}`,
    );
  }
  for (const quote of drafted.filter((each) => within.some((block) => overlap(each, block))))
    count(
      measured.owned,
      said.some((each) => overlap(each, quote)),
      `${quote.speakers.join('+')}: ${quote.exact}`,
    );
};

/** Words that a draft gives and its text has not. */
const measureWords = ({ text }: Document, draft: Draft, measured: Measured): void => {
  const has = text.toLowerCase();
  for (const { text: claim } of records(draft, 'claim') as unknown as { text: string }[])
    for (const word of claim.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
      count(measured.words, has.includes(word), word);
  for (const record of records(draft, 'statement'))
    for (const { exact, start, end } of (record['quotes'] ?? []) as (Range & { exact: string })[])
      count(measured.words, text.slice(start, end) === exact, exact);
};

export const measure = async (
  store: Questions,
  article: Article,
): Promise<{ measured: Measured; document: Document; draft: Draft; ms: number }> => {
  const measured = Object.fromEntries(MEASURES.map((name) => [name, share()])) as Measured;
  const { name, bytes } = await fileOf(article);
  const began = performance.now();
  const document = await readDocument(bytes, name);
  const draft = await draftOf(store, document, {
    retrieved: '2025-12-01',
    keepText: true,
    analysis: true,
    csl: { language: article.language },
  });
  const ms = performance.now() - began;
  const { text } = document;
  const places = placesOf(article, text);
  const mentions = new Gazetteer(await knownNames(store)).find(text, article.language);
  const said: (Range & { speakers: string[] })[] = [];
  const within: Range[] = [];
  const cited = records(draft, 'passage');
  article.blocks.forEach((block, i) => {
    const told = toldIn(block.text);
    const at = places[i]!;
    count(measured.paragraphs, at !== null, told.plain);
    if (at === null) {
      for (const { start, end } of told.said) count(measured.quotes, false, told.plain.slice(start, end));
      return;
    }
    const move = <T extends Range>(range: T): T => ({ ...range, start: range.start + at, end: range.end + at });
    const block_ = { start: at, end: at + told.plain.length };
    within.push(block_);
    said.push(...told.said.map(move));
    const names = told.names.map(move);
    const own = mentions.filter((mention) => overlap(mention, block_));
    for (const { id, start, end } of names)
      count(
        measured.namesFound,
        own.some(
          (mention) =>
            overlap(mention, { start, end }) &&
            (mention.ids.join() === id || mention.also.some((other) => other.id === id)),
        ),
        text.slice(start, end),
      );
    for (const mention of own)
      count(
        measured.namesRight,
        names.some((expected) => overlap(mention, expected) && mention.ids.includes(expected.id)),
        `${mention.words} ${mention.ids.join()}`,
      );
    for (const [, label] of told.plain.matchAll(/\[(\d+)\]/gu))
      count(
        measured.marks,
        cited.some(
          (passage) =>
            ((passage['citations'] ?? []) as string[]).some((id) => id.endsWith(`-fn-${label!}`)) &&
            text
              .slice((passage['selectors'] as Range[])[0]!.start, (passage['selectors'] as Range[])[0]!.end)
              .includes(article.shape === 'text' ? raised(label!) : `[${label!}]`),
        ),
        `[${label}]`,
      );
  });
  measureNotes(article, draft, measured);
  measureSpeech(said, within, document, draft, measured);
  measureWords(document, draft, measured);
  return { measured, document, draft, ms };
};
