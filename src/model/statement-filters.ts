import { IS_FALSE, IS_TRUE, type ValueFilter } from './define.ts';
import { isOwn, type Quote } from './quotes.ts';
import type { z } from 'zod';

type Spoken = {
  speakers: readonly string[];
  candidates: readonly { actor: string }[];
  speakingFor: readonly string[];
  reportedBy: readonly string[];
  quotes: readonly z.output<typeof Quote>[];
};

/** Filters of statements by who made them, for whom, and in whose words. */
export const SPOKEN_FILTERS = {
  speakerUnknown: {
    about: 'Whether nobody is known to have made it; there may be candidates',
    whether: true,
    values: (view) => (view.speakers.length === 0 ? IS_TRUE : IS_FALSE),
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
