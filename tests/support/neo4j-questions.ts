import { TYPE_NAMES } from '../../src/model/ids.ts';
import { anyOf, type ListQuery } from '../../src/model/query.ts';
import { edgeKindsOf } from '../../src/model/references.ts';
import type { ChainQuery } from '../../src/store/chains.ts';
import { COMPOSED } from '../../src/store/composed.ts';
import { readChains } from '../../src/store/neo4j/chains.ts';
import { checkPart } from '../../src/store/neo4j/checker.ts';
import * as others from '../../src/store/neo4j/cypher.ts';
import { sidesIn } from '../../src/store/neo4j/grounds.ts';
import { answered } from '../../src/store/neo4j/answering.ts';
import { facetPageOf } from '../../src/store/index/counts.ts';
import { histogramOf } from '../../src/store/index/histogram.ts';
import { INDEX_PARTS, indexRoundInWrite } from '../../src/store/neo4j/cypher-index.ts';
import { IndexWriter } from '../../src/store/neo4j/index-writer.ts';
import { readTexts } from '../../src/store/neo4j/full-text.ts';
import { readPaths } from '../../src/store/neo4j/paths.ts';
import { readCompletions, readValues } from '../../src/store/neo4j/prefixes.ts';
import {
  readCounts,
  readDisputing,
  readKeys,
  readLabels,
  readList,
  readNeighbours,
  readSequence,
  readState,
  readSupport,
  readVersion,
  readWritten,
  readWrittenOf,
} from '../../src/store/neo4j/reader.ts';
import type { Ask, Tx } from '../../src/store/neo4j/query.ts';
import { readsOn } from '../../src/store/neo4j/store.ts';
import { query } from './store.ts';

/*
 * What is asked of Neo4j to see how it goes about it, and how much work each question may be.
 */

/** A question of the port, the most hits that it may take on either size of the graph, and how many queries where that matters; `growth`: how many times as much on ten times the graph, where lists become longer until they have blocks. */
export type Case = { ask: (ask: Ask) => Promise<unknown>; budget: number; queries?: number; growth?: number };

const statements = (of: Partial<ListQuery>): ListQuery => query('statement', { limit: 50, ...of });
const HUB = anyOf('speaker', 'actor-0');
const HUBS = { ...HUB, any: ['actor-0', 'actor-1'] };
const TOPIC = anyOf('topic', 'topic-1');
/** In an order that is not the first of their type. */
const claims = (of: Partial<ListQuery>): ListQuery => query('claim', { sort: 'text', limit: 50, ...of });
/** What a third of all statements have, so that it is summed on either size. */
const REGION = anyOf('region', 'region-0');
const FEW = anyOf('speaker', 'actor-9');
/** From how many records on terms are summed there, so that some are on either size. */
export const MANY = 50;

