import type { z } from 'zod';
import { APART, IS_FALSE, IS_TRUE, type ValueFilter } from './define.ts';
import { surelyFor, type SpeaksFor } from './capacity.ts';
import { CERTAIN_SIDE } from './disputes.ts';
import { DIRECTNESS, type Directness } from './directness.ts';
import { languageTag, TAG_REMEDY, widerTags } from './language.ts';
import { isOwn, type Quote } from './quotes.ts';

type Spoken = {
  speakerUnknown: boolean;
  candidates: readonly { actor: string }[];
  speakingFor: readonly string[];
  reportedBy: readonly string[];
  sides: readonly string[];
  speaksFor: readonly SpeaksFor[];
  quotes: readonly z.output<typeof Quote>[];
};

const languagesOf = ({ quotes }: Pick<Spoken, 'quotes'>): string[] => [
  ...new Set(quotes.flatMap(({ language }) => language ?? [])),
];

/** Filters of statements by who made them, for whom, and in whose words. */
export const SPOKEN_FILTERS = {
  speakerUnknown: {
    about: 'Whether nobody knows who made it; of whom it is thought that they may have, candidate= tells',
    whether: true,
    values: (view) => (view.speakerUnknown ? IS_TRUE : IS_FALSE),
  },
  candidate: {
    about: 'Perhaps made by this actor',
    ref: 'actor',
    values: (view) => view.candidates.map((each) => each.actor),
  },
  quoteLanguage: {
    about: 'Quotes words in this language (BCP 47 tag): zh finds zh-Hans and zh-TW too, but for exact=true',
    text: 'whole',
    read: { as: languageTag, remedy: `is no language tag; ${TAG_REMEDY}` },
    values: languagesOf,
    broader: (view) => [...new Set(languagesOf(view).flatMap(widerTags))],
  },
  translated: {
    about: "Whether it quotes words in translation, which are not the speaker's own",
    whether: true,
    values: (view) => (view.quotes.every(isOwn) ? IS_FALSE : IS_TRUE),
  },
  speakingFor: {
    about: 'Said for this state or institution, as is told of it',
    ref: 'actor',
    values: (view) => view.speakingFor,
  },
  [CERTAIN_SIDE]: {
    about: 'Counts for this side for certain: whenever it was said, one of the speakers stood on it',
    ref: 'actor',
    forHeirs: true,
    values: (view) => view.sides.filter((side) => surelyFor(view.speaksFor, side)),
  },
  reportedBy: { about: 'Told on by this actor', ref: 'actor', values: (view) => view.reportedBy },
} satisfies Record<string, ValueFilter<Spoken>>;

/** A value of the filters of directness that is none: that there is no footnote. */
const UNCITED = 'uncited';

type Footless = { withoutFootnote: boolean; passagesWithoutFootnote: number };
type Rested = Footless & {
  directness: readonly Directness[];
  rootDirectness: readonly Directness[];
  uncertain: boolean;
};

/** How near the evidence of a statement stands. */
export const DIRECTNESS_FILTERS = {
  directness: {
    about: `Has a chain of evidence of this directness; ${UNCITED}: one without a footnote, of whatever directness`,
    oneOf: DIRECTNESS,
    old: [UNCITED],
    values: (view) => [...view.directness, ...(view.passagesWithoutFootnote > 0 ? [UNCITED] : [])],
  },
  rootDirectness: {
    about:
      'Has a chain of evidence of this directness where it ends: at who told it on, or at what the cited document ' +
      'rests on',
    oneOf: DIRECTNESS,
    values: (view) => view.rootDirectness,
  },
  everyDirectness: {
    about: `Has only chains of evidence of this directness; ${UNCITED}: only those without a footnote`,
    oneOf: DIRECTNESS,
    old: [UNCITED],
    values: (view) => [
      ...(view.directness.length === 1 ? view.directness : []),
      ...(view.withoutFootnote ? [UNCITED] : []),
    ],
  },
  uncertain: {
    about: 'Has a chain of evidence whose directness is uncertain, since a time is not known exactly',
    whether: true,
    values: (view) => (view.uncertain ? IS_TRUE : IS_FALSE),
  },
} satisfies Record<string, ValueFilter<Rested>>;

/** The filter by what another of these says of a statement for one of its speakers. */
export const forSpeaker = (filter: string): string => `${filter}ForSpeaker`;
/** A value of it. */
export const ofSpeaker = (speaker: string, value: string): string => `${value} ${speaker}`;

type Spread = Rested & { bySpeaker: readonly (Omit<Rested, keyof Footless> & { speaker: string })[] };

/** What a filter says of a statement for each of its speakers, where it does not say the same for all of them. */
const valuesApart = ({ values }: ValueFilter<Rested>, view: Spread): string[] => {
  const all = values(view);
  const near = view.bySpeaker.map(({ speaker, ...rest }) => ({ speaker, own: values({ ...view, ...rest }) }));
  if (near.every(({ own }) => own.length === all.length && own.every((value) => all.includes(value)))) return [];
  return [APART, ...near.flatMap(({ speaker, own }) => own.map((value) => ofSpeaker(speaker, value)))];
};

/** The same for each speaker: of a joint statement evidence stands nearer to one than to another. */
export const DIRECTNESS_FILTERS_FOR_SPEAKERS = Object.fromEntries(
  Object.entries<ValueFilter<Rested>>(DIRECTNESS_FILTERS).map(([name, filter]) => [
    forSpeaker(name),
    {
      about: `${filter.about}; for this speaker`,
      text: 'whole' as const,
      endsIn: 'actor' as const,
      within: true as const,
      values: (view: Spread) => valuesApart(filter, view),
    },
  ]),
);
