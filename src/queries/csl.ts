import { cslText } from '../model/csl-read.ts';
import type { ActorView } from '../model/types/actor.ts';
import type { SourceView } from '../model/types/source.ts';
import type { CslName, Work } from '../references/work.ts';

/**
 * An actor as a name in CSL. A person's name is taken apart only where it is known how: where its parts are given, or
 * another of the names has it inverted ("Adams, Zoe"). Guessing would make a family name of a given one; every other name
 * stays in one piece.
 */
const nameOf = ({ kind, name, alternativeNames, familyName, givenName, familyNameFirst }: ActorView): CslName => {
  if (familyName !== null)
    return {
      family: familyName,
      ...(givenName !== null && { given: givenName }),
      // The family name comes first in every style, too.
      ...(familyNameFirst && { 'static-ordering': true }),
    };
  const inverted = kind === 'person' ? alternativeNames.map((other) => other.split(', ')) : [];
  for (const [family, given, ...rest] of inverted) {
    if (given === undefined || rest.length > 0) continue;
    if (`${given} ${family}` === name) return { family: family!, given };
    if (`${family} ${given}` === name) return { family: family!, given, 'static-ordering': true };
  }
  return { literal: name };
};

/**
 * A source as a CSL-JSON item: as it was written, but with the id of the source, and with the names of its publisher and
 * authors where the item itself names none, an archived copy, and what became of it (`status`). A document without a title is called by its description, in brackets, as
 * libraries do.
 */
export const cslItem = (source: SourceView, publisher: ActorView | null, authors: readonly ActorView[]): Work => {
  const { id: _own, ...csl } = source.csl;
  const [copy] = source.archived;
  return {
    id: source.id,
    ...csl,
    ...(source.status !== null && csl['status'] === undefined ? { status: source.status.kind } : {}),
    ...(copy !== undefined && csl.archive === undefined ? { archive: copy.url } : {}),
    ...(cslText(csl, 'title') === null && source.description !== null ? { title: `[${source.description}]` } : {}),
    ...(csl.publisher === undefined && publisher !== null ? { publisher: publisher.name } : {}),
    ...(csl.author === undefined && authors.length > 0 ? { author: authors.map(nameOf) } : {}),
  };
};