export const PAGES: Record<string, Case> = {
  'one record': { ask: (ask) => readKeys(ask, [{ type: 'statement', id: 'statement-7' }]), budget: 40 },
  'texts by their words': {
    ask: (ask) => readTexts(ask, { ways: [[['we', 'will'], ['peace']]], notOf: null, limit: 50 }),
    budget: 60,
  },
  'the number of the last change': { ask: readVersion, budget: 30 },
  'the last change and its time': { ask: readState, budget: 30 },
  'the first page of all': { ask: (ask) => readList(ask, statements({})), budget: 400 },
  'the first page backwards': { ask: (ask) => readList(ask, statements({ descending: true })), budget: 400 },
  'the first page in another order': { ask: (ask) => readList(ask, claims({})), budget: 400 },
  'the first page in another order, backwards': {
    ask: (ask) => readList(ask, claims({ descending: true })),
    budget: 400,
  },
  'a page from the middle': {
    ask: (ask) => readList(ask, statements({ after: { key: '2012', id: '' } })),
    budget: 480,
  },
  "a hub's page": { ask: (ask) => readList(ask, statements({ where: [HUB] })), budget: 400 },
  'a page of a facet of what very many have': {
    ask: (ask) =>
      answered(
        ask,
        facetPageOf({
          selection: statements({ where: [REGION] }),
          facet: 'mode',
          after: { count: 1000, id: 'a' },
          limit: 2,
        }),
      ),
    budget: 90,
  },
  'facets of what very many have': {
    ask: (ask) => readList(ask, statements({ where: [REGION], facets: ['directness', 'mode'], limit: 1 })),
    budget: 170,
  },
  'how many of very many have something else as well': {
    ask: (ask) => readCounts(ask, [statements({ where: [REGION, TOPIC] })]),
    budget: 70,
  },
  'how many a hub has': {
    ask: (ask) => readList(ask, statements({ where: [HUB], count: true, limit: 1 })),
    budget: 90,
  },
  'the facets of the whole list': {
    ask: (ask) => readList(ask, statements({ facets: ['directness', 'mode'], limit: 1 })),
    budget: 140,
  },
  'a page of several parts': {
    ask: (ask) =>
      readSequence(
        ask,
        ['region-0', 'region-1', 'region-2'].map((region) => ({
          type: 'statement',
          where: [anyOf('region', region)],
          sort: 'said',
        })),
        null,
        50,
        2,
      ),
    budget: 200,
  },
  'the forums of a region': { ask: (ask) => readValues(ask, 'evidence.region', 'region-1 ', null, 12), budget: 240 },
  'several numbers at once': {
    ask: (ask) => readCounts(ask, [statements({}), statements({ where: [HUB] })]),
    budget: 90,
  },
  'the labels of records': {
    ask: (ask) =>
      readLabels(ask, [
        { type: 'claim', id: 'claim-7' },
        { type: 'actor', id: 'actor-0' },
      ]),
    budget: 50,
  },
  'by which rules records are disputed': {
    ask: (ask) =>
      readDisputing(ask, [
        { type: 'claim', id: 'claim-0' },
        { type: 'statement', id: 'statement-7' },
      ]),
    budget: 80,
  },
  'records as they were written': {
    ask: (ask) => readWrittenOf(ask, [{ type: 'statement', id: 'statement-7' }]),
    budget: 40,
  },
  "a hub's neighbours": {
    ask: (ask) =>
      readNeighbours(ask, {
        key: { type: 'actor', id: 'actor-0' },
        edgeKinds: edgeKindsOf('actor'),
        after: null,
        limit: 20,
      }),
    budget: 800,
  },
  'what a claim rests on': { ask: (ask) => readSupport(ask, 'claim-0'), budget: 65 },
  "a hub's page, with what it rests on": {
    ask: (ask) =>
      readsOn(ask).list(
        statements({ where: [HUB], limit: 20, include: [['passages', 'citations', 'source', 'publisher']] }),
      ),
    budget: 4000,
    queries: 3,
  },
  'a page of chains of a statement that very many print': {
    ask: (ask) => readChains(ask, chains({ type: 'statement', id: 'wide' })),
    budget: 600,
    queries: 1,
  },
  'a page of chains of its claim': {
    ask: (ask) => readChains(ask, chains({ type: 'claim', id: 'wide-claim' })),
    budget: 600,
    queries: 3,
  },
  'a statement that very many print, with the records of its chains': {
    ask: (ask) =>
      readsOn(ask).read([{ type: 'statement', id: 'wide' }], [['chains.passage'], ['chains.source', 'publisher']]),
    budget: 600,
    queries: 1,
  },
  'the provenance of a statement that very many print': {
    ask: (ask) => COMPOSED.statementProvenance(readsOn(ask), 'wide', { limit: '10' }),
    budget: 600,
    queries: 2,
  },
  'the provenance of a claim': {
    ask: (ask) => COMPOSED.claimProvenance(readsOn(ask), 'claim-0', { limit: '20' }),
    budget: 4000,
    queries: 3,
  },
  'the provenance of a statement': {
    ask: (ask) => COMPOSED.statementProvenance(readsOn(ask), 'statement-7', {}),
    budget: 300,
    queries: 2,
  },
  'the forums of a region, by numbers': {
    ask: (ask) => COMPOSED.forumsOfRegion(readsOn(ask), 'region-1', { fields: 'forum,rules,evidenceCounts' }),
    budget: 600,
    queries: 2,
  },
  'the forums of a region, with evidence': {
    ask: (ask) => COMPOSED.forumsOfRegion(readsOn(ask), 'region-1', {}),
    budget: 3000,
    queries: 5,
    growth: 1.6,
  },
  'type-ahead': { ask: (ask) => readCompletions(ask, 'ministry of ', null, null, 8), budget: 260 },
  'whether the store answers': { ask: (ask) => ask(others.PING), budget: 10 },
  'records as written': { ask: (ask) => readWritten(ask, { type: 'statement', id: 'statement-1' }, 50), budget: 400 },
};

/** A page from the middle of those of a statement that very many print. */
const chains = (of: ChainQuery['of']): ChainQuery => ({
  of,
  after: { key: '', id: 'wide', passage: 30, passageId: 'wide-span-30', chain: 0 },
  limit: 10,
  count: false,
  include: [['speakers'], ['chains.passage'], ['chains.source', 'publisher'], ['chains.recordedIn']],
});

