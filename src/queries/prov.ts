import type { BaseView } from '../model/define.ts';
import type { CitationView } from '../model/types/citation.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { SourceView } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';

/*
 * Provenance as PROV-O in JSON-LD: statements, passages, citations and sources are entities, the act of asserting is an
 * activity of its speakers, and each step of a chain says what it was derived from.
 */

type Chain = {
  statement: Omit<StatementView, 'chains'>;
  speakers: { id: string; name: string; representing: { id: string }[] }[];
  passage: PassageView;
  recordedIn: SourceView;
  citation: CitationView | null;
  source: { id: string; title?: string; URL?: string } | null;
  publisher: (BaseView & { kind: string }) | null;
};

const CONTEXT = {
  prov: 'http://www.w3.org/ns/prov#',
  schema: 'https://schema.org/',
  dcterms: 'http://purl.org/dc/terms/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dictum: 'urn:dictum:',
};

const iri = (type: string, id: string): { '@id': string } => ({ '@id': `dictum:${type}/${id}` });

const nodesOf = ({ statement, speakers, passage, recordedIn, citation, source, publisher }: Chain): object[] => [
  {
    ...iri('statement', statement.id), '@type': ['prov:Entity', 'schema:Statement'], 'schema:text': statement.label,
    'prov:wasGeneratedBy': iri('assertion', statement.id),
    'prov:wasAttributedTo': speakers.map(({ id }) => iri('actor', id)),
    'prov:specializationOf': statement.claims.map((id) => iri('claim', id)),
    'prov:wasDerivedFrom': iri('passage', passage.id),
  },
  {
    ...iri('assertion', statement.id), '@type': 'prov:Activity', 'prov:wasAssociatedWith': speakers.map(({ id }) => iri('actor', id)),
    ...(statement.said !== null && { 'dcterms:date': statement.said }),
    ...(statement.event !== null && { 'dcterms:isPartOf': iri('event', statement.event) }),
  },
  ...speakers.map(({ id, name, representing }) => ({
    ...iri('actor', id), '@type': 'prov:Agent', 'schema:name': name,
    ...(representing.some((other) => other.id !== id) && { 'prov:actedOnBehalfOf': representing.filter((other) => other.id !== id).map((other) => iri('actor', other.id)) }),
  })),
  { ...iri('passage', passage.id), '@type': 'prov:Entity', 'dcterms:isPartOf': iri('source', recordedIn.id), ...(citation !== null && { 'prov:wasDerivedFrom': iri('citation', citation.id) }) },
  { ...iri('source', recordedIn.id), '@type': 'prov:Entity', 'schema:name': recordedIn.label },
  ...(citation === null
    ? []
    : [{
        ...iri('citation', citation.id), '@type': 'prov:Entity', 'schema:name': citation.label, ...(source !== null && { 'prov:hadPrimarySource': iri('source', source.id) }),
        ...(citation.accessed !== null && { 'dictum:accessed': citation.accessed }),
        ...(citation.ibidOf !== null && { 'dictum:ibidOf': iri('citation', citation.ibidOf) }),
      }]),
  ...(source === null
    ? []
    : [{
        ...iri('source', source.id), '@type': 'prov:Entity', ...(source.title !== undefined && { 'schema:name': source.title }), ...(source.URL !== undefined && { 'schema:url': { '@id': source.URL } }),
        ...(publisher !== null && { 'prov:wasAttributedTo': iri('actor', publisher.id) }),
      }]),
  ...(publisher === null ? [] : [{ ...iri('actor', publisher.id), '@type': ['prov:Agent', ...(publisher.kind === 'person' ? [] : ['prov:Organization'])], 'schema:name': publisher.label }]),
];

/** The JSON-LD document of a provenance answer; a node that several chains share stands once. */
export const provJsonLd = (chains: readonly object[]): object => {
  const nodes = new Map<string, Record<string, unknown>>();
  for (const node of (chains as Chain[]).flatMap(nodesOf) as Record<string, unknown>[]) {
    const id = node['@id'] as string;
    const known = nodes.get(id);
    nodes.set(id, known === undefined ? node : merged(known, node));
  }
  return { '@context': CONTEXT, '@graph': [...nodes.values()] };
};

/** What two chains say of one node, put together. */
const merged = (one: Record<string, unknown>, other: Record<string, unknown>): Record<string, unknown> => {
  const result = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const values = [one[name] ?? [], value].flat().map((item) => JSON.stringify(item));
    const distinct = [...new Set(values)].map((item) => JSON.parse(item) as unknown);
    result[name] = distinct.length === 1 ? distinct[0] : distinct;
  }
  return result;
};
