import type { CslItem } from '../model/csl.ts';
import { cslText } from '../model/csl-read.ts';
import type { BaseView } from '../model/define.ts';
import { isOwn } from '../model/quotes.ts';
import { claimsBy } from '../model/stance.ts';
import type { CitationView } from '../model/types/citation.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { SourceView } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';
import { addressValue, dateLiteral, iri, jsonLd, told, type LdNode } from './linked-data.ts';

/*
 * Provenance as PROV-O in JSON-LD: claims, statements, passages, citations and sources are entities, the act of asserting
 * is an activity of its speakers, who may act in it for others, and each step of a chain says what it was derived from.
 */

type Chain = {
  statement: Omit<StatementView, 'chains'>;
  speakers: { id: string; name: string; representing: { id: string; office: string | null }[] }[];
  passage: PassageView;
  recordedIn: SourceView;
  citation: CitationView | null;
  source: (CslItem & { id: string }) | null;
  publisher: (BaseView & { kind: string }) | null;
};

const entity = (type: string, id: string): LdNode => ({ ...iri(type, id), '@type': 'prov:Entity' });
const agent = (id: string): LdNode => ({ ...iri('actor', id), '@type': 'prov:Agent' });
const AGENTS: Readonly<Record<string, string>> = {
  person: 'prov:Person',
  state: 'prov:Organization',
  institution: 'prov:Organization',
};

type Speaker = Chain['speakers'][number];

/**
 * That a speaker acts for others, in this act of asserting and not at all times: an envoy may speak for one state now
 * and for another later.
 */
const delegationNodes = (statement: string, { id, representing }: Speaker): LdNode[] => {
  const others = representing.filter((other) => other.id !== id);
  const delegation = (other: string): LdNode => iri('delegation', `${statement}/${id}/${other}`);
  return [
    {
      ...agent(id),
      ...told(
        'prov:qualifiedDelegation',
        others.map((other) => delegation(other.id)),
      ),
    },
    ...others.flatMap((other) => [
      {
        ...delegation(other.id),
        '@type': 'prov:Delegation',
        'prov:agent': iri('actor', other.id),
        'prov:hadActivity': iri('assertion', statement),
        ...told('schema:roleName', other.office),
      },
      agent(other.id),
    ]),
  ];
};

const refs = (claims: readonly string[]): LdNode[] => claims.map((id) => iri('claim', id));

/** Words of the speaker's own; a translation has others. */
const isQuoted = ({ mode, quotes }: Chain['statement'], passage: PassageView): boolean => {
  const there = quotes.filter((quote) => quote.passage === passage.id);
  return there.length === 0 ? mode === 'direct-quote' && quotes.every(isOwn) : there.some(isOwn);
};

const statementNodes = ({ statement, speakers, passage }: Chain): LdNode[] => [
  {
    ...iri('statement', statement.id),
    '@type': ['prov:Entity', 'schema:Statement'],
    'schema:text': statement.label,
    'prov:wasGeneratedBy': iri('assertion', statement.id),
    'prov:wasAttributedTo': speakers.map(({ id }) => iri('actor', id)),
    ...told('prov:specializationOf', refs(claimsBy(statement, 'affirms'))),
    // A claim that is denied or doubted is what the statement is about, and not what it says.
    ...told('schema:about', refs([...claimsBy(statement, 'denies'), ...claimsBy(statement, 'doubts')])),
    // Words that the source gives as the speaker's own were copied from it; anything else is our rendering of it. What is
    // quoted is derived too, and not every reader knows.
    ...(isQuoted(statement, passage) ? { 'prov:wasQuotedFrom': iri('passage', passage.id) } : {}),
    'prov:wasDerivedFrom': iri('passage', passage.id),
  },
  ...statement.claims.map((id) => entity('claim', id)),
  {
    ...iri('assertion', statement.id),
    '@type': 'prov:Activity',
    'prov:wasAssociatedWith': speakers.map(({ id }) => iri('actor', id)),
    ...told('dcterms:date', statement.said && dateLiteral(statement.said)),
    ...told('dcterms:isPartOf', statement.event && iri('event', statement.event)),
  },
  ...(statement.event === null
    ? []
    : [{ ...iri('event', statement.event), '@type': ['prov:Activity', 'schema:Event'] }]),
  ...speakers.flatMap((speaker) => [
    { ...agent(speaker.id), 'schema:name': speaker.name },
    ...delegationNodes(statement.id, speaker),
  ]),
];

/** Who wrote a document and who published it. */
const makersOf = ({ authors, publisher }: SourceView): string[] => [...new Set([...authors, publisher ?? []].flat())];

const evidenceNodes = ({ passage, recordedIn, citation, source, publisher }: Chain): LdNode[] => [
  {
    ...entity('passage', passage.id),
    'dcterms:isPartOf': iri('source', recordedIn.id),
    ...told('prov:wasDerivedFrom', citation && iri('citation', citation.id)),
  },
  {
    ...entity('source', recordedIn.id),
    'schema:name': recordedIn.label,
    ...told('schema:url', addressValue(cslText(recordedIn.csl, 'URL'))),
    ...told(
      'prov:wasAttributedTo',
      makersOf(recordedIn).map((id) => iri('actor', id)),
    ),
  },
  ...makersOf(recordedIn).map(agent),
  ...(citation === null
    ? []
    : [
        {
          ...entity('citation', citation.id),
          'schema:name': citation.label,
          ...told('prov:hadPrimarySource', source && iri('source', source.id)),
          ...told('prov:wasDerivedFrom', source && iri('source', source.id)),
          ...told('dictum:accessed', citation.accessed && dateLiteral(citation.accessed)),
          ...told('dictum:ibidOf', citation.ibidOf && iri('citation', citation.ibidOf)),
        },
        ...(citation.ibidOf === null ? [] : [entity('citation', citation.ibidOf)]),
      ]),
  ...(source === null
    ? []
    : [
        {
          ...entity('source', source.id),
          ...told('schema:name', cslText(source, 'title')),
          ...told('schema:url', addressValue(cslText(source, 'URL'))),
          ...told('prov:wasAttributedTo', publisher && iri('actor', publisher.id)),
        },
      ]),
  ...(publisher === null
    ? []
    : [
        {
          ...iri('actor', publisher.id),
          '@type': ['prov:Agent', AGENTS[publisher.kind]!],
          'schema:name': publisher.label,
        },
      ]),
];

/** The JSON-LD document of a provenance answer. */
export const provJsonLd = (chains: readonly object[]): object =>
  jsonLd((chains as Chain[]).flatMap((chain) => [...statementNodes(chain), ...evidenceNodes(chain)]));
