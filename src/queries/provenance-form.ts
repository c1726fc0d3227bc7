import { z } from 'zod';
import { LIST_SHOWN } from '../model/beside-chains.ts';
import { SpeaksFor } from '../model/capacity.ts';
import { Chain } from '../model/chains.ts';
import { CslItem } from '../model/csl.ts';
import { Id } from '../model/ids.ts';
import { SHOWN_ROOTS } from '../model/support.ts';
import { TYPES } from '../model/types.ts';
import { chainParameters } from './chain-page.ts';
import { fieldsParameter } from './list-parameters.ts';
import type { Parameters, RawParameters } from './parameters.ts';

/*
 * The answers of provenance: each chain with its records in it, or with `include` with their ids, and the parameters.
 */

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
        `Those sources, the first ${SHOWN_ROOTS} by id; a ring of sources that rest on one another, or that have one DOI or address, counts once, under its first id.`,
      ),
  })
  .describe('What a claim rests on, counted over all of its statements.');

export const StatementBesideChains = TYPES.statement.view
  .extend({
    counts: z
      .record(z.string(), z.int())
      .optional()
      .describe(
        `How many entries its lists have that are longer than ${LIST_SHOWN} and grow with its chains, such as passages and quotes: of those stands here only what belongs to the chains that are shown.`,
      ),
  })
  .describe('A statement with some of its chains, and of the lists that grow with them what belongs to these.');

export const StatementOfChain = StatementBesideChains.omit({ chains: true }).describe(
  'The statement, beside its chains.',
);

const { passage, recordedIn, citation, source, publisher, ...derived } = Chain.shape;

export const ProvenanceChain = z
  .object({
    statement: StatementOfChain,
    speakers: z.array(
      z.object({
        id: Id,
        name: z.string(),
        representing: SpeaksFor.shape.representing,
        inferred: SpeaksFor.shape.inferred,
        uncertain: SpeaksFor.shape.uncertain,
      }),
    ),
    passage: TYPES.passage.view,
    recordedIn: TYPES.source.view.describe('The source that the passage is in.'),
    citation: TYPES.citation.view.nullable().describe('The footnote; null where the passage has none.'),
    source: CslItem.extend({ id: Id }).nullable().describe('The cited source as a CSL-JSON item.'),
    publisher: TYPES.actor.view.nullable().describe('Who published the cited source.'),
    ...derived,
  })
  .describe('One chain of evidence, from a statement to the publisher of the source that it rests on.');

/** The fields of a chain that are derived, and shown as they are. */
export const DERIVED = Object.keys(derived);

export const ChainOfIds = z
  .object({
    statement: Id.describe('The statement.'),
    speakers: z.array(Id).describe('Who made it.'),
    passage,
    recordedIn,
    citation,
    source,
    publisher,
    ...derived,
  })
  .describe('One chain of evidence by the ids of its records, as an answer with include has it.');

/** The parameters of an answer that has such members beside its chains. */
const parametersOf = (of: string, members: z.ZodRawShape) => {
  const withChains = (chain: z.ZodType) => ({
    fields: fieldsParameter(
      'Only these fields of the answer, as dotted paths (type and id of records always); records that none of them needs are not read',
      z.object({ ...members, chains: z.array(chain) }),
      of,
    ),
    ...chainParameters,
  });
  return { embedded: withChains(ProvenanceChain), ofIds: withChains(ChainOfIds) };
};

const claim = parametersOf('ClaimProvenance', { claim: TYPES.claim.view, corroboration: Corroboration });
const statement = parametersOf('StatementProvenance', {
  statement: StatementOfChain,
  claims: z.array(z.object({ id: Id, corroboration: Corroboration })),
});

/** With `include` chains have other fields. */
const chosen =
  <P extends Parameters>({ embedded, ofIds }: { embedded: P; ofIds: P }) =>
  (raw: RawParameters): P =>
    raw['include'] === undefined ? embedded : ofIds;

export const claimParameters = claim.embedded;
export const statementParameters = statement.embedded;
export const claimParametersFor = chosen(claim);
export const statementParametersFor = chosen(statement);
