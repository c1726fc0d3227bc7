import { z } from 'zod';
import { CslItem } from '../model/csl.ts';
import { EndsAt } from '../model/chains.ts';
import type { BaseView } from '../model/define.ts';
import { Derived } from '../model/directness.ts';
import { fieldsWithin, reducing, reducingRecord, withFields } from '../model/fields.ts';
import { Id, keyText, type TypeName } from '../model/ids.ts';
import { once } from '../model/once.ts';
import { anyOf } from '../model/query.ts';
import { holdingIn } from '../model/sides.ts';
import { SHOWN_ROOTS } from '../model/support.ts';
import { TYPES } from '../model/types.ts';
import type { ActorView } from '../model/types/actor.ts';
import type { SourceView } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';
import { viewOf } from '../store/include.ts';
import type { Composed, Page, Questions, Related } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { cslItem } from './csl.ts';
import { fieldsParameter } from './list-parameters.ts';
import { DEFAULT_LIMIT, paging, readParameters, type RawParameters, type Read } from './parameters.ts';
import { readRecord } from './record.ts';

export const Corroboration = z
  .object({
    statements: z.int(),
    passages: z.int(),
    sources: z
      .int()
      .describe(
        'Sources that footnotes cite, and those that are recorded in without a footnote: where its evidence ends.',
      ),
    publishers: z.int().describe('Who published those.'),
    independentRoots: z
      .int()
      .describe('Sources at the end of its evidence that do not themselves rest on one another.'),
    roots: z
      .array(z.string())
      .max(SHOWN_ROOTS)
      .describe(
        `Those sources, the first ${SHOWN_ROOTS} by id; a ring of sources that rest on one another counts once, under its first id.`,
      ),
  })
  .describe('What a claim rests on, counted over all of its statements.');

export const StatementOfChain = TYPES.statement.view
  .omit({ chains: true })
  .describe('The statement, beside its chains.');

export const ProvenanceChain = z
  .object({
    statement: StatementOfChain,
    speakers: z.array(
      z.object({
        id: Id,
        name: z.string(),
        representing: z.array(z.object({ id: Id, office: z.string().nullable() })),
      }),
    ),
    passage: TYPES.passage.view,
    recordedIn: TYPES.source.view.describe('The source that the passage is in.'),
    citation: TYPES.citation.view.nullable().describe('The footnote; null where the passage has none.'),
    source: CslItem.extend({ id: Id }).nullable().describe('The cited source as a CSL-JSON item.'),
    publisher: TYPES.actor.view.nullable().describe('Who published the cited source.'),
    endsAt: EndsAt,
    ...Derived,
  })
  .describe('One chain of evidence, from a statement to the publisher of the source that it rests on.');

const fieldsOf = (answer: z.core.$ZodType) => ({
  fields: fieldsParameter(
    'Only these fields of the answer, as dotted paths (type and id of records always); records that none of them needs are not read',
    answer,
  ),
});

export const claimParameters = {
  ...fieldsOf(z.object({ claim: TYPES.claim.view, corroboration: Corroboration, chains: z.array(ProvenanceChain) })),
  ...paging,
};
export const statementParameters = fieldsOf(
  z.object({
    statement: StatementOfChain,
    claims: z.array(z.object({ id: Id, corroboration: Corroboration })),
    chains: z.array(ProvenanceChain),
  }),
);

/** The records that each field of a chain is put together from, so that one query brings those of all that are shown. */
const INCLUDE: Readonly<Record<string, string[][]>> = {
  speakers: [['speakers']],
  passage: [['chains.passage']],
  recordedIn: [['chains.recordedIn']],
  citation: [['chains.citation']],
  source: [['chains.source', 'authors'], ['chains.publisher']],
  publisher: [['chains.publisher']],
};

/** What is read for chains of which these fields are shown; nothing where none are. */
const includeFor = (chains: string[][] | null): string[][] =>
  chains === null
    ? []
    : Object.entries(INCLUDE).flatMap(([name, paths]) => (fieldsWithin(chains, name) === null ? [] : paths));

