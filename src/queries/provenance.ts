import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { mayCover } from '../model/edtf.ts';
import { keyText, type TypeName } from '../model/ids.ts';
import { anyOf } from '../model/query.ts';
import { SHOWN_ROOTS } from '../model/support.ts';
import type { ActorView } from '../model/types/actor.ts';
import type { SourceView } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';
import { viewOf } from '../store/include.ts';
import type { Composed, Page, Questions, Related } from '../store/port.ts';
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

/** A JSON object of members that are JSON already. */
const objectOf = (members: Readonly<Record<string, string>>): string => `{${Object.entries(members).map(([name, json]) => `"${name}":${json}`).join(',')}}`;

/** A statement beside its chains, which are the last of its fields: no text in JSON has a quotation mark as it stands. */
const apartFromChains = (record: { json: string }): { statement: StatementView; own: string } =>
  ({ statement: viewOf<StatementView>(record), own: `${record.json.slice(0, record.json.lastIndexOf(',"chains":'))}}` });

/** The chains of evidence of statements as JSON, each put together from the records that it names; those that it has whole are not taken apart. */
const chainsOf = (statements: readonly ReturnType<typeof apartFromChains>[], related: readonly Related[]): string => {
  const records = new Map(related.map((record) => [keyText(record), record]));
  const recordOf = (type: TypeName, id: string | null): Related | undefined => (id === null ? undefined : records.get(keyText({ type, id })));
  const json = (type: TypeName, id: string | null): string => recordOf(type, id)?.json ?? 'null';
  const view = <V extends BaseView>(type: TypeName, id: string | null): V | null => {
    const record = recordOf(type, id);
    return record === undefined ? null : viewOf<V>(record);
  };
  const items = new Map<string | null, string>([[null, 'null']]);
  const cslOf = (id: string | null): string => {
    const known = items.get(id);
    if (known !== undefined) return known;
    const source = view<SourceView>('source', id);
    const item = JSON.stringify(source && cslItem(source, view<ActorView>('actor', source.publisher), source.authors.flatMap((author) => view<ActorView>('actor', author) ?? [])));
    items.set(id, item);
    return item;
  };
  const chains = statements.flatMap(({ statement, own }) => {
    const speakers = JSON.stringify(statement.speakers.flatMap((id) => speakerOf(view<ActorView>('actor', id), statement.said)));
    return statement.chains.map((chain) => objectOf({
      statement: own,
      speakers,
      passage: json('passage', chain.passage),
      recordedIn: json('source', chain.recordedIn),
      citation: json('citation', chain.citation),
      source: cslOf(chain.source),
      publisher: json('actor', chain.publisher),
      directness: JSON.stringify(chain.directness),
      because: JSON.stringify(chain.because),
    }));
  });
  return `[${chains.join(',')}]`;
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
export const claimProvenance = async (store: Questions, id: string, raw: RawParameters): Promise<Composed> => {
  const [found, corroboration] = await Promise.all([statementsOfClaim(store, id, readParameters(raw, provenanceParameters), INCLUDE), corroborationOf(store, id)]);
  if ('movedTo' in found) return found;
  const { claim, page, limit, nextCursor } = found;
  const chains = chainsOf(page.rows.map(apartFromChains), page.related);
  return { json: objectOf({ claim, corroboration: JSON.stringify(corroboration), chains }), page: { limit, nextCursor } };
};

/** The citation provenance of one statement, with what each claim that it expresses rests on in all. */
export const statementProvenance = async (store: Questions, id: string, raw: RawParameters): Promise<Composed> => {
  readParameters(raw, {});
  const found = await readRecord(store, { type: 'statement', id }, INCLUDE);
  if ('movedTo' in found) return found;
  const whole = apartFromChains(found);
  const claims = await Promise.all(whole.statement.claims.map(async (claim) => ({ id: claim, corroboration: await corroborationOf(store, claim) })));
  return { json: objectOf({ statement: whole.own, claims: JSON.stringify(claims), chains: chainsOf([whole], found.related) }), page: null };
};
