import type { FastifyReply } from 'fastify';
import type { Key, TypeName } from '../model/ids.ts';
import { bibliographyItem, formatItem } from '../queries/bibliography.ts';
import type { Store } from '../store/port.ts';
import { sendMoved } from './answer.ts';

const MEDIA = {
  'application/vnd.citationstyles.csl+json': { type: 'array', items: { type: 'object' }, description: 'The source as CSL-JSON.' },
  'application/x-bibtex': { type: 'string', description: 'The source as BibTeX.' },
  'text/plain': { type: 'string', description: 'The source as a line of a bibliography, in the APA style.' },
} as const;

/** The further media types that a record of this type can be had in. */
export const bibliographyMedia = (type: TypeName): Partial<typeof MEDIA> => (type === 'source' || type === 'citation' ? MEDIA : {});

export const sendBibliography = async (store: Store, key: Key, media: string, reply: FastifyReply): Promise<FastifyReply> => {
  const found = await bibliographyItem(store, key);
  if ('movedTo' in found) return sendMoved(reply, key.id, found.movedTo);
  reply.type(`${media}; charset=utf-8`);
  if (media === 'application/vnd.citationstyles.csl+json') return reply.send(JSON.stringify([found.item]));
  return reply.send(await formatItem(found.item, media === 'application/x-bibtex' ? 'bibtex' : 'bibliography'));
};
