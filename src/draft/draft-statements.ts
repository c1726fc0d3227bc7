import type { Questions } from '../store/port.ts';
import type { SourceText } from '../verify/source-text.ts';
import { dateOf } from './dates.ts';
import { withoutUndefined, type Drafting } from './drafting.ts';
import type { Mention } from './gazetteer.ts';
import { slugOf } from './ids.ts';
import { likeClaims, type KnownOf } from './known.ts';
import type { Sentence } from './layout.ts';
import type { Place } from './plain.ts';
import type { SpeechAct } from './speech-act.ts';

/*
 * From speech acts to statements and their claims.
 */

/** A sentence of its own from what was said: without marks, with a capital and a full stop. */
const claimText = (words: string): string => {
  const plain = words
    .replace(/\[[^\]\s]{1,10}\]|[\u00B9\u00B2\u00B3\u2070\u2074-\u2079]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/[\s,;:–—-]+$/gu, '')
    .trim();
  const sentence = plain.slice(0, 1).toLocaleUpperCase() + plain.slice(1);
  return /[.!?。！？…؟।]["”’»)]*$/u.test(sentence) ? sentence : `${sentence}.`;
};

/** Ids of one type that the mentions of a stretch of text name for certain. */
const namedIn = (mentions: readonly Mention[], start: number, end: number, type: Mention['type']): string[] => [
  ...new Set(
    mentions
      .filter((mention) => mention.start >= start && mention.end <= end)
      .flatMap((mention) => [
        ...(mention.type === type && mention.ids.length === 1 ? mention.ids : []),
        ...mention.also.flatMap((other) => (other.type === type ? [other.id] : [])),
      ]),
  ),
];

/** What statements are drafted over. */
export type Context = {
  store: Questions;
  source: SourceText;
  language: string;
  mentions: readonly Mention[];
  passages: ReadonlyMap<Sentence, string>;
  issued: string | null;
  prefix: string;
  known: KnownOf;
};

/** Whether the graph has what a passage says: by the same speakers, or where several speak or the author does in that mode. */
const isRecorded = ({ mode, speakers }: SpeechAct, passage: string, { statements }: KnownOf): boolean =>
  statements.some(
    (other) =>
      other.passages.includes(passage) &&
      (other.speakers.join() === speakers.join() ||
        (other.mode === mode && (mode === 'analysis' || mode === 'readout' || mode === 'joint-document'))),
  );

/** The most units of the words of one quotation. */
const LONGEST_QUOTE = 1000;

/** A quotation in each of the sentences that it goes over: a passage has its own words alone. */
const quotesIn = (quote: Place, sentences: readonly Sentence[], of: Context): Record<string, unknown>[] =>
  sentences.flatMap((sentence) => {
    const [start, end] = [Math.max(quote.start, sentence.start), Math.min(quote.end, sentence.end)];
    const exact = of.source.text.slice(start, end);
    return start >= end || exact.length > LONGEST_QUOTE || !/[\p{L}\p{N}]/u.test(exact)
      ? []
      : [{ passage: of.passages.get(sentence)!, exact, ...of.source.rangeOf({ start, end }), language: of.language }];
  });

/** Proposes a statement, and its claim where the graph does not have that in the same words. */
export const draftStatement = async (drafting: Drafting, act: SpeechAct, of: Context): Promise<void> => {
  const { sentences, mode, speakers, candidates } = act;
  const sentence = sentences[0]!;
  const [passage, ...others] = sentences.map((each) => of.passages.get(each)!) as [string, ...string[]];
  if (isRecorded(act, passage, of.known)) return;
  const slice = ({ start, end }: { start: number; end: number }): string => of.source.text.slice(start, end);
  // “The border,” she said, “is not for sale.” is one sentence.
  const words =
    mode === 'direct-quote' ? act.quotes.map((quote) => slice(quote).replace(/[,;]$/u, '')).join(' ') : slice(act.said);
  const text = claimText(act.claim ?? words);
  const by = act.by === undefined ? {} : { by: act.by };
  const like = await likeClaims(of.store, text);
  const same = like.find(({ text: other }) => other === text);
  const claim =
    same?.id ??
    (await drafting.put(
      'claim',
      slugOf(text),
      { text },
      {
        confidence: act.confidence,
        reasons: [
          act.claim === undefined
            ? 'in the words of the source; say it in your own'
            : `in the words of ${act.by ?? 'the reader'}; see whether the source says that`,
        ],
        ...by,
        ...(like.length > 0 && { like }),
      },
    ));
  const whole = { start: sentence.start, end: sentences.at(-1)!.end };
  const said = mode === 'analysis' ? null : dateOf(slice(whole), of.issued);
  const named = (type: Mention['type']): string[] => namedIn(of.mentions, whole.start, whole.end, type);
  const quotes = act.quotes.flatMap((quote) => quotesIn(quote, sentences, of));
  const record = {
    mode,
    speakers,
    ...(speakers.length === 0 && candidates.length === 0 && { speakerUnknown: true }),
    candidates: candidates.map((actor) => ({ actor, note: 'the text gives a name that several have' })),
    said: said?.edtf,
    claims: act.stance === 'affirms' ? [claim] : [{ claim, stance: act.stance }],
    passages: [passage, ...others],
    quotes,
    topics: named('topic'),
    regions: named('region'),
    forums: named('forum'),
    events: named('event'),
    actors: named('actor').filter((id) => !speakers.includes(id)),
  };
  const required = { mode, speakers };
  await drafting.put(
    'statement',
    `${of.prefix}-p${sentence.paragraph}-s${sentence.sentence}-${slugOf(speakers[0] ?? 'unknown', 30)}`,
    { ...required, ...withoutUndefined(record) },
    {
      confidence: act.confidence,
      reasons: [...act.reasons, ...(said === null ? [] : [`on ${said.edtf}: “${said.words}”`])],
      ...by,
    },
  );
};

/** What the text says without naming anybody for it, where it names something that the graph knows. */
export const analysisOf = (
  sentence: Sentence,
  mentions: readonly Mention[],
  authors: readonly string[],
): SpeechAct | null => {
  const names = mentions.filter((mention) => mention.start >= sentence.start && mention.end <= sentence.end);
  if (
    authors.length === 0 ||
    names.length === 0 ||
    sentence.words.split(/\s+/u).length < 5 ||
    /\?["”’»)]*$/u.test(sentence.words)
  )
    return null;
  return {
    sentences: [sentence],
    mode: 'analysis',
    stance: 'affirms',
    speakers: [...authors],
    candidates: [],
    said: { start: sentence.start, end: sentence.end },
    quotes: [],
    reasons: ['nobody is named for it: the author says it'],
    confidence: 0.3,
  };
};
