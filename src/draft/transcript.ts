import type { Mention } from './gazetteer.ts';
import type { Sentence } from './layout.ts';
import { matches } from './plain.ts';
import type { Rules } from './speech-rules.ts';
import type { Speaker } from './speaker.ts';
import { isActor } from './referents.ts';
import type { Subjects } from './subjects.ts';

/*
 * Texts in which a name and a colon begin what somebody says: transcripts of interviews and press conferences.
 */

/** How many paragraphs begin so at least. */
const LEAST = 3;
/** A name or an office before a colon, at the beginning of a paragraph; what follows is in no quotation marks. */
const LABEL =
  /^[\s*_–—-]*(?:\p{Lu}|\p{Lo})(?:[^:：.!?。,;“”"«»„]|(?<=\b\p{L}{1,3})\.){0,70}[:：](?=\s*[^\s\d/“”"«»„‘'])/u;

/** A paragraph of a transcript: where what is said begins, and by whom; nobody where nobody is known. */
export type Turn = { from: number; speaker: Speaker | null };

/** Who answers where answers name nobody: the person whom the text names most before, else anywhere. */
const answererIn = (mentions: readonly Mention[], first: number, who: Subjects): Speaker | null => {
  const counts = new Map<string, { count: number; mention: Mention }>();
  const persons = mentions.filter((mention) => isActor(mention) && mention.isPerson && mention.ids.length === 1);
  const before = persons.filter(({ start }) => start < first);
  for (const mention of before.length > 0 ? before : persons) {
    const known = counts.get(mention.ids[0]!);
    counts.set(mention.ids[0]!, { count: (known?.count ?? 0) + 1, mention: known?.mention ?? mention });
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  if (most === undefined) return null;
  return {
    ...who.speakerOf(most.mention),
    why: `“${most.mention.words}”, whom the text names before its answers`,
    confidence: 0.7,
  };
};

/** A label of initials alone: "GO:", "G.O.:". */
const INITIALS = /^\s*(\p{Lu}\.?(?:\s?\p{Lu}\.?){1,3})\s*[:：]$/u;

/** The persons whom a text names by their initials; of initials that two have, nobody. */
const byInitials = (mentions: readonly Mention[]): Map<string, Mention | null> => {
  const found = new Map<string, Mention | null>();
  for (const mention of mentions) {
    if (!isActor(mention) || !mention.isPerson || mention.ids.length !== 1) continue;
    const initials = (mention.words.match(/(?<![\p{L}\p{M}’'])\p{L}/gu) ?? []).join('').toLocaleUpperCase();
    const other = found.get(initials);
    if (initials.length > 1)
      found.set(initials, other === undefined || other?.ids[0] === mention.ids[0] ? mention : null);
  }
  return found;
};

/** Who speaks in each paragraph of a transcript; null of a text that is none. */
export const turnsIn = (
  text: string,
  paragraphs: readonly (readonly Sentence[])[],
  mentions: readonly Mention[],
  rules: Rules,
  who: Subjects,
): Map<number, Turn> | null => {
  const initials = byInitials(mentions);
  const named = (start: number, end: number): Mention | undefined =>
    mentions.find(
      (mention) => isActor(mention) && mention.ids.length === 1 && mention.start >= start && mention.end <= end,
    ) ??
    initials.get((INITIALS.exec(text.slice(start, end))?.[1] ?? '').replace(/[\s.]/gu, '')) ??
    undefined;
  const labels = paragraphs.map((sentences) => {
    const { start } = sentences[0]!;
    const words = text.slice(start, sentences.at(-1)!.end);
    const label = LABEL.exec(words)?.[0] ?? null;
    if (label === null) return null;
    const from = start + label.length;
    if (rules.asks.test(words)) return { from, kind: 'asks' as const, mention: undefined };
    if (rules.answers.test(words)) return { from, kind: 'answers' as const, mention: undefined };
    // "Adams said:" is a sentence.
    const says = Object.values(rules.verb).some((verb) => matches(verb, label).length > 0);
    return says ? null : { from, kind: 'named' as const, mention: named(start, from) };
  });
  const isTurn = labels.map((label) => label !== null && (label.kind !== 'named' || label.mention !== undefined));
  if (isTurn.filter(Boolean).length < LEAST) return null;
  const first = isTurn.indexOf(true);
  const turns = new Map<number, Turn>();
  let going: Speaker | null = null;
  const answering = answererIn(mentions, paragraphs[first]![0]!.start, who);
  for (let i = first; i < paragraphs.length; i++) {
    const label = labels[i]!;
    const { paragraph, start } = paragraphs[i]![0]!;
    if (label !== null) {
      going =
        label.kind === 'answers'
          ? answering
          : label.mention === undefined
            ? null
            : { ...who.speakerOf(label.mention), why: `“${label.mention.words}” before a colon` };
    }
    turns.set(paragraph, { from: label?.from ?? start, speaker: going });
  }
  return turns;
};
