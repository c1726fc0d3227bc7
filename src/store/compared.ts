import { keyText, type Key } from '../model/ids.ts';
import { textDigest } from '../model/text.ts';
import { spanDigestOf } from '../model/verify-checks.ts';
import { checkPassages, type Checkable, type PassageCheck } from '../verify/passages.ts';
import { checkQuotes } from '../verify/quotes.ts';
import { SourceText, type Range } from '../verify/source-text.ts';
import type { Problem } from './writes.ts';

/** How many UTF-16 units of words a message shows. */
const LONGEST_SHOWN = 200;

/** What is compared of a passage and of a statement; a place that is found is written into them. */
export type Passage = Checkable & { source: string; selectors: Checkable['selectors'][number][] };
type Quote = { passage: string; exact: string; start: number | null; end: number | null };
export type Statement = { quotes: Quote[] };

/** What came of looking for words in one text. */
type Look = { isThere: boolean; position: Range | null; reason: string | null };

/** Words of a write, what they are a part of, and what came of looking for them so far. */
type Sought = {
  key: Key;
  pointer: string;
  /** Where they are said to stand; null where that is to be found. */
  recorded: Range | null;
  passage: { id: string; record: Passage };
  /** The words of a statement; null where they are those of the passage. */
  quote: Quote | null;
  /** Where they were found: in which text, and at which place where that is one. */
  found: { snapshot: string; position: Range | null } | null;
  elsewhere: { snapshot: string; position: Range } | null;
  reason: string | null;
};

const recordedIn = ({ selectors }: Passage): Range | null => {
  for (const selector of selectors)
    if (selector.type === 'TextPositionSelector') return { start: selector.start, end: selector.end };
  return null;
};

/** Words as a message shows them. */
const shown = (words: string): string =>
  JSON.stringify(words.length <= LONGEST_SHOWN ? words : `${words.slice(0, LONGEST_SHOWN)}…`);

const isSame = (one: Range | null, other: Range | null): boolean =>
  one?.start === other?.start && one?.end === other?.end;

/** Where a passage stands that has the words which it should have at its place; so most are found, without a search. */
const inPlace = (text: SourceText, id: string, record: Passage): PassageCheck | null => {
  const [span, position] = [spanDigestOf(record), recordedIn(record)];
  const hasContext = record.selectors.some(
    (selector) => selector.type === 'TextQuoteSelector' && (selector.prefix ?? selector.suffix),
  );
  if (position === null || hasContext || position.end > text.length) return null;
  const stretch = { start: text.unitOf(position.start), end: text.unitOf(position.end) };
  const stands =
    span === null || (text.bounds.isWhole(stretch) && textDigest(text.text.slice(stretch.start, stretch.end)) === span);
  return stands ? { id, span, status: 'verified', method: 'digest', position, reason: null } : null;
};

/** The words that a write has of one source, while they are compared with its texts, the latest first. */
export class Compared {
  private readonly source: string;
  private readonly sought: Sought[] = [];
  private readonly snapshots: string[] = [];

  constructor(source: string) {
    this.source = source;
  }

  addPassage(key: Key, record: Passage): void {
    const at = record.selectors.findIndex(({ type }) => type === 'TextPositionSelector');
    const words = record.selectors.findIndex(({ type }) => type === 'TextQuoteSelector');
    // Neither words nor a place that could be wrong.
    if (words === -1 && at === -1) return;
    const pointer = at === -1 ? `/selectors/${words}` : `/selectors/${at}`;
    this.add({ key, pointer, recorded: recordedIn(record), passage: { id: key.id, record }, quote: null });
  }

  addQuote(key: Key, pointer: string, quote: Quote, record: Passage): void {
    const recorded = quote.start === null || quote.end === null ? null : { start: quote.start, end: quote.end };
    this.add({ key, pointer, recorded, passage: { id: quote.passage, record }, quote });
  }

  private add(sought: Omit<Sought, 'found' | 'elsewhere' | 'reason'>): void {
    this.sought.push({ ...sought, found: null, elsewhere: null, reason: null });
  }

  get hasWords(): boolean {
    return this.sought.length > 0;
  }

  /** Whether no further text can tell anything. */
  get isSettled(): boolean {
    return this.sought.every(({ found }) => found !== null);
  }

