import type { CslJson } from './formatter.ts';
import type { ActorView } from '../model/types/actor.ts';
import type { SourceView } from '../model/types/source.ts';

/**
 * A source as a CSL-JSON item with its id: as it was written, with the names of its publisher and authors where the
 * item itself names none. A document without a title is called by its description, in brackets, as libraries do.
 */
export const cslItem = (source: SourceView, publisher: ActorView | null, authors: readonly ActorView[]): CslJson => ({
  id: source.id,
  ...source.csl,
  ...(source.csl.title === undefined && source.description !== null ? { title: `[${source.description}]` } : {}),
  ...(source.csl.publisher === undefined && publisher !== null ? { publisher: publisher.name } : {}),
  ...(source.csl.author === undefined && authors.length > 0
    ? { author: authors.map(({ name }) => ({ literal: name })) }
    : {}),
});
