import type { BaseView } from '../model/define.ts';
import { keyText, TYPE_NAMES, type Key, type TypeName } from '../model/ids.ts';
import { coverage, coverageParameters } from '../queries/coverage.ts';
import { listPage, readListRequest, type Fixed } from '../queries/list.ts';
import { fieldsParameter, listParameters } from '../queries/list-parameters.ts';
import { integer, required, text, word, type Parameters, type RawParameters } from '../queries/parameters.ts';
import { pathParameters, paths } from '../queries/paths.ts';
import { positionParameters } from '../queries/positions.ts';
import { readRecord } from '../queries/record.ts';
import { search, searchParameters } from '../queries/search.ts';
import { TYPES } from '../model/types.ts';
import { reducingRecord } from '../model/fields.ts';
import { bounded, bytesOf, MOST_BYTES, paging, type Bounded } from './bounds.ts';
import { addressOf, fullAddress, itemsAt, itemsOf, type Context } from './items.ts';
import { chainsOf } from './chains.ts';
import { positionsOf } from './positions.ts';
import type { Tool } from './tool.ts';
import { verifyQuote } from './verify-quote.ts';

/*
 * What a model may ask: questions of the interface, with their parameters and their errors, answered in sentences that
 * say where they stand and how well they are covered.
 */

const pick = (parameters: Parameters, ...names: string[]): Parameters =>
  Object.fromEntries(names.flatMap((name) => (parameters[name] === undefined ? [] : [[name, parameters[name]]])));

const without = (given: RawParameters, ...names: string[]): RawParameters =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));

const idOf = (about: string) => required(text(about));
const oneOf = (about: string, types: readonly TypeName[]) => required(word(about, types, null, 'invalid-value'));

/** A page of what is asked of a record, with the record itself. */
const about = async (context: Context, given: RawParameters, ask: (key: Key) => Promise<Bounded>): Promise<object> => {
  const { key, json } = await found(context, { type: given['type'] as TypeName, id: given['id'] as string });
  const [item] = await itemsOf(context, [JSON.parse(json) as BaseView]);
  return { about: item, ...(await ask(key)) };
};

/** A page of a list as items. */
const listed = (context: Context, type: TypeName, given: RawParameters, fixed: Fixed | null = null): Promise<Bounded> =>
  bounded(given, async (page) => {
    const request = readListRequest(type, { ...without(given, 'limit', 'cursor'), ...page, count: 'true' }, fixed);
    const { page: found, nextCursor } = await listPage(context.store, request);
    const views = found.rows.map(({ json }) => JSON.parse(json) as BaseView);
    return { items: await itemsOf(context, views), nextCursor, total: found.total };
  });

/** The filters of statements that questions begin with; the rest of them would only be in the way. */
const STATEMENT_FILTERS = [
  'speaker',
  'representing',
  'claim',
  'topic',
  'region',
  'forum',
  'event',
  'mentions',
  'source',
  'citedSource',
  'publisher',
  'mode',
  'stance',
  'directness',
  'verification',
  'disputed',
  'has',
  'saidFrom',
  'saidTo',
  'q',
];

/** The record at an address, wherever it was merged to. */
const found = async ({ store }: Context, key: Key): Promise<{ key: Key; json: string }> => {
  const record = await readRecord(store, key);
  return 'movedTo' in record ? found({ store, base: '' }, { ...key, id: record.movedTo }) : { key, json: record.json };
};

const searchTool: Tool = {
  name: 'search',
  title: 'Search',
  description: 'Find records by words: actors, claims, statements, sources and all else. Begin here to learn ids.',
  parameters: { ...pick(searchParameters, 'q', 'type'), ...paging },
  run: (context, given) =>
    bounded(given, async (page) => {
      const { hits, nextCursor } = await search(context.store, { ...without(given, 'limit', 'cursor'), ...page });
      const items = await itemsAt(context, hits);
      return {
        items: hits.map((hit) => ({ ...items.get(keyText(hit)), score: hit.score, field: hit.field })),
        nextCursor,
        total: null,
      };
    }),
};

const getRecord: Tool = {
  name: 'get_record',
  title: 'Get a record',
  description:
    'One record with all of its fields, or with some. Fields that would make the answer too large are named in leftOut: ask for them by fields.',
  parameters: {
    type: oneOf('Type of the record', TYPE_NAMES),
    id: idOf('Id of the record'),
    fields: {
      about: 'Only these fields, as dotted paths',
      schema: { type: 'array', items: { type: 'string' } },
      read: (values) => values,
    },
  },
  run: async (context, given) => {
    const type = given['type'] as TypeName;
    const { key, json } = await found(context, { type, id: given['id'] as string });
    const view = JSON.parse(json) as BaseView & Record<string, unknown>;
    const fields =
      given['fields'] === undefined ? [] : fieldsParameter('', TYPES[type].view, type).read([given['fields']].flat());
    const shown: Record<string, unknown> = { ...(fields.length === 0 ? view : reducingRecord(fields)(view)) };
    const leftOut: string[] = [];
    while (bytesOf(shown) > MOST_BYTES) {
      const [largest] = Object.keys(shown).sort((a, b) => bytesOf(shown[b]) - bytesOf(shown[a]));
      leftOut.push(largest!);
      delete shown[largest!];
    }
    const [told] = await itemsOf(context, [view]);
    return { ...told, address: addressOf(context, key), record: shown, leftOut };
  },
};

