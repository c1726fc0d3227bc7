import type { Because } from './because.ts';

/*
 * The facts of because.ts as sentences, for answers, the command line and pages alike. In the braces stands the record
 * of that number among the ids of the fact; {rest} are all but the first, {others} all but the first two, {last} is the
 * last, {between} are those between it and the first, {all} are all; {as} is the office, and {held} from when to when,
 * and {time} that as it is written.
 */

/** The sentence of each fact by its name; by its name and number of records where that makes a difference. */
const SENTENCES: Readonly<Record<string, string>> = {
  authorOf: '{0} wrote {1}.',
  noCitation: 'The passage has no footnote, so the evidence ends at {0}.',
  publishedBy: '{1} published {0}.',
  noPublisher: 'Who published {0} is not known.',
  publisherSpeaks: '{0}, who published it, is a speaker.',
  publisherOnSide: '{0} stands on the side of {1}.',
  publisherOnSide1: '{0} stands on its own side.',
  speaksFor1: '{0} speaks for itself.',
  speaksFor2: '{0} speaks for {1}{as}{held}.',
  speaksFor3: '{0} speaks for {2} through {1}{as}{held}.',
  spokeFor2: '{0} spoke for {1}, as is told of the statement.',
  spokeFor3: '{0} spoke for {2} through {1}, as is told of the statement.',
  speakerUnknown: 'Who spoke is not known.',
  noSide: 'On whose side {0} stood then is not known.',
  changedSides: '{0} stood on the sides of {rest} at different times.',
  undecided: 'The time of {0}{time} does not decide on which of these sides {1} stood then.',
  undated: '{0} has no date, so that nothing decides on which of these sides {1} stood then.',
  partyOf: '{1}, for {2}, was the other party of {0}.',
  partyOf2: '{1} was the other party of {0}.',
  neitherSide: '{0} is neither on the speaker’s side nor on that of another party.',
  toldOn: '{0} told it on.',
  restsOn: '{0} rests on {last}, through {between}.',
  restsOn2: '{0} rests on {1}.',
  noEnd: 'What {0} rests on in the end is not known: its sources rest on one another, or the way is too long.',
  atOrAboutEvent: '{0} was said at {rest}, or is about it.',
  eventOfForum: '{0} is an event of {last}, or within one.',
  eventOfForum2: '{0} is an event of {1}.',
  aboutRegion: '{0} is about {others}, and so about {1}.',
  aboutRegion2: '{0} is about {1}.',
  aboutForum: '{0} is about {1}.',
  recordedIn: 'It is recorded in {all}.',
  tookPlaceIn: '{0} took place in {others}, and so in {1}.',
  tookPlaceIn2: '{0} took place in {1}.',
  memberOf: '{1} is a member of {2}{held}, as {3} says.',
  wasMemberOf: '{1} was a member of {2}{held}, as {3} says.',
  locatedIn: '{0} is located in {1}, or in a region under it.',
  liesIn: '{0} lies in {1}{held}.',
  liesInPart: '{0} lies in {1} in part only{held}.',
  inclusionDisputed: '{0} lies in {1}{held}, as {2} says and others dispute.',
};

/** The sentence for a fact about so many records, with its braces. */
export const sentenceFor = (fact: string, count: number): string | undefined =>
  SENTENCES[`${fact}${count}`] ?? SENTENCES[fact];

/** What stands in {as}, {held} and {time}. */
export const furtherWords = ({ office, period }: Pick<Because, 'office' | 'period'>): Record<string, string> => ({
  as: office === undefined ? '' : ` as ${office}`,
  held: period === undefined ? '' : heldIn(period),
  time: period === undefined ? ', as far as it is known,' : ` (${period})`,
});

/** When something held, in words. */
const heldIn = (period: string): string => {
  const [from = '', to = from] = period.split('/');
  const begins = ['', '..'].includes(from) ? '' : ` from ${from}`;
  if (to === '') return begins === '' ? ', which has ended' : `,${begins} to a time that is not known`;
  return `${begins}${to === '..' ? '' : ` until ${to}`}`;
};

/** Texts with commas between them, and a word before the last. */
const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

/** A fact as a sentence, with these names for its records. */
export const sentenceOf = (of: Pick<Because, 'fact' | 'office' | 'period'>, names: readonly string[]): string => {
  const values: Record<string, string> = {
    ...Object.fromEntries(names.map((name, i) => [String(i), name])),
    rest: listed(names.slice(1)),
    others: listed(names.slice(2)),
    all: listed(names),
    between: listed(names.slice(1, -1)),
    last: names.at(-1) ?? '',
    ...furtherWords(of),
  };
  return (sentenceFor(of.fact, names.length) ?? of.fact)
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/…\.$/, '…');
};