/** Those members of an answer that its fields ask for, each made with what they ask for of it. */
const asked = <T>(
  fields: string[][],
  members: Readonly<Record<string, (within: string[][]) => T>>,
): (readonly [name: string, made: T])[] =>
  Object.entries(members).flatMap(([name, make]) => {
    const within = fieldsWithin(fields, name);
    return within === null ? [] : [[name, make(within)] as const];
  });

/** A JSON object of members that are JSON already. */
const objectOf = (members: readonly (readonly [name: string, json: string])[]): string =>
  `{${members.map(([name, json]) => `"${name}":${json}`).join(',')}}`;

/** A statement beside its chains, which are the last of its fields: no text in JSON has a quotation mark as it stands. */
const apartFromChains = (record: { json: string }): { statement: StatementView; own: string } => ({
  statement: viewOf<StatementView>(record),
  own: `${record.json.slice(0, record.json.lastIndexOf(',"chains":'))}}`,
});

type Apart = ReturnType<typeof apartFromChains>;
type Chain = StatementView['chains'][number];

/** Shows a statement without its chains, as far as is asked for of it. */
const statementShown = (within: string[][]): ((apart: Apart) => string) => {
  const reduced = reducingRecord(within);
  return ({ statement, own }) => (within.length === 0 ? own : JSON.stringify(reduced(statement)));
};

/** Writes what is asked for of values. */
const shown = (within: string[][]): ((value: object | null) => string) => {
  const reduced = reducing(within);
  return (value) => JSON.stringify(value && reduced(value));
};

/** Shows of something what is found by it. */
const of =
  <F, V>(find: (from: F) => V, show: (value: V) => string) =>
  (from: F): string =>
    show(find(from));

/** The chains of evidence of statements as JSON, each put together from the records that it names; those that are shown whole are not taken apart. */
const chainsOf = (statements: readonly Apart[], related: readonly Related[], fields: string[][]): string => {
  const records = new Map(related.map((record) => [keyText(record), record]));
  const recordOf = (type: TypeName, id: string | null): Related | undefined =>
    id === null ? undefined : records.get(keyText({ type, id }));
  const view = <V extends BaseView>(type: TypeName, id: string | null): V | null => {
    const record = recordOf(type, id);
    return record === undefined ? null : viewOf<V>(record);
  };
  const recordShown = (type: TypeName, within: string[][]): ((id: string | null) => string) => {
    if (within.length === 0) return (id) => recordOf(type, id)?.json ?? 'null';
    const reduced = reducingRecord(within);
    return once((id) => {
      const record = view(type, id);
      return JSON.stringify(record && reduced(record));
    });
  };
  const cslOf = (id: string | null): object | null => {
    const source = view<SourceView>('source', id);
    return (
      source &&
      cslItem(
        source,
        view<ActorView>('actor', source.publisher),
        source.authors.flatMap((author) => view<ActorView>('actor', author) ?? []),
      )
    );
  };
  const speakersOf = ({ statement }: Apart): object[] =>
    statement.speakers.flatMap((id) => speakerOf(view<ActorView>('actor', id), statement.said));
  const ofStatement = asked<(apart: Apart) => string>(fields, {
    statement: statementShown,
    speakers: (within) => of(speakersOf, shown(within)),
  });
  const ofChain = asked<(chain: Chain) => string>(fields, {
    passage: (within) => of(({ passage }) => passage, recordShown('passage', within)),
    recordedIn: (within) => of(({ recordedIn }) => recordedIn, recordShown('source', within)),
    citation: (within) => of(({ citation }) => citation, recordShown('citation', within)),
    source: (within) => of(({ source }) => source, once(of(cslOf, shown(within)))),
    publisher: (within) => of(({ publisher }) => publisher, recordShown('actor', within)),
    endsAt: (within) => of(({ endsAt }) => endsAt, shown(within)),
    directness: () => of(({ directness }) => directness, JSON.stringify),
    why: () => of(({ why }) => why, JSON.stringify),
    uncertain: () => of(({ uncertain }) => uncertain, JSON.stringify),
    mayBe: () => of(({ mayBe }) => mayBe, JSON.stringify),
    because: (within) => of(({ because }) => because, shown(within)),
  });
  const chains = statements.flatMap((apart) => {
    const own = ofStatement.map(([name, show]) => [name, show(apart)] as const);
    return apart.statement.chains.map((chain) =>
      objectOf([...own, ...ofChain.map(([name, show]) => [name, show(chain)] as const)]),
    );
  });
  return `[${chains.join(',')}]`;
};

