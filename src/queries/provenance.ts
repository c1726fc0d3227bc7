import type { z } from 'zod';
import { besideChains, type StatementBesideChains } from '../model/beside-chains.ts';
import type { SpeaksFor } from '../model/capacity.ts';
import type { BaseView } from '../model/define.ts';
import { fieldsWithin, reducing, reducingRecord, withFields } from '../model/fields.ts';
import { keyText, type Key, type TypeName } from '../model/ids.ts';
import { once } from '../model/once.ts';
import { compareText } from '../model/order.ts';
import type { ActorView } from '../model/types/actor.ts';
import type { SourceView } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';
import { viewOf } from '../store/include.ts';
import type { ChainQuery } from '../store/chains.ts';
import type { Composed, Questions, Related } from '../store/port.ts';
import { readChains, type ChainsFound } from './chain-page.ts';
import { cslItem } from './csl.ts';
import { includedText } from './included.ts';
import { readParameters, type RawParameters } from './parameters.ts';
import { claimParametersFor, DERIVED, statementParametersFor, type Corroboration } from './provenance-form.ts';

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
const apartFromChains = (record: { json: string }): { statement: StatementBesideChains; own: string } => ({
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

/** What stands in a chain of its statement: of one whose lists are cut what belongs to the chain, and else the whole. */
const within = (apart: Apart, chain: Chain): Apart =>
  apart.statement.counts === undefined
    ? apart
    : apartFromChains({ json: JSON.stringify(besideChains(apart.statement, [chain])) });

/** Writes what is asked for of values. */
const shown = (within: string[][]): ((value: unknown) => string) => {
  const reduced = reducing(within);
  return (value) => JSON.stringify(typeof value === 'object' && value !== null ? reduced(value) : value);
};

/** Shows of something what is found by it. */
const of =
  <F, V>(find: (from: F) => V, show: (value: V) => string) =>
  (from: F): string =>
    show(find(from));

/** The fields of a chain that are derived, and shown as they are. */
const DERIVED_SHOWN = Object.fromEntries(
  DERIVED.map((name) => [
    name,
    (fields: string[][]) => of((chain: Chain) => chain[name as keyof Chain], shown(fields)),
  ]),
);

/** Chains as JSON, each put together from the records that it names; those that are shown whole are not taken apart. */
const embedded = (statements: readonly Apart[], related: readonly Related[], fields: string[][]): string => {
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
    statement.speaksFor.flatMap((spoken) => speakerOf(view<ActorView>('actor', spoken.speaker), spoken));
  const ofStatement = asked<(apart: Apart) => string>(fields, {
    statement: statementShown,
    speakers: (fields) => of(speakersOf, shown(fields)),
  });
  const ofChain = asked<(chain: Chain) => string>(fields, {
    passage: (fields) => of(({ passage }) => passage, recordShown('passage', fields)),
    recordedIn: (fields) => of(({ recordedIn }) => recordedIn, recordShown('source', fields)),
    citation: (fields) => of(({ citation }) => citation, recordShown('citation', fields)),
    source: (fields) => of(({ source }) => source, once(of(cslOf, shown(fields)))),
    publisher: (fields) => of(({ publisher }) => publisher, recordShown('actor', fields)),
    ...DERIVED_SHOWN,
  });
  const chains = statements.flatMap((apart) => {
    let last: { apart: Apart; own: (readonly [string, string])[] } | null = null;
    return apart.statement.chains.map((chain) => {
      const shownIn = within(apart, chain);
      if (last?.apart !== shownIn)
        last = { apart: shownIn, own: ofStatement.map(([name, show]) => [name, show(shownIn)] as const) };
      return objectOf([...last.own, ...ofChain.map(([name, show]) => [name, show(chain)] as const)]);
    });
  });
  return `[${chains.join(',')}]`;
};

/** Chains by the ids of their records, as JSON. */
const byIds = (statements: readonly Apart[], fields: string[][]): string => {
  const show = shown(fields);
  const chains = statements.flatMap(({ statement: { id, speakers, chains } }) =>
    chains.map((chain) => show({ statement: id, speakers, ...chain })),
  );
  return `[${chains.join(',')}]`;
};

const speakerOf = (actor: ActorView | null, { representing, inferred, uncertain }: SpeaksFor): object[] =>
  actor === null ? [] : [{ id: actor.id, name: actor.name, representing, inferred, uncertain }];

const corroborationOf = async (store: Questions, claim: string): Promise<z.output<typeof Corroboration>> => {
  return store.support(claim);
};

/** How chains are asked for: with `include` by their ids. */
type Asked = { fields?: string[][]; include?: string[][] };

/** What is read with a page of chains that are shown so. */
const includedBy = ({ fields = [], include }: Asked): ChainQuery['include'] =>
  include === undefined ? includeFor(fieldsWithin(fields, 'chains')) : include.filter((hops) => hops.length > 0);

const byAddress = (a: Key, b: Key): number => compareText(a.type, b.type) || compareText(a.id, b.id);

/** The answer of a page of chains, with what stands beside them. */
const composed = (
  { rows, related, total, limit, nextCursor }: ChainsFound,
  { fields = [], include }: Asked,
  beside: Readonly<Record<string, (within: string[][]) => string>>,
): Composed => {
  const statements = rows.map(apartFromChains);
  const json = objectOf(
    asked(fields, {
      ...beside,
      chains: (within) => (include === undefined ? embedded(statements, related, within) : byIds(statements, within)),
    }),
  );
  const shownStatements = include?.some((hops) => hops.length === 0)
    ? rows.map((row, i): Related => ({ ...row, json: statements[i]!.own }))
    : [];
  return {
    json,
    included: include === undefined ? null : includedText([...related, ...shownStatements].sort(byAddress)),
    page: { limit, nextCursor, total },
  };
};

/** The citation provenance of a claim: a page of the chains of evidence of the statements that express it. */
export const claimProvenance = async (store: Questions, id: string, raw: RawParameters): Promise<Composed> => {
  const read = readParameters(raw, claimParametersFor(raw));
  const corroborated = fieldsWithin(read.fields ?? [], 'corroboration') !== null;
  // Where the next page begins is told whatever is shown.
  const [found, corroboration] = await Promise.all([
    readChains(store, { type: 'claim', id }, read, includedBy(read)),
    corroborated ? corroborationOf(store, id) : {},
  ]);
  if ('movedTo' in found) return found;
  return composed(found, read, {
    claim: (within) => withFields(found.json, within),
    corroboration: (within) => shown(within)(corroboration),
  });
};

/** The citation provenance of one statement, a page of its chains, with what each claim that it expresses rests on in all. */
export const statementProvenance = async (store: Questions, id: string, raw: RawParameters): Promise<Composed> => {
  const read = readParameters(raw, statementParametersFor(raw));
  const found = await readChains(store, { type: 'statement', id }, read, includedBy(read));
  if ('movedTo' in found) return found;
  const claimFields = fieldsWithin(read.fields ?? [], 'claims');
  const corroborated = claimFields !== null && fieldsWithin(claimFields, 'corroboration') !== null;
  // After its last chain a page has no statement.
  const own = found.rows[0] ?? { json: JSON.stringify(besideChains(viewOf<StatementView>(found), [])) };
  const claims = await Promise.all(
    viewOf<StatementView>(own).claims.map(async (claim) => ({
      id: claim,
      ...(corroborated && { corroboration: await corroborationOf(store, claim) }),
    })),
  );
  return composed(found, read, {
    statement: (within) => statementShown(within)(apartFromChains(own)),
    claims: (within) => shown(within)(claims),
  });
};