/** These meet more records than they answer; the most hits for each record that they have to meet. */
export const SUMS: Record<string, Case & { of: ListQuery }> = {
  'a page with two filters': {
    ask: (ask) => readList(ask, statements({ where: [HUB, TOPIC] })),
    budget: 16,
    of: statements({ where: [HUB], count: true }),
  },
  'a page with two filters, backwards': {
    ask: (ask) => readList(ask, statements({ where: [HUB, TOPIC], descending: true })),
    budget: 16,
    of: statements({ where: [HUB], count: true }),
  },
  'a page with several values of a filter': {
    ask: (ask) => readList(ask, statements({ where: [HUBS, TOPIC] })),
    budget: 16,
    of: statements({ where: [HUBS], count: true }),
  },
  'a page with several values of a filter, backwards': {
    ask: (ask) => readList(ask, statements({ where: [HUBS, TOPIC], descending: true })),
    budget: 16,
    of: statements({ where: [HUBS], count: true }),
  },
  'a page with two filters in another order': {
    ask: (ask) => readList(ask, claims({ where: [HUB, TOPIC] })),
    budget: 16,
    of: claims({ where: [HUB], count: true }),
  },
  'a page with two filters in another order, backwards': {
    ask: (ask) => readList(ask, claims({ where: [HUB, TOPIC], descending: true })),
    budget: 16,
    of: claims({ where: [HUB], count: true }),
  },
  'a page with several values of a filter in another order': {
    ask: (ask) => readList(ask, claims({ where: [HUBS, TOPIC] })),
    budget: 16,
    of: claims({ where: [HUBS], count: true }),
  },
  'a page with several values of a filter in another order, backwards': {
    ask: (ask) => readList(ask, claims({ where: [HUBS, TOPIC], descending: true })),
    budget: 16,
    of: claims({ where: [HUBS], count: true }),
  },
  'a histogram of what a hub has': {
    ask: (ask) => answered(ask, histogramOf({ selection: statements({ where: [HUB] }), unit: 'month' })),
    budget: 16,
    of: statements({ where: [HUB], count: true }),
  },
  'how many several values have': {
    ask: (ask) => readList(ask, statements({ where: [HUBS, TOPIC], count: true, limit: 1 })),
    budget: 30,
    of: statements({ where: [HUBS], count: true }),
  },
  'facets with two filters': {
    ask: (ask) =>
      readList(ask, statements({ where: [HUB, TOPIC], facets: ['directness', 'forum'], count: true, limit: 1 })),
    budget: 20,
    of: statements({ where: [HUB], count: true }),
  },
  'facets with two filters, backwards': {
    ask: (ask) =>
      readList(
        ask,
        statements({ where: [HUB, TOPIC], facets: ['directness', 'forum'], count: true, limit: 1, descending: true }),
      ),
    budget: 20,
    of: statements({ where: [HUB], count: true }),
  },
  'facets with two filters in another order': {
    ask: (ask) => readList(ask, claims({ where: [HUB, TOPIC], facets: ['independentRoots'], count: true, limit: 1 })),
    budget: 20,
    of: claims({ where: [HUB], count: true }),
  },
  'facets with two filters in another order, backwards': {
    ask: (ask) =>
      readList(
        ask,
        claims({ where: [HUB, TOPIC], facets: ['independentRoots'], count: true, limit: 1, descending: true }),
      ),
    budget: 20,
    of: claims({ where: [HUB], count: true }),
  },
  'facets of what very many have, with the labels of what is shown': {
    ask: (ask) => readList(ask, statements({ where: [REGION], facets: ['forum', 'publisher'], limit: 1 })),
    budget: 3,
    of: statements({ where: [REGION], count: true }),
  },
  'how many chains a claim has': {
    ask: (ask) => readChains(ask, { ...chains({ type: 'claim', id: 'claim-0' }), after: null, limit: 1, count: true }),
    budget: 10,
    of: statements({ where: [anyOf('claim', 'claim-0')], count: true }),
  },
  'facets of what few have': {
    ask: (ask) => readList(ask, statements({ where: [FEW], facets: ['directness', 'forum'], count: true, limit: 1 })),
    budget: 20,
    of: statements({ where: [FEW], count: true }),
  },
  'facets that are not summed': {
    ask: (ask) => readList(ask, statements({ where: [HUB], facets: ['source'], limit: 1 })),
    budget: 400,
    of: statements({ where: [HUB], count: true }),
  },
};

/** A round that has every part, each of nothing. */
const EVERY_PART = Object.fromEntries(INDEX_PARTS.map((part) => [part, []]));

/** Asked for their plans only: they are bounded by what they look at. */
export const CHECKS: Record<string, (ask: Ask, tx: Tx) => Promise<unknown>> = {
  'a part of a check': (_, tx) => checkPart(tx, { type: 'statement', id: 'statement-2' }, 20),
  'a part of a check with claims': (_, tx) => checkPart(tx, { type: 'claim', id: 'claim-2' }, 20),
  'a round of all that the index asks': async (_, tx) => tx.run(indexRoundInWrite(EVERY_PART), { asked: EVERY_PART }),
  'which sides affirm and deny a claim': async (_, tx) =>
    sidesIn({
      send: async (query, parameters) => (await tx.run(query, parameters)).records.map((row) => row.toObject()),
      take: (steps) => new IndexWriter(tx, MANY).steps(steps),
    }).sidesOn([{ type: 'claim', id: 'claim-2' }]),
  'how two records are connected': (ask) =>
    readPaths(ask, {
      from: { type: 'actor', id: 'actor-0' },
      to: { type: 'source', id: 'source-3' },
      through: TYPE_NAMES,
      maxLength: 6,
      limit: 3,
      include: [],
    }),
};