const speakerOf = (actor: ActorView | null, said: string | null): object[] =>
  actor === null
    ? []
    : [
        {
          id: actor.id,
          name: actor.name,
          representing:
            actor.kind === 'person'
              ? holdingIn(actor.represents, said).map((term) => ({ id: term.actor, office: term.office }))
              : [{ id: actor.id, office: null }],
        },
      ];

const corroborationOf = async (store: Questions, claim: string): Promise<z.output<typeof Corroboration>> => {
  return store.support(claim);
};

/** A page of the statements that express a claim, as far as `fields` says, with the records that `include` asks for. */
export const statementsOfClaim = async (
  store: Questions,
  id: string,
  { limit = DEFAULT_LIMIT, cursor }: Read<typeof paging>,
  include: string[][],
  fields: string[][] = [],
): Promise<{ claim: string; page: Page; limit: number; nextCursor: string | null } | { movedTo: string }> => {
  const binding = ['provenance', id];
  const [key, statement] =
    cursor === undefined ? [] : (decodeCursor(binding, cursor, ['string', 'string']) as string[]);
  const after = key === undefined ? null : { key, id: statement! };
  const [claim, page] = await Promise.all([
    readRecord(store, { type: 'claim', id }),
    store.list({
      type: 'statement',
      where: [anyOf('claim', id)],
      range: null,
      sort: 'said',
      descending: false,
      after,
      limit,
      count: false,
      facets: [],
      include,
      fields,
    }),
  ]);
  if ('movedTo' in claim) return claim;
  const last = page.rows.at(-1);
  return {
    claim: claim.json,
    page,
    limit,
    nextCursor: page.more && last ? encodeCursor(binding, [last.key, last.id]) : null,
  };
};

/** The citation provenance of a claim: all chains of evidence of all statements that express it, a page of statements at a time. */
export const claimProvenance = async (store: Questions, id: string, raw: RawParameters): Promise<Composed> => {
  const { fields = [], ...place } = readParameters(raw, claimParameters);
  const chains = fieldsWithin(fields, 'chains');
  const corroborated = fieldsWithin(fields, 'corroboration') !== null;
  // Where the next page begins is told whatever is shown.
  const [found, corroboration] = await Promise.all([
    statementsOfClaim(store, id, place, includeFor(chains), chains === null ? [['id']] : []),
    corroborated ? corroborationOf(store, id) : {},
  ]);
  if ('movedTo' in found) return found;
  const { claim, page, limit, nextCursor } = found;
  const json = objectOf(
    asked(fields, {
      claim: (within) => withFields(claim, within),
      corroboration: (within) => shown(within)(corroboration),
      chains: (within) => chainsOf(page.rows.map(apartFromChains), page.related, within),
    }),
  );
  return { json, page: { limit, nextCursor } };
};

/** The citation provenance of one statement, with what each claim that it expresses rests on in all. */
export const statementProvenance = async (store: Questions, id: string, raw: RawParameters): Promise<Composed> => {
  const { fields = [] } = readParameters(raw, statementParameters);
  const found = await readRecord(store, { type: 'statement', id }, includeFor(fieldsWithin(fields, 'chains')));
  if ('movedTo' in found) return found;
  const whole = apartFromChains(found);
  const claimFields = fieldsWithin(fields, 'claims');
  const corroborated = claimFields !== null && fieldsWithin(claimFields, 'corroboration') !== null;
  const claims = await Promise.all(
    whole.statement.claims.map(async (claim) => ({
      id: claim,
      ...(corroborated && { corroboration: await corroborationOf(store, claim) }),
    })),
  );
  const json = objectOf(
    asked(fields, {
      statement: (within) => statementShown(within)(whole),
      claims: (within) => shown(within)(claims),
      chains: (within) => chainsOf([whole], found.related, within),
    }),
  );
  return { json, page: null };
};