  /** Looks for what was not found yet in a text; a place that was to be found is filled in. */
  with(snapshot: string, raw: string): void {
    this.snapshots.push(snapshot);
    const text = new SourceText(raw);
    const open = this.sought.filter(({ found }) => found === null);
    const passages = new Map(open.map(({ passage }) => [passage.id, passage.record]));
    const checks = placesIn(text, passages);
    for (const each of open) {
      const look = each.quote === null ? lookOf(checks.get(each.passage.id)!) : lookForQuote(text, each, checks);
      this.judge(each, snapshot, look);
    }
  }

  private judge(sought: Sought, snapshot: string, { isThere, position, reason }: Look): void {
    if (isThere && (sought.recorded === null || isSame(position, sought.recorded))) {
      sought.found = { snapshot, position };
      if (sought.recorded === null && position !== null) fill(sought, position);
    } else if (isThere && position !== null) sought.elsewhere ??= { snapshot, position };
    else sought.reason ??= reason;
  }

  problems(): Problem[] {
    return this.sought.flatMap(({ key, pointer, recorded, quote, found, elsewhere, reason }): Problem[] => {
      if (found !== null || this.snapshots.length === 0) return [];
      const whose = quote === null ? 'the span' : shown(quote.exact);
      if (elsewhere !== null) {
        const [is, was] = [elsewhere.position, recorded!].map(({ start, end }) => `${start}-${end}`);
        const message = `${whose} stands at ${is} in the text of ${elsewhere.snapshot}, not at ${was}; write that place, or none: it is found then`;
        return [{ key, pointer: `${pointer}/start`, message }];
      }
      const texts = `${this.snapshots.slice(0, 5).join(', ')}${this.snapshots.length > 5 ? ` and ${this.snapshots.length - 5} more` : ''}`;
      const message = `${whose} stands in no text that is stored of ${this.source} (${texts}): ${reason}; correct it, or store the text that has it with dictum verify --source ${this.source} --file … --record --store-text`;
      return [{ key, pointer, message }];
    });
  }

  /** What was found, but not in the latest text. */
  remarks(): Problem[] {
    const [latest] = this.snapshots;
    return this.sought.flatMap(({ key, pointer, quote, found, elsewhere }): Problem[] =>
      found === null || found.snapshot === latest || elsewhere?.snapshot === latest
        ? []
        : [
            {
              key,
              pointer,
              message: `${quote === null ? 'the span' : shown(quote.exact)} stands in the text of ${found.snapshot}, but not in the latest of ${this.source}, ${latest}`,
            },
          ],
    );
  }
}

/** Where passages stand in a text. */
const placesIn = (text: SourceText, passages: ReadonlyMap<string, Passage>): Map<string, PassageCheck> => {
  const checks = new Map<string, PassageCheck>();
  for (const [id, record] of passages) {
    const check = inPlace(text, id, record);
    if (check !== null) checks.set(id, check);
  }
  const others = [...passages].filter(([id]) => !checks.has(id)).map(([id, record]) => ({ ...record, id }));
  if (others.length > 0) for (const check of checkPassages(text, others)) checks.set(check.id, check);
  return checks;
};

const lookOf = ({ span, status, position, reason }: PassageCheck): Look => ({
  // Which of several places is meant is told by the position or by nothing.
  isThere: status === 'verified' || status === 'ambiguous',
  position,
  reason: span === null && position === null ? 'its place lies behind the end' : reason,
});

const lookForQuote = (
  text: SourceText,
  { key, passage, quote }: Sought,
  checks: ReadonlyMap<string, PassageCheck>,
): Look => {
  const [check] = checkQuotes(
    text,
    [{ ...passage.record, id: passage.id }],
    [checks.get(passage.id)!],
    [{ statement: keyText(key), passage: passage.id, exact: quote!.exact, start: quote!.start, end: quote!.end }],
  );
  return {
    isThere: check!.status === 'verified' || check!.status === 'ambiguous',
    position: check!.position,
    reason: check!.reason,
  };
};

const fill = ({ passage, quote }: Sought, { start, end }: Range): void => {
  if (quote === null) passage.record.selectors.push({ type: 'TextPositionSelector', start, end });
  else Object.assign(quote, { start, end });
};
