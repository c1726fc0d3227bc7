import { compareText } from '../model/order.ts';
import type { Key } from '../model/ids.ts';
import { wordsQuoted } from '../model/quotes.ts';
import { instantKey } from '../model/verify-status.ts';
import type { Problem } from './writes.ts';
import { Compared, type Passage, type Statement } from './compared.ts';
import type { Later } from './later.ts';

/*
 * The words of a write beside the texts that are known of their sources: what a passage or a quotation is said to have
 * has to stand there. Texts may be large, so one is held at a time, and only texts of sources that the write names are
 * read; whatever the write has of one source is compared with a text at once.
 */

/** A snapshot that has a text. */
export type KnownText = { source: string; snapshot: string; retrieved: string };

/** What an engine gives for it, within the state that the write sees. */
export interface Texts {
  /** The snapshots of these sources that have a text. */
  textsOf(sources: readonly string[]): Later<KnownText[]>;
  /** The text of a snapshot; null where it has none. */
  text(snapshot: string): Later<string | null>;
}

type Snapshot = { source: string; retrieved: string; text: string | null };
export type Underway = {
  /** The records of the write whose words are compared; places that are found are filled in. */
  changed: readonly { key: Key; record: object }[];
  /** A passage as the write leaves it. */
  passage: (id: string) => object | null;
  /** The snapshots of the write; null where it takes one away. */
  snapshots: ReadonlyMap<string, object | null>;
  texts: Texts;
};

/** Texts as the write leaves them. */
const textsAfter = ({ snapshots, texts }: Underway): Texts => ({
  textsOf: async (sources) => [
    ...(await texts.textsOf(sources)).filter(({ snapshot }) => !snapshots.has(snapshot)),
    ...[...snapshots].flatMap(([snapshot, record]): KnownText[] => {
      const { source, retrieved, text } = (record ?? { text: null }) as Snapshot;
      return text !== null && sources.includes(source) ? [{ source, snapshot, retrieved }] : [];
    }),
  ],
  text: (snapshot) =>
    snapshots.has(snapshot) ? ((snapshots.get(snapshot) as Snapshot | null)?.text ?? null) : texts.text(snapshot),
});

const latestFirst = (a: KnownText, b: KnownText): number =>
  compareText(instantKey(b.retrieved), instantKey(a.retrieved)) || compareText(b.snapshot, a.snapshot);

/** What does not stand in any text that is known of its source, and what does not in the latest. */
export const compareTexts = async (write: Underway): Promise<{ problems: Problem[]; remarks: Problem[] }> => {
  const bySource = new Map<string, Compared>();
  const of = (source: string): Compared => {
    const found = bySource.get(source) ?? new Compared(source);
    bySource.set(source, found);
    return found;
  };
  for (const { key, record } of write.changed) {
    if (key.type === 'passage') of((record as Passage).source).addPassage(key, record as Passage);
    else
      for (const { pointer, words } of wordsQuoted((record as Statement).quotes)) {
        const passage = write.passage(words.passage) as Passage | null;
        if (passage !== null) of(passage.source).addQuote(key, pointer, words, passage);
      }
  }
  const texts = textsAfter(write);
  const sources = [...bySource.keys()].filter((source) => of(source).hasWords);
  const known = sources.length === 0 ? [] : await texts.textsOf(sources);
  const [problems, remarks]: [Problem[], Problem[]] = [[], []];
  for (const source of sources) {
    const compared = of(source);
    for (const { snapshot } of known.filter((each) => each.source === source).sort(latestFirst)) {
      const text = compared.isSettled ? null : await texts.text(snapshot);
      if (text !== null) compared.with(snapshot, text);
    }
    problems.push(...compared.problems());
    remarks.push(...compared.remarks());
  }
  return { problems, remarks };
};
