import type { FastifyReply } from 'fastify';
import type { Key, TypeName } from '../model/ids.ts';
import { chainPaging } from '../queries/chain-page.ts';
import { recordJsonLd } from '../queries/graph-form.ts';
import { recordParameters } from '../queries/list-parameters.ts';
import { readParameters, withoutDefaults, type RawParameters } from '../queries/parameters.ts';
import { claimParameters } from '../queries/provenance-form.ts';
import { provJsonLd } from '../queries/prov.ts';
import { readRecord } from '../queries/record.ts';
import { claimJsonLd, schemaNodes, statementJsonLd } from '../queries/schema-org.ts';
import type { Store } from '../store/port.ts';
import { linkNext, sendMoved } from './answer.ts';
import { asTurtle } from './turtle.ts';

export const LD_MEDIA = 'application/ld+json';
export const SCHEMA_MEDIA = `${LD_MEDIA};profile="https://schema.org"`;
export const PROV_MEDIA = `${LD_MEDIA};profile="http://www.w3.org/ns/prov#"`;

export const TURTLE_MEDIA = 'text/turtle';

type Linkable = 'claim' | 'statement';
export const isLinkable = (type: TypeName): type is Linkable => type === 'claim' || type === 'statement';
export const isLinkedData = (media: string): boolean => media.startsWith(LD_MEDIA) || media === TURTLE_MEDIA;

/** The media types of linked data, as they are offered; both names of schema.org are in use. */
export const LINKED_MEDIA = [
  LD_MEDIA,
  SCHEMA_MEDIA,
  `${LD_MEDIA};profile="https://schema.org/"`,
  PROV_MEDIA,
  TURTLE_MEDIA,
] as const;
/** The media types of linked data of records of other types. */
export const RECORD_DATA = [LD_MEDIA, TURTLE_MEDIA] as const;
export const turtleMedia = {
  [TURTLE_MEDIA]: { type: 'string', description: 'The linked data in Turtle, in the words that it has by itself.' },
};

/** The media type in the API description. */
export const linkedDataMedia = (otherwise: 'schema.org' | 'PROV-O') => ({
  [LD_MEDIA]: {
    type: 'object',
    required: ['@context', '@graph'],
    properties: { '@context': { type: 'object' }, '@graph': { type: 'array', items: { type: 'object' } } },
    description: `JSON-LD with its context inside. With profile="https://schema.org" in the words of schema.org, with profile="http://www.w3.org/ns/prov#" in those of PROV-O; ${otherwise} when none is named.`,
  },
  ...turtleMedia,
});

/** A graph as JSON-LD, in the API description. */
export const graphData = (description: string): object => ({
  type: 'object',
  required: ['@context', '@graph'],
  properties: { '@context': { type: 'object' }, '@graph': { type: 'array', items: { type: 'object' } } },
  description,
});

/** The same of records that are linked data in our own words, with those of schema.org where it has any. */
export const recordDataMedia = {
  [LD_MEDIA]: graphData(
    'JSON-LD with its context inside: the values of the record, and what it refers to by which field.',
  ),
  ...turtleMedia,
};

type Document = { document: object; nextCursor?: string | null } | { movedTo: string };

const provOf = async (store: Store, type: Linkable, id: string, raw: RawParameters): Promise<Document> => {
  // Of whole chains only.
  readParameters(raw, chainPaging);
  const provenance = await store.compose(type === 'claim' ? 'claimProvenance' : 'statementProvenance', id, raw);
  if ('movedTo' in provenance) return provenance;
  const { chains } = JSON.parse(provenance.json) as { chains: object[] };
  return { document: provJsonLd(chains), nextCursor: provenance.page.nextCursor };
};

const schemaOf = (store: Store, type: Linkable, id: string, raw: RawParameters): Promise<Document> =>
  (type === 'claim' ? claimJsonLd : statementJsonLd)(store, id, raw);

/** A claim or a statement as linked data, in the words that the media type names, or else in those of the route. */
export const sendLinkedData = async (
  store: Store,
  type: Linkable,
  id: string,
  media: string,
  otherwise: typeof SCHEMA_MEDIA | typeof PROV_MEDIA,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const chosen =
    media === LD_MEDIA || media === TURTLE_MEDIA ? otherwise : media === PROV_MEDIA ? PROV_MEDIA : SCHEMA_MEDIA;
  const found = await (chosen === PROV_MEDIA ? provOf : schemaOf)(
    store,
    type,
    id,
    withoutDefaults(reply.request.query as RawParameters, { ...claimParameters, ...recordParameters(type) }),
  );
  if ('movedTo' in found) return sendMoved(reply, { id: found.movedTo });
  linkNext(reply, found.nextCursor ?? null);
  return sendDocument(reply, found.document, media === TURTLE_MEDIA ? media : chosen);
};

const sendDocument = (reply: FastifyReply, document: object, media: string): FastifyReply =>
  reply.type(`${media}; charset=utf-8`).send(media === TURTLE_MEDIA ? asTurtle(document) : JSON.stringify(document));

/** A record of any other type as linked data. */
export const sendRecordData = async (
  store: Store,
  key: Key,
  media: string,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  readParameters(withoutDefaults(reply.request.query as RawParameters, recordParameters(key.type)), {});
  const found = await readRecord(store, key);
  if ('movedTo' in found) return sendMoved(reply, { id: found.movedTo });
  return sendDocument(reply, await recordJsonLd(store, found.json, schemaNodes), media);
};
