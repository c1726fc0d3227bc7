import { NORMALISATION, textDigest } from '../model/text.ts';
import { guessedLanguage, languageNamed } from '../search/languages.ts';
import { wordsIn } from '../search/words.ts';
import type { Questions } from '../store/port.ts';
import { SourceText } from '../verify/source-text.ts';
import { textIn, type Csl, type Document } from './document.ts';
import { draftAuthors } from './draft-authors.ts';
import { draftCitations } from './draft-citations.ts';
import { analysisOf, draftStatement, type Context } from './draft-statements.ts';
import { draftPassages, passageId, standingIn } from './draft-passages.ts';
import { Drafting, withoutUndefined, type Drafted } from './drafting.ts';
import { resolveNotes } from './footnotes.ts';
import { Gazetteer } from './gazetteer.ts';
import { Ids, slugOf } from './ids.ts';
import { alikeAsked, knownNames, knownOf, knownSource, type KnownOf } from './known.ts';
import { layoutOf, type Layout, type Sentence } from './layout.ts';
import { quotedIn } from './quoted.ts';
import { actsRead, leftOutTold, readerInput, type OutsideReader } from './reader-form.ts';
import type { Mention } from './gazetteer.ts';
import type { SpeechAct } from './speech-act.ts';
import { speechActs } from './speech.ts';

/*
 * From a document to a draft: the records that would be written, each with why it is proposed and how sure that is.
 * Nothing of it is a fact until a person says so.
 */

export type Draft = Drafted & {
  comment: string;
  /** The id of the source, and whether the graph has it. */
  source: { id: string; known: boolean };
  language: string | null;
  /** The outside reader, how many statements are from it, and how much of its answer was left out. */
  reader?: { name: string; statements: number; leftOut: { statements: number; quotes: number; speakers: number } };
  /** Passages of the source that the graph has and that do not stand in this text. */
  gone: { id: string; status: string; reason: string | null }[];
};

export type DraftSettings = {
  /** The id of the source; made from its title where left out. */
  source?: string;
  /** What ids of passages and footnotes begin with; the id of the source where left out. */
  prefix?: string;
  /** What is known of the document beside what it tells itself. */
  csl?: Csl;
  /** When it was retrieved: EDTF. */
  retrieved: string;
  /** Whether its text is stored with the snapshot. */
  keepText: boolean;
  /** Whether what nobody is named for is proposed as the author's own. */
  analysis: boolean;
  /** Who reads beside the rules; what it says of a sentence goes before what they say. */
  reader?: OutsideReader;
};

const issuedOf = (csl: Csl): string | null => {
  const parts = (csl['issued'] as { 'date-parts'?: (string | number)[][] } | undefined)?.['date-parts']?.[0];
  return parts === undefined ? null : parts.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0')).join('-');
};

const NOTHING: KnownOf = { snapshots: new Map(), passages: [], statements: [], authors: [] };

/** What an outside reader says of a text. @throws Unreadable */
const readWith = async (
  { name, read }: OutsideReader,
  of: { text: string; language: string; layout: Layout; mentions: readonly Mention[]; acts: readonly SpeechAct[] },
) => {
  const given = readerInput(of.text, of.language, of.mentions, of.acts);
  const answer = await read(given);
  return { name, ...actsRead({ name, answer }, { text: of.text, sentences: of.layout.sentences, names: given.names }) };
};

/** Of a sentence of which the reader says something, nothing else is proposed. */
const together = (byRules: readonly SpeechAct[], read: readonly SpeechAct[]): SpeechAct[] => {
  const own = new Set(read.flatMap(({ sentences }) => sentences));
  return [...byRules.filter(({ sentences }) => !sentences.some((sentence) => own.has(sentence))), ...read];
};

/** How many words are a quotation that somebody may miss, and how many of such are told. */
const [QUOTED_WORDS, MOST_TOLD] = [5, 100];
/** How many letters count as a word where no spaces part words. */
const LETTERS_A_WORD = 2;

const wordCountOf = (text: string): number =>
  [...wordsIn(text)].reduce(
    (count, { start, end, unspaced }) => count + (unspaced === true ? (end - start) / LETTERS_A_WORD : 1),
    0,
  );

/** Words in quotation marks that no statement quotes: of somebody whom the graph does not have, or a title. */
const unownedIn = (sentences: readonly Sentence[], spoken: ReadonlySet<Sentence>): string[] =>
  sentences
    .filter((sentence) => !spoken.has(sentence))
    .flatMap(({ words, paragraph, sentence }) =>
      quotedIn(words)
        .map(({ start, end }) => words.slice(start, end))
        .filter((quote) => wordCountOf(quote) >= QUOTED_WORDS)
        .map(
          (quote) =>
            `paragraph ${paragraph}, sentence ${sentence}: no statement that is proposed quotes “${quote.slice(0, 200)}”`,
        ),
    )
    .slice(0, MOST_TOLD);

/** Who says something, and is nobody whom the graph has: each once, with how many statements are theirs. */
const strangersIn = (acts: readonly SpeechAct[], sentences: ReadonlySet<Sentence>): string[] => {
  const said = new Map<string, { name: string; acts: SpeechAct[] }>();
  for (const act of acts) {
    if (act.stranger === undefined || !sentences.has(act.sentences[0]!)) continue;
    const family = act.stranger.split(/\s/u).at(-1)!;
    const known = said.get(family) ?? { name: act.stranger, acts: [] };
    said.set(family, { ...known, acts: [...known.acts, act] });
  }
  return [...said.values()].slice(0, MOST_TOLD).map(({ name, acts: own }) => {
    const { paragraph, sentence } = own[0]!.sentences[0]!;
    const many = own.length === 1 ? 'one statement is theirs' : `${own.length} statements are theirs`;
    return `paragraph ${paragraph}, sentence ${sentence}: the graph does not have “${name}”, and ${many}: write the actor, and its id into their speakers`;
  });
};

