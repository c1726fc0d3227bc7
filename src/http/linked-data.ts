import type { FastifyReply } from 'fastify';
import type { TypeName } from '../model/ids.ts';
import { chainPaging } from '../queries/chain-page.ts';
import { recordParameters } from '../queries/list-parameters.ts';
import { readParameters, withoutDefaults, type RawParameters } from '../queries/parameters.ts';
import { claimParameters } from '../queries/provenance-form.ts';
import { provJsonLd } from '../queries/prov.ts';
import { claimJsonLd, statementJsonLd } from '../queries/schema-org.ts';
import type { Store } from '../store/port.ts';
import { linkNext, sendMoved } from './answer.ts';

const LD_MEDIA = 'application/ld+json';
export const SCHEMA_MEDIA = `${LD_MEDIA};profile="https://schema.org"`;
export const PROV_MEDIA = `${LD_MEDIA};profile="http://www.w3.org/ns/prov#"`;

export type Linkable = 'claim' | 'statement';
export const isLinkable = (type: TypeName): type is Linkable => type === 'claim' || type === 'statement';
export const isLinkedData = (media: string): boolean => media.startsWith(LD_MEDIA);

/** The media types of linked data, as they are offered; both names of schema.org are in use. */
export const LINKED_MEDIA = [LD_MEDIA, SCHEMA_MEDIA, `${LD_MEDIA};profile="https://schema.org/"`, PROV_MEDIA] as const;

/** The media type in the API description. */
export const linkedDataMedia = (otherwise: 'schema.org' | 'PROV-O') => ({
  [LD_MEDIA]: {
    type: 'object',
    required: ['@context', '@graph'],
    properties: { '@context': { type: 'object' }, '@graph': { type: 'array', items: { type: 'object' } } },
    description: `JSON-LD with its context inside. With profile="https://schema.org" in the words of schema.org, with profile="http://www.w3.org/ns/prov#" in those of PROV-O; ${otherwise} when none is named.`,
  },
});

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
  const chosen = media === LD_MEDIA ? otherwise : media === PROV_MEDIA ? PROV_MEDIA : SCHEMA_MEDIA;
  const found = await (chosen === PROV_MEDIA ? provOf : schemaOf)(
    store,
    type,
    id,
    withoutDefaults(reply.request.query as RawParameters, { ...claimParameters, ...recordParameters(type) }),
  );
  if ('movedTo' in found) return sendMoved(reply, { id: found.movedTo });
  linkNext(reply, found.nextCursor ?? null);
  return reply.type(`${chosen}; charset=utf-8`).send(JSON.stringify(found.document));
};
