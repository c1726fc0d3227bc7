import { fold } from '../src/model/text.ts';
import { SEED } from './generate.ts';
import { isContested } from './stances.ts';
import { worldOf } from './world.ts';

/*
 * What is asked, and the form in which answers are compared. A question is asked of several records in turn, so that
 * no contestant answers the same request over and over, except where repetition is the question.
 */

export type Kind = 'record' | 'statements' | 'forums' | 'provenance' | 'filtered' | 'facets' | 'words' | 'complete';
export type Parameters = Record<string, string>;

export type Question = {
  name: string;
  kind: Kind;
  asked: Parameters[];
  /** Dictum's own address for it, where it is not the usual one of the kind, and whether its answer may come from what is kept. */
  repeated?: 'plain' | 'if-none-match';
  /** Asked to show how cost grows with the depth of a page, and not in the main tables. */
  depth?: number;
};

/** An answer as contestants' are compared: what is in it, without its form. */
export type Answer = readonly unknown[];

/** The place of a page in a list of an actor: the date and id before it, Dictum's cursor for it, and its number from 1. */
export type Place = { key: string; after: string; cursor: string | null; page: number };
export const START: Place = { key: '', after: '', cursor: null, page: 1 };

export const PAGE = 50;
const HUBS = ['actor-0', 'actor-1', 'actor-2', 'actor-3'];
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

/** Actors that are neither hubs nor in the long tail: those around the square root of the number of all. */
const middling = (statements: number): string[] => {
  const rank = Math.round(Math.sqrt(worldOf(statements, 0).persons));
  return range(rank, Math.min(20, rank)).map((n) => `actor-${n}`);
};

/** Claims from a place on that nobody contests: what counts for another is what affirms it, which peers do not look at. */
const uncontested = (statements: number, from: number, count: number): Parameters[] => {
  const world = worldOf(statements, SEED);
  return range(from, world.claims - from)
    .filter((n) => !isContested(world, n))
    .slice(0, count)
    .map((n) => ({ claim: `claim-${n}` }));
};

const DEPTHS = [1, 10, 100, 1000];

/**
 * The questions on a graph of so many statements. `placesOf` finds the places of pages of an actor's statements: the
 * deepest full one that is not deeper than the last of those asked for stands in for those that are not there.
 */
export const questionsOn = async (
  statements: number,
  placesOf: (actor: string, pages: readonly number[]) => Promise<Place[]>,
): Promise<Question[]> => {
  const pages = async (actors: string[], page: number): Promise<Parameters[]> =>
    Promise.all(actors.map(async (actor) => ({ actor, ...asText((await placesOf(actor, [page])).at(-1)!) })));
  const middle = middling(statements);
  const hub = HUBS[0]!;
  const { claims } = worldOf(statements, SEED);
  const depths = (await placesOf(hub, DEPTHS)).map((place): Question => ({
    name: `the first hub's page ${place.page}`,
    kind: 'statements',
    asked: [{ actor: hub, ...asText(place) }],
    depth: place.page,
  }));
  return [
    { name: "a hub's statements, page 1", kind: 'statements', asked: await pages(HUBS, 1) },
    { name: "a hub's statements, page 1000 or its last", kind: 'statements', asked: await pages(HUBS, 1000) },
    { name: "a middling actor's statements, page 1", kind: 'statements', asked: await pages(middle, 1) },
    { name: "a middling actor's statements, its last page", kind: 'statements', asked: await pages(middle, 1000) },
    {
      name: 'forums of a continent, with evidence counts',
      kind: 'forums',
      asked: range(0, 4).map((n) => ({ region: `region-${n}` })),
    },
    {
      name: 'forums of a country, with evidence counts',
      kind: 'forums',
      asked: range(20, 20).map((n) => ({ region: `region-${n}` })),
    },
    { name: 'provenance of a hub claim', kind: 'provenance', asked: uncontested(statements, 0, 3) },
    {
      name: 'provenance of a middling claim',
      kind: 'provenance',
      asked: uncontested(statements, Math.round(Math.sqrt(claims)), 20),
    },
    {
      name: 'statements by region and topic, with facets',
      kind: 'filtered',
      asked: range(4, 8).map((n) => ({ region: `region-${n}`, topic: `topic-${n - 4}` })),
    },
    { name: "a hub's statements, with facets", kind: 'facets', asked: HUBS.map((actor) => ({ actor })) },
    {
      name: 'claims with two words',
      kind: 'words',
      asked: ['treaty visa', 'grain port', 'missile embargo', 'climate debt'].map((words) => ({
        words,
        lucene: words.split(' ').join(' AND '),
      })),
    },
    {
      name: 'autocomplete',
      kind: 'complete',
      asked: ['ka', 'sergey', 'anna l', 'вэй', 'ministry o', '法', 'li', 'joint tr'].map((prefix) => ({
        prefix: fold(prefix),
      })),
    },
    {
      name: 'a record by id',
      kind: 'record',
      asked: range(0, 50).map((n) => ({ id: `statement-${Math.floor((n * statements) / 50)}` })),
    },
    { name: 'a repeated question', kind: 'statements', asked: [{ actor: hub, ...asText(START) }], repeated: 'plain' },
    {
      name: 'a repeated question, with If-None-Match',
      kind: 'statements',
      asked: [{ actor: hub, ...asText(START) }],
      repeated: 'if-none-match',
    },
    ...depths,
  ];
};

const asText = ({ key, after, cursor, page }: Place): Parameters => ({
  key,
  after,
  page: String(page),
  ...(cursor === null ? {} : { cursor }),
});
