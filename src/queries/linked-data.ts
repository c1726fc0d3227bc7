import { webAddress } from '../model/addresses.ts';

/*
 * What the JSON-LD documents share. The context stands in each document, so that nothing has to be fetched to read it.
 */

export type LdNode = { '@id': string } & Record<string, unknown>;

const CONTEXT = {
  prov: 'http://www.w3.org/ns/prov#',
  schema: 'https://schema.org/',
  dcterms: 'http://purl.org/dc/terms/',
  cito: 'http://purl.org/spar/cito/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  edtf: 'http://id.loc.gov/datatypes/edtf/',
  dictum: 'urn:dictum:',
  term: 'urn:dictum:term:',
};

/** The name of a record in the graph. */
export const iri = (type: string, id: string): LdNode => ({ '@id': `dictum:${type}/${id}` });

/** Times that XML Schema can tell, which has neither seasons nor a time of day without seconds. */
const DATE_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}$/, 'xsd:gYear'],
  [/^\d{4}-(0\d|1[0-2])$/, 'xsd:gYearMonth'],
  [/^\d{4}-\d\d-\d\d$/, 'xsd:date'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/, 'xsd:dateTime'],
];

/** A time as a typed literal: of XML Schema where that can tell it, and else of EDTF. */
export const dateLiteral = (date: string): object => ({
  '@value': date,
  '@type': DATE_TYPES.find(([form]) => form.test(date))?.[1] ?? 'edtf:EDTF',
});

/**
 * Addresses as a property: links where they are of the web; any other is only an identifier, since some programs follow
 * whatever stands where a link is expected.
 */
export const addressed = (name: string, addresses: readonly string[]): object => ({
  ...told(name, one(addresses.flatMap((address) => (webAddress(address) ? [{ '@id': webAddress(address) }] : [])))),
  ...told('schema:identifier', one(addresses.filter((address) => webAddress(address) === null))),
});

/**
 * The address of a document as a value that is no name: readers of PROV make qualified names of all that is named, which
 * not every address can be.
 */
export const addressValue = (address: string | null): object | null =>
  address === null || webAddress(address) === null ? null : { '@value': address, '@type': 'xsd:anyURI' };

const one = (values: readonly unknown[]): unknown => (values.length === 1 ? values[0] : values);

/** A property where there is something to tell. */
export const told = (name: string, value: unknown): object =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0) ? {} : { [name]: value };

/** What two nodes say of one thing, put together. */
const merged = (one: LdNode, other: LdNode): LdNode => {
  const result = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const values = [one[name] ?? [], value].flat().map((item) => JSON.stringify(item));
    const distinct = [...new Set(values)].map((item) => JSON.parse(item) as unknown);
    result[name] = distinct.length === 1 ? distinct[0] : distinct;
  }
  return result;
};

/** The document of some nodes; several that are of one thing stand once. */
export const jsonLd = (nodes: readonly LdNode[]): object => {
  const graph = new Map<string, LdNode>();
  for (const node of nodes) {
    const known = graph.get(node['@id']);
    graph.set(node['@id'], known === undefined ? node : merged(known, node));
  }
  return { '@context': CONTEXT, '@graph': [...graph.values()] };
};
