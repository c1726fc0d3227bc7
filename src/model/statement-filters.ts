import type { z } from 'zod';
import { IS_FALSE, IS_TRUE, type ValueFilter } from './define.ts';
import { DIRECTNESS, type Directness } from './directness.ts';
import { isOwn, type Quote } from './quotes.ts';

type Spoken = {
  speakerUnknown: boolean;
  candidates: readonly { actor: string }[];
  speakingFor: readonly string[];
  reportedBy: readonly string[];
  quotes: readonly z.output<typeof Quote>[];
};

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
    about: 'Quotes words in this language (BCP 47 tag)',
    text: 'whole',
    values: (view) => [...new Set(view.quotes.flatMap(({ language }) => language ?? []))],
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
  reportedBy: { about: 'Told on by this actor', ref: 'actor', values: (view) => view.reportedBy },
} satisfies Record<string, ValueFilter<Spoken>>;

/** A value of the filters of directness that is none: that there is no footnote. */
const UNCITED = 'uncited';

type Rested = {
  directness: readonly Directness[];
  rootDirectness: readonly Directness[];
  uncertain: boolean;
  withoutFootnote: boolean;
  passagesWithoutFootnote: number;
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