const statements: Tool = {
  name: 'statements',
  title: 'Statements',
  description:
    'Who said what: statements by speaker, side, claim, topic, region, source, directness and more. A comma means any of, ! before a value not, all: each of. directness says how near the evidence stands to the speaker.',
  parameters: { ...pick(listParameters('statement'), ...STATEMENT_FILTERS, 'sort'), ...paging },
  run: (context, given) => listed(context, 'statement', given),
};

const provenance: Tool = {
  name: 'provenance',
  title: 'Provenance',
  description:
    'What a claim or a statement rests on, chain by chain: speaker, passage, footnote, source, publisher, with directness and its reasons; for a claim how many independent roots it has.',
  parameters: {
    type: oneOf('claim or statement', ['claim', 'statement']),
    id: idOf('Id of the claim or the statement'),
    ...paging,
  },
  run: (context, given) => about(context, given, (key) => bounded(given, (page) => chainsOf(context, key, page))),
};

const positionsTool: Tool = {
  name: 'positions',
  title: 'Positions',
  description:
    'Who affirms, doubts or denies a claim, or what an actor does so of: the stances in the order of time, the latest, and whether it changed, each with its statement, directness and verification.',
  parameters: {
    type: oneOf('claim or actor', ['claim', 'actor']),
    id: idOf('Id of the claim or the actor'),
    ...pick(positionParameters, 'as', 'stance', 'changed', 'saidFrom', 'saidTo'),
    ...paging,
  },
  run: (context, given) =>
    about(context, given, (key) =>
      bounded(given, (page) =>
        positionsOf(context, key, { ...without(given, 'type', 'id', 'limit', 'cursor'), ...page }),
      ),
    ),
};

const disagreement: Tool = {
  name: 'disagreement',
  title: 'Disagreement',
  description:
    'What disputes, corrects, qualifies, updates or agrees with a claim or a statement, who says so, and where that is written.',
  parameters: {
    type: oneOf('claim or statement', ['claim', 'statement']),
    id: idOf('Id of the claim or the statement'),
    ...pick(listParameters('relation'), 'disagreement', 'kind', 'author'),
    ...paging,
  },
  run: (context, given) =>
    about(context, given, ({ type, id }) =>
      listed(context, 'relation', without(given, 'type', 'id'), { filter: type, value: id }),
    ),
};

const connections: Tool = {
  name: 'connections',
  title: 'Connections',
  description: 'The shortest ways between two records along their references, with the evidence of each step.',
  parameters: { ...pathParameters, limit: integer('How many paths at most', 1, 5, 3) },
  run: async (context, given): Promise<object> => {
    const { limit: _limit, ...ends } = given;
    const asked = { ...ends, limit: (given['limit'] as string | undefined) ?? '3' };
    const answer = await paths(context.store, asked);
    if ('moved' in answer) return connections.run(context, { ...given, ...answer.moved });
    // What is said on the way are sentences too.
    const items = await itemsAt(
      context,
      answer.paths.flatMap(({ steps }) => steps.flatMap(({ from, to, evidence }) => [from, to, ...evidence])),
    );
    const opened = (record: Key): object =>
      items.get(keyText(record)) ?? { ...record, address: addressOf(context, record) };
    return {
      from: opened(answer.from),
      to: opened(answer.to),
      data: answer.paths.map(({ length, steps }) => ({
        length,
        steps: steps.map((step) => ({
          from: opened(step.from),
          to: opened(step.to),
          references: step.references,
          evidence: step.evidence.slice(0, 3).map(opened),
        })),
      })),
      left: answer.more || !answer.complete ? null : 0,
      nextCursor: null,
      complete: answer.complete,
    };
  },
};

const coverageTool: Tool = {
  name: 'coverage',
  title: 'Coverage',
  description:
    'How well statements are covered by evidence: how many rest on the other side alone, have no footnote, are unverified or disputed; each figure with the list behind it.',
  parameters: pick(coverageParameters, ...STATEMENT_FILTERS),
  run: async (context, given) => {
    const { figures } = await coverage(context.store, given);
    return {
      data: figures.map(({ list, ...figure }) => ({ ...figure, address: fullAddress(context, list) })),
      left: 0,
      nextCursor: null,
    };
  },
};

export const TOOLS: readonly Tool[] = [
  searchTool,
  getRecord,
  statements,
  provenance,
  positionsTool,
  disagreement,
  verifyQuote,
  connections,
  coverageTool,
];
