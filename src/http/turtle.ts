/*
 * JSON-LD documents of ours as Turtle (https://www.w3.org/TR/turtle/): a context of prefixes, and nodes in a list.
 */

type Node = Record<string, unknown>;

const RDF_TYPE = 'a';
const XSD = 'http://www.w3.org/2001/XMLSchema#';

/** A text in quotation marks: the escapes of JSON are those of Turtle. */
const literal = (text: string): string => JSON.stringify(text).replaceAll('\u007f', String.raw`\u007F`);

/** @throws TypeError where an address is none that stands in a document */
const absolute = (compact: string, prefixes: Readonly<Record<string, string>>): string => {
  const at = compact.indexOf(':');
  const prefix = prefixes[compact.slice(0, at)];
  const address = prefix === undefined ? compact : `${prefix}${compact.slice(at + 1)}`;
  if (/[^!-~\u00A0-\u{10FFFF}]|[<>"{}|^`\\]/u.test(address))
    throw new TypeError(`${JSON.stringify(address)} is no IRI`);
  return `<${address}>`;
};

const isObject = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** A document with `@context` and `@graph` as Turtle. */
export const asTurtle = (document: object): string => {
  const { '@context': prefixes, '@graph': nodes } = document as {
    '@context': Record<string, string>;
    '@graph': Node[];
  };
  const named = (compact: string): string => absolute(compact, prefixes);
  const objectOf = (value: unknown): string => {
    if (typeof value === 'string') return literal(value);
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'number') return Number.isInteger(value) ? String(value) : `"${value}"^^<${XSD}double>`;
    if (!isObject(value)) throw new TypeError(`${typeof value} is no value of JSON-LD`);
    if ('@value' in value)
      return '@language' in value
        ? `${literal(String(value['@value']))}@${value['@language'] as string}`
        : `${literal(String(value['@value']))}^^${named(value['@type'] as string)}`;
    const { '@id': id, ...rest } = value;
    if (id === undefined) return `[ ${propertiesOf(rest).join(' ; ')} ]`;
    if (Object.keys(rest).length > 0) throw new TypeError('a node that has a name stands in the list of nodes');
    return named(id as string);
  };
  const propertiesOf = (node: Node): string[] =>
    Object.entries(node).map(([name, value]) =>
      name === '@type'
        ? `${RDF_TYPE} ${[value]
            .flat()
            .map((type) => named(type as string))
            .join(', ')}`
        : `${named(name)} ${[value].flat().map(objectOf).join(', ')}`,
    );
  return nodes
    .map(({ '@id': id, ...node }) => `${named(id as string)}\n  ${propertiesOf(node).join(' ;\n  ')} .\n`)
    .join('\n');
};
