import accepts from 'accepts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TypeName } from '../model/ids.ts';
import { isFormatted, type Bibliography } from '../queries/bibliography.ts';
import type { RawParameters } from '../queries/parameters.ts';
import { isCitable } from '../queries/references.ts';
import { asBibtex } from '../references/bibtex.ts';
import type { Formatter } from '../references/formatter.ts';
import { asRis } from '../references/ris.ts';
import { linkNext, sendMoved } from './answer.ts';
import { JSON_MEDIA, mediaType } from './negotiate.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Formats references in citation styles. */
    formatter: Formatter;
  }
}

const DESCRIPTIONS = {
  'application/vnd.citationstyles.csl+json': {
    type: 'array',
    items: { type: 'object' },
    description: 'What is cited, each source once, as CSL-JSON.',
  },
  'application/x-bibtex': { type: 'string', description: 'What is cited, each source once, as BibTeX.' },
  'application/x-research-info-systems': { type: 'string', description: 'What is cited, each source once, as RIS.' },
  'text/plain': {
    type: 'string',
    description:
      'Footnotes or a bibliography as text; see style, locale and layout. Footnotes of one document (source, passage) come in the order of its text, with its marks.',
  },
  'text/html': {
    type: 'string',
    description: 'Footnotes or a bibliography as a piece of HTML; see style, locale and layout.',
  },
} as const;
type Form = keyof typeof DESCRIPTIONS;
const FORMATTED = ['text/plain', 'text/html'] as const;

/** The media types that references can be had in, with their descriptions. */
export const referenceMedia = DESCRIPTIONS;
export const bibliographyMedia = (type: TypeName): Partial<typeof DESCRIPTIONS> =>
  isCitable(type) ? DESCRIPTIONS : {};

export const isForm = (media: string): media is Form => Object.hasOwn(DESCRIPTIONS, media);

/**
 * The media type of an answer that can be had as references too: with style, locale or layout one of the formatted ones.
 * `last`: what is preferred to nothing else that is taken. Browsers ask for HTML before anything; without those parameters they are shown records, as they take JSON as well.
 */
export const mediaOrForm = (
  request: FastifyRequest,
  others: readonly [string, ...string[]],
  last: readonly string[] = [],
): string => {
  if (isFormatted(request.query as RawParameters)) return mediaType(request, FORMATTED, 'with style, locale or layout');
  const chosen = mediaType(request, [...others, ...(Object.keys(DESCRIPTIONS) as Form[]), ...last]);
  return chosen === 'text/html' && accepts(request.raw).type(JSON_MEDIA) !== false ? JSON_MEDIA : chosen;
};

const inForm = async ({ references, appearance }: Bibliography, form: Form, formatter: Formatter): Promise<string> => {
  if (form === 'text/plain') return formatter.format(references, { ...appearance, markup: 'text' });
  if (form === 'text/html') return formatter.format(references, { ...appearance, markup: 'html' });
  if (form === 'application/x-bibtex') return asBibtex(references.works);
  if (form === 'application/x-research-info-systems') return asRis(references.works);
  return JSON.stringify(references.works);
};

/** References in the form asked for; a page of them where they go on. */
export const sendReferences = async (
  reply: FastifyReply,
  found: Bibliography | { movedTo: string },
  form: Form,
): Promise<FastifyReply> => {
  if ('movedTo' in found) return sendMoved(reply, { id: found.movedTo });
  linkNext(reply, found.nextCursor);
  // A title may hold anything; no markup of it is to run.
  if (form === 'text/html') reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
  return reply.type(`${form}; charset=utf-8`).send(await inForm(found, form, reply.server.formatter));
};
