import type { BaseView } from '../model/define.ts';
import { keyText, TYPE_NAMES, type Key, type TypeName } from '../model/ids.ts';
import { coverage, coverageParameters } from '../queries/coverage.ts';
import { listPage, readListRequest, type Fixed } from '../queries/list.ts';
import { fieldsParameter, listParameters } from '../queries/list-parameters.ts';
import { integer, text, word, type Parameters, type RawParameters } from '../queries/parameters.ts';
import { pathParameters, paths } from '../queries/paths.ts';
import { readRecord } from '../queries/record.ts';
import { search, searchParameters } from '../queries/search.ts';
import type { QuoteVerdict } from '../queries/verify-answer.ts';
import { TYPES } from '../model/types.ts';
import { reducingRecord } from '../model/fields.ts';
import { bounded, bytesOf, cut, MOST_BYTES, paging, type Bounded } from './bounds.ts';
import { addressOf, fullAddress, itemsAt, itemsOf, type Context } from './items.ts';
import { chainsOf } from './chains.ts';

/*
 * What a model may ask: questions of the interface, with their parameters and their errors, answered in sentences that
 * say where they stand and how well they are covered.
 */

export type Tool = {
  name: string;
  title: string;
  description: string;
  parameters: Parameters;
  required: readonly string[];
  run: (context: Context, given: RawParameters) => Promise<object>;
};

const pick = (parameters: Parameters, ...names: string[]): Parameters =>
  Object.fromEntries(names.flatMap((name) => (parameters[name] === undefined ? [] : [[name, parameters[name]]])));

const without = (given: RawParameters, ...names: string[]): RawParameters =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));

const idOf = (about: string) => text(about);
const oneOf = <T extends TypeName>(about: string, types: readonly [T, ...T[]]) =>
  word(about, types, types[0], 'invalid-value');

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
  required: ['q'],
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
  required: ['type', 'id'],
  run: async (context, given) => {
    const type = given['type'] as TypeName;
    const { key, json } = await found(context, { type, id: given['id'] as string });
    const view = JSON.parse(json) as BaseView & Record<string, unknown>;
    const fields =
      given['fields'] === undefined ? [] : fieldsParameter('', TYPES[type].view).read([given['fields']].flat());
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
  required: [],
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
  required: ['type', 'id'],
  run: async (context, given) => {
    const { key, json } = await found(context, { type: given['type'] as TypeName, id: given['id'] as string });
    const [about] = await itemsOf(context, [JSON.parse(json) as BaseView]);
    return { about, ...(await bounded(given, (page) => chainsOf(context, key, page))) };
  },
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
  required: ['type', 'id'],
  run: async (context, given) => {
    const { key, json } = await found(context, { type: given['type'] as TypeName, id: given['id'] as string });
    const [about] = await itemsOf(context, [JSON.parse(json) as BaseView]);
    const relations = await listed(context, 'relation', without(given, 'type', 'id'), {
      filter: key.type,
      value: key.id,
    });
    return { about, ...relations };
  },
};

const QUOTE = ['quote', 'source', 'text', 'prefix', 'suffix', 'speaker', 'passage'] as const;
const QUOTE_ABOUT: Readonly<Record<(typeof QUOTE)[number], string>> = {
  quote: 'The words, as they are said to stand',
  source: 'Id of the source; without it and text all stored texts are searched',
  text: 'A text to look in, in place of a source',
  prefix: 'The words directly before',
  suffix: 'The words directly after',
  speaker: 'Id of the actor who is said to have spoken them; only with source',
  passage: 'Id of the passage they are said to stand in; only with source',
};

const verifyQuote: Tool = {
  name: 'verify_quote',
  title: 'Verify a quotation',
  description:
    'Whether words stand where they are said to stand: verified (a text has them), repaired, ambiguous, misattributed, recorded (no text to compare with) or unverified. Never call a quotation genuine that is not verified.',
  parameters: Object.fromEntries(QUOTE.map((name) => [name, text(QUOTE_ABOUT[name])])),
  required: ['quote'],
  run: async (context, given) => {
    const verdict = JSON.parse(await context.store.verifyQuote(Buffer.from(JSON.stringify(given)))) as QuoteVerdict;
    const { places, searched, normalisation: _normalisation, exact, ...rest } = verdict;
    const open = (type: TypeName, id: string | null): string | null =>
      id === null ? null : addressOf(context, { type, id });
    const data = places.slice(0, 5).map(({ source, snapshot, passages, differences, verification }) => ({
      source: open('source', source),
      snapshot: open('snapshot', snapshot),
      passages: passages.slice(0, 5).map((passage) => ({
        label: passage.label,
        address: open('passage', passage.id),
        speakers: passage.speakers.map((id) => open('actor', id)),
        verification: passage.verification.status,
      })),
      differences,
      verification: verification?.status ?? verdict.status,
    }));
    return {
      ...rest,
      exact: exact === null ? null : cut(exact),
      data,
      left: places.length - data.length,
      nextCursor: null,
      searched: searched.slice(0, 5).map(({ source }) => open('source', source)),
    };
  },
};

const connections: Tool = {
  name: 'connections',
  title: 'Connections',
  description: 'The shortest ways between two records along their references, with the evidence of each step.',
  parameters: { ...pathParameters, limit: integer('How many paths at most', 1, 5, 3) },
  required: ['from', 'to'],
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
  required: [],
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
  disagreement,
  verifyQuote,
  connections,
  coverageTool,
];