/**
 * Drafts a document over what the graph knows. Drafting one again that is in the graph already proposes what is new in
 * it, and tells the passages that do not stand in it any more.
 */
export const draftOf = async (store: Questions, document: Document, settings: DraftSettings): Promise<Draft> => {
  const csl: Csl = { type: 'document', ...document.csl, ...settings.csl };
  const { text } = document;
  const source = new SourceText(text);
  const layout = layoutOf(source.text);
  const tag = typeof csl['language'] === 'string' ? csl['language'] : (guessedLanguage(text)?.language ?? null);
  const language = tag === null ? 'en' : languageNamed(tag);
  if (tag !== null) csl['language'] ??= tag;

  const ids = new Ids(store);
  const drafting = new Drafting(ids);
  const gazetteer = new Gazetteer(await knownNames(store));
  const given = settings.source ?? null;
  const isThere = given !== null && (await ids.isTaken('source', given));
  const has = isThere ? { id: given, alike: [] } : await knownSource(store, csl);
  const found = has.id;
  const wanted = given ?? slugOf(textIn(csl, 'title') || (layout.sentences[0]?.words ?? 'document'));
  const publisher = gazetteer.find(textIn(csl, 'publisher') || textIn(csl, 'container-title'), language)[0];
  const publishedBy = publisher?.type === 'actor' && publisher.ids.length === 1 ? publisher.ids[0]! : null;
  const known: KnownOf = found === null ? NOTHING : await knownOf(store, found);
  const authors =
    found === null && settings.analysis ? await draftAuthors(drafting, csl, gazetteer, language) : known.authors;
  const id =
    found ??
    (await drafting.put('source', wanted, withoutUndefined({ csl, publisher: publishedBy, authors }), {
      confidence: csl['title'] === undefined ? 0.4 : 0.9,
      reasons: ['the document itself', ...(publishedBy === null ? [] : [`published by “${publisher!.words}”`])],
    }));
  drafting.open.push(...alikeAsked('the document', id, has));
  if (found === null && textIn(csl, 'title') === '')
    drafting.open.push('the document tells no title: write one into csl.title');
  const prefix = settings.prefix ?? id;
  const digest = textDigest(source.text);
  const isSame = known.snapshots.has(digest);
  if (!isSame)
    await drafting.put(
      'snapshot',
      `${id.slice(0, 100)}-${digest.slice(0, 12)}`,
      {
        source: id,
        retrieved: settings.retrieved,
        mediaType: document.mediaType,
        digest: { algorithm: 'sha-256', normalisation: NORMALISATION, bytes: document.bytes, text: digest },
        ...(settings.keepText && { text: source.text }),
      },
      { confidence: 1, reasons: ['the text as it was read'] },
    );

  const standing = standingIn(source, known.passages);
  const fresh = layout.sentences.filter((sentence) => standing.at(sentence) === undefined);
  const hasNew = fresh.length > 0;
  const citations = hasNew
    ? await draftCitations(drafting, store, resolveNotes(layout.notes), prefix)
    : new Map<string, string>();
  const idOf = (sentence: Sentence): string => passageId(prefix, sentence);
  await ids.look('passage', fresh.map(idOf));
  for (const { marks, paragraph, sentence } of hasNew ? layout.sentences : [])
    for (const mark of marks)
      if (!citations.has(mark))
        drafting.open.push(`mark [${mark}] in paragraph ${paragraph}, sentence ${sentence} has no footnote`);
  const passages = await draftPassages(drafting, fresh, { source: id, text: source, citations, idOf });
  for (const sentence of layout.sentences) passages.set(sentence, passages.get(sentence) ?? standing.at(sentence)!);

  const mentions = gazetteer.find(source.text, language);
  const byRules = speechActs(source.text, layout.sentences, mentions, language, document.setOff);
  const read =
    settings.reader === undefined
      ? null
      : await readWith(settings.reader, { text: source.text, language, layout, mentions, acts: byRules });
  const acts = read === null ? byRules : together(byRules, read.acts);
  if (read !== null) drafting.open.push(...leftOutTold(read.name, read.left));
  const of: Context = { store, source, language, mentions, passages, issued: issuedOf(csl), prefix, known };
  const spoken = new Set(acts.flatMap(({ sentences }) => sentences));
  drafting.open.push(...unownedIn(fresh, spoken), ...strangersIn(acts, new Set(fresh)));
  const own = settings.analysis
    ? layout.sentences.flatMap((sentence) =>
        spoken.has(sentence) ? [] : (analysisOf(sentence, mentions, authors) ?? []),
      )
    : [];
  for (const act of [...acts, ...own].sort((a, b) => a.sentences[0]!.start - b.sentences[0]!.start))
    await draftStatement(drafting, act, of);

  const { changes, notes, open } = drafting;
  return {
    comment: `Draft of ${textIn(csl, 'title') || id}`,
    source: { id, known: found !== null },
    language: tag,
    changes,
    notes,
    open,
    ...(read !== null && {
      reader: {
        name: read.name,
        statements: read.acts.length,
        leftOut: {
          statements: read.left.statements.length,
          quotes: read.left.quotes.length,
          speakers: read.left.speakers.length,
        },
      },
    }),
    gone: standing.checks
      .filter(({ position }) => position === null)
      .map(({ id: passage, status, reason }) => ({ id: passage, status, reason })),
  };
};
