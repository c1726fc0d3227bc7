import { z } from 'zod';
import { anyOf, type Condition, type Selection } from '../model/query.ts';
import type { Store } from '../store/port.ts';
import { besideOthers } from './facet-values.ts';
import { EACH, selectionOf, selectionParameters } from './list-parameters.ts';
import { refuseUnknown } from './unknown-records.ts';
import { readParameters, type RawParameters } from './parameters.ts';

/*
 * How well statements are covered by evidence: how many there are, and how many of them lack something.
 */

/** A figure: what it counts, and the filter of statements by which they are found. */
type FigureRow = { name: string; about: string; filter: string; value: string };

/** Every figure beside that of all statements. `!` before the value counts those that do not have it. */
export const FIGURES: readonly FigureRow[] = [
  {
    name: 'firstHandOnly',
    about: 'Every chain of evidence is a text of a speaker',
    filter: 'everyDirectness',
    value: 'first-hand',
  },
  {
    name: 'ownSideOnly',
    about: "Every chain rests on a source of a speaker's own side",
    filter: 'everyDirectness',
    value: 'own-side',
  },
  {
    name: 'counterpartOnly',
    about: 'Every chain rests on a source of the other party',
    filter: 'everyDirectness',
    value: 'counterpart',
  },
  {
    name: 'thirdPartyOnly',
    about: 'Every chain rests on a source of neither side',
    filter: 'everyDirectness',
    value: 'third-party',
  },
  {
    name: 'undeterminedOnly',
    about: 'Of every chain the publisher is not known, or not on whose side a speaker stood',
    filter: 'everyDirectness',
    value: 'undetermined',
  },
  {
    name: 'uncertain',
    about: 'How near a chain stands to the speaker depends on a time that is not known exactly',
    filter: 'uncertain',
    value: 'true',
  },
  {
    name: 'withoutFootnote',
    about: 'No passage has a footnote: the evidence ends at what they are recorded in',
    filter: 'has',
    value: '!citation',
  },
  {
    name: 'withoutPublisher',
    about: 'Who published what they rest on is not known of any chain',
    filter: 'has',
    value: '!publisher',
  },
  { name: 'withoutDigest', about: 'No passage has a digest', filter: 'has', value: '!digest' },
  { name: 'withoutDate', about: 'When they were said is not known', filter: 'has', value: '!date' },
  {
    name: 'unverified',
    about:
      'Nothing is verified: a passage or quoted words were not found in a text of their source, or never looked for',
    filter: 'verification',
    value: '!verified',
  },
  {
    name: 'singleRoot',
    about: 'All that they rest on comes from one source in the end',
    filter: 'independentRoots',
    value: '1',
  },
  {
    name: 'disputed',
    about: 'A relation disputes or corrects them, or is made by them',
    filter: 'disputed',
    value: 'true',
  },
];

export const Figure = z
  .object({
    name: z.enum(['all', ...FIGURES.map(({ name }) => name)]),
    about: z.string().describe('What is counted.'),
    count: z.int(),
    share: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('Of all statements that were asked for, to four digits; null where there are none.'),
    list: z.string().describe('Where those statements are listed.'),
  })
  .describe('How many statements there are of some quality.');
export type Figure = z.output<typeof Figure>;

export const coverageParameters = selectionParameters('statement');

const isNegated = (value: string): boolean => value.startsWith('!');

const encoded = (text: string): string => encodeURIComponent(text).replaceAll('%2C', ',').replaceAll('%3A', ':');

/** The address of the statements that the parameters ask for, as far as a figure counts them. */
const listOf = (raw: RawParameters, row: FigureRow | null): string => {
  const given = Object.entries(raw).flatMap(([name, values]): [string, string][] =>
    values === undefined ? [] : [values].flat().map((value) => [name, value]),
  );
  const own: [string, string][] =
    row === null
      ? []
      : [[row.filter, isNegated(row.value) || raw[row.filter] === undefined ? row.value : `${EACH}${row.value}`]];
  const query = [...given, ...own].map(([name, value]) => `${name}=${encoded(value)}`).join('&');
  return `/v1/statements${query === '' ? '' : `?${query}`}`;
};

/**
 * The figures over the statements that any filters of their list leave, all of one state of the graph.
 * @throws DictumError `invalid-parameters`
 */
export const coverage = async (store: Store, raw: RawParameters): Promise<{ figures: Figure[] }> => {
  const selection = selectionOf('statement', readParameters(raw, coverageParameters));
  const asked = (where: Condition[]): Selection => ({
    type: 'statement',
    ...selection,
    where: besideOthers('statement', where),
  });
  // What has a value is counted, also for those that do not have it: counts of single values are kept, so they cost nothing.
  const rows = FIGURES.map(({ filter, value }) => asked([...selection.where, anyOf(filter, value.replace('!', ''))]));
  const [[total = 0, ...having]] = await Promise.all([
    store.counts([asked(selection.where), ...rows]),
    refuseUnknown(store, 'statement', selection.where),
  ]);
  const figure = (name: string, about: string, count: number, row: FigureRow | null): Figure => ({
    name,
    about,
    count,
    share: total === 0 ? null : Math.round((count / total) * 10_000) / 10_000,
    list: listOf(raw, row),
  });
  return {
    figures: [
      figure('all', 'Every statement that was asked for', total, null),
      ...FIGURES.map((row, i) =>
        figure(row.name, row.about, isNegated(row.value) ? total - having[i]! : having[i]!, row),
      ),
    ],
  };
};
