import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { mayCover } from '../model/edtf.ts';
import { keyText, type TypeName } from '../model/ids.ts';
import { anyOf } from '../model/query.ts';
import { SHOWN_ROOTS } from '../model/support.ts';
import type { ActorView } from '../model/types/actor.ts';
import type { SourceView } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { Page, Questions, Related } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { cslItem } from './csl.ts';
import { DEFAULT_LIMIT, paging, readParameters, type RawParameters, type Read } from './parameters.ts';
import { readRecord } from './record.ts';

const anyRecord = z.record(z.string(), z.unknown());

export const Corroboration = z
  .object({
    statements: z.int(),
    passages: z.int(),
    sources: z.int().describe('Sources that footnotes cite.'),
    publishers: z.int(),
    independentRoots: z.int().describe('Sources at the end of its evidence that do not themselves rest on one another.'),
    roots: z.array(z.string()).max(SHOWN_ROOTS).describe(`Those sources, the first ${SHOWN_ROOTS} by id; a ring of sources that rest on one another counts once, under its first id.`),
  })
  .describe('What a claim rests on, counted over all of its statements.');

export const ProvenanceChain = z
  .object({
    statement: anyRecord,
    speakers: z.array(z.object({ id: z.string(), name: z.string(), representing: z.array(z.object({ id: z.string(), office: z.string().nullable() })) })),
    passage: anyRecord,
    recordedIn: anyRecord.describe('The source that the passage is in.'),
    citation: anyRecord.nullable().describe('The footnote; null where the passage has none.'),
    source: anyRecord.nullable().describe('The cited source as a CSL-JSON item.'),
    publisher: anyRecord.nullable().describe('Who published the cited source.'),
    directness: z.string(),
    because: z.array(anyRecord).describe('The facts that the directness was derived from.'),
  })
  .describe('One chain of evidence, from a statement to the publisher of the source that it rests on.');

export const provenanceParameters = paging;

/** Everything that the chains of a statement name, so that one query brings it all. */
const INCLUDE = [['speakers'], ['chains.passage'], ['chains.recordedIn'], ['chains.citation'], ['chains.source', 'authors'], ['chains.publisher']];

/** The chains of evidence of statements, each put together from the records that it names. */
const chainsOf = (statements: readonly string[], related: readonly Related[]): object[] => {
  const records = new Map(related.map((record) => [keyText(record), JSON.parse(record.json) as BaseView]));
  const record = <V extends BaseView>(type: TypeName, id: string | null): V | null => (id === null ? null : ((records.get(keyText({ type, id })) as V | undefined) ?? null));
  const cslOf = (source: SourceView | null): object | null =>
    source && cslItem(source, record<ActorView>('actor', source.publisher), source.authors.flatMap((id) => record<ActorView>('actor', id) ?? []));
  return statements.flatMap((json) => {
    const { chains, ...statement } = JSON.parse(json) as StatementView;
    return chains.map((chain) => ({
      statement,
      speakers: statement.speakers.flatMap((id) => speakerOf(record<ActorView>('actor', id), statement.said)),
      passage: record('passage', chain.passage),
      recordedIn: record('source', chain.recordedIn),
      citation: record('citation', chain.citation),
      source: cslOf(record<SourceView>('source', chain.source)),
      publisher: record('actor', chain.publisher),
      directness: chain.directness,
      because: chain.because,
    }));
  });
};

const speakerOf = (actor: ActorView | null, said: string | null): object[] => (actor === null ? [] : [{
  id: actor.id,
  name: actor.name,
  representing:
    actor.kind === 'person'
      ? actor.represents.filter((term) => mayCover(term.from, term.to, said)).map((term) => ({ id: term.actor, office: term.office }))
      : [{ id: actor.id, office: null }],
}]);

const corroborationOf = async (store: Questions, claim: string): Promise<z.output<typeof Corroboration>> => {
  const { statements, passages, citedSources: sources, publishers, independentRoots, roots } = await store.support(claim);
  return { statements, passages, sources, publishers, independentRoots, roots };
};

export type Provenance = { data: Record<string, unknown> & { chains: object[] }; page: { limit: number; nextCursor: string | null } | null };

/** A page of the statements that express a claim, with the records that `include` asks for. */
export const statementsOfClaim = async (store: Questions, id: string, { limit = DEFAULT_LIMIT, cursor }: Read<typeof paging>, include: string[][]): Promise<{ claim: string; page: Page; limit: number; nextCursor: string | null } | { movedTo: string }> => {
  const binding = ['provenance', id];
  const [key, statement] = cursor === undefined ? [] : (decodeCursor(binding, cursor, ['string', 'string']) as string[]);
  const after = key === undefined ? null : { key, id: statement! };
  const [claim, page] = await Promise.all([
    readRecord(store, { type: 'claim', id }),
    store.list({ type: 'statement', where: [anyOf('claim', id)], range: null, sort: 'said', descending: false, after, limit, count: false, facets: [], include }),
  ]);
  if ('movedTo' in claim) return claim;
  const last = page.rows.at(-1);
  return { claim: claim.json, page, limit, nextCursor: page.more && last ? encodeCursor(binding, [last.key, last.id]) : null };
};

/** The citation provenance of a claim: all chains of evidence of all statements that express it, a page of statements at a time. */
export const claimProvenance = async (store: Questions, id: string, raw: RawParameters): Promise<Provenance | { movedTo: string }> => {
  const [found, corroboration] = await Promise.all([statementsOfClaim(store, id, readParameters(raw, provenanceParameters), INCLUDE), corroborationOf(store, id)]);
  if ('movedTo' in found) return found;
  const { claim, page, limit, nextCursor } = found;
  return { data: { claim: JSON.parse(claim), corroboration, chains: chainsOf(page.rows.map((row) => row.json), page.related) }, page: { limit, nextCursor } };
};

/** The citation provenance of one statement, with what each claim that it expresses rests on in all. */
export const statementProvenance = async (store: Questions, id: string, raw: RawParameters): Promise<Provenance | { movedTo: string }> => {
  readParameters(raw, {});
  const found = await readRecord(store, { type: 'statement', id }, INCLUDE);
  if ('movedTo' in found) return found;
  const { chains: _chains, ...statement } = JSON.parse(found.json) as StatementView;
  const claims = await Promise.all(statement.claims.map(async (claim) => ({ id: claim, corroboration: await corroborationOf(store, claim) })));
  return { data: { statement, claims, chains: chainsOf([found.json], found.related) }, page: null };
};
