import { z } from 'zod';
import type { BaseView, Look } from './define.ts';
import { Statuses, statusesIn, statusesOf, type Status } from './document-status.ts';
import { ref } from './ids.ts';
import { compareText } from './order.ts';
import { InTurn } from './sides.ts';

/*
 * Who stands behind a document, and where what it rests on ends (`restsOn` of sources, to the end): a neutral wire that
 * rests on a ministry's release has that release as its root. Each source has the roots of those that it rests on, and
 * the way there; a way that leads back to it is none, so that sources that rest on one another have no root through
 * their ring, and what is taken out again is found out step by step.
 */

/** Over how many sources a root is followed at most. */
const FARTHEST = 16;

/** Who published a document, on whose side that stood, and what became of it; of whatever leads to a document. */
export const Published = {
  publisher: ref('actor', 'Who published the document.').nullable(),
  publisherSides: z
    .array(ref('actor', 'A state or institution.'))
    .describe('On whose side the publisher stood when it was issued.'),
  publisherSidesInTurn: InTurn.describe(
    'Where the publisher changed sides within the time that it may have been issued at: the sides that it stood on ' +
      'together, one set for each time that may be meant.',
  ),
  statuses: Statuses,
};
export type Published = z.output<z.ZodObject<typeof Published>>;

/** The same of what leads to a document; nobody where there is none. */
export const publishedBy = (of: Published | null | undefined): Published => ({
  publisher: of?.publisher ?? null,
  publisherSides: of?.publisherSides ?? [],
  publisherSidesInTurn: of?.publisherSidesInTurn ?? [],
  statuses: of?.statuses ?? [],
});

/** Who stands behind a document. */
const behind = { ...Published, authors: z.array(ref('actor', 'An author.')) };

export const Root = z
  .object({
    source: ref('source', 'The document at the end.'),
    through: z.array(ref('source', 'A source.')).describe('The sources on the way there, from the nearest on.'),
    ...behind,
  })
  .describe('A document at the end of what another rests on, and who stands behind it.');
export type Root = z.output<typeof Root>;

export const Roots = z
  .array(Root)
  .nullable()
  .describe(
    'Where what it rests on ends; null where it rests on nothing. Empty where no end is known: in a ring of ' +
      `sources, or after more than ${FARTHEST} of them.`,
  );
export type Roots = z.output<typeof Roots>;

/** A document, and who stands behind it. */
export const Document = z.object({ source: ref('source', 'The document.'), ...behind, roots: Roots });
export type Document = z.output<typeof Document>;

type SourceEnds = BaseView & Omit<Document, 'source'> & { status: Status | null };

/** A source as a document of these words. */
export const documentOf = (source: string, look: Look): Document => {
  const view = look<SourceEnds>('source', source);
  return {
    source,
    ...publishedBy(view),
    authors: view?.authors ?? [],
    roots: view?.roots ?? null,
  };
};

const isNearer = (a: Root, b: Root): boolean =>
  a.through.length < b.through.length ||
  (a.through.length === b.through.length && compareText(a.through.join(), b.through.join()) < 0);

/** The roots of a source that rests on these, each by the shortest way. */
export const rootsOf = (id: string, restsOn: readonly string[], look: Look): Roots => {
  if (restsOn.length === 0) return null;
  const nearest = new Map<string, Root>();
  for (const next of restsOn) {
    const { roots, ...document } = documentOf(next, look);
    const own = statusOf(next, look);
    const ways = roots === null ? [{ ...document, through: [] }] : roots;
    for (const way of ways) {
      const through = roots === null ? [] : [next, ...way.through];
      const { source, ...rest } = way;
      const root: Root = { source, ...rest, statuses: statusesIn(own, way.statuses), through };
      const before = nearest.get(source);
      if (source === id || through.includes(id) || through.length > FARTHEST) continue;
      if (before === undefined || isNearer(root, before)) nearest.set(source, root);
    }
  }
  return [...nearest.values()].sort((a, b) => compareText(a.source, b.source));
};

const statusOf = (source: string, look: Look) => statusesOf(source, look<SourceEnds>('source', source)?.status);

/**
 * What became of the documents that one rests on. In a ring there is no root, but what it rests on directly is known.
 */
export const statusesBelow = (restsOn: readonly string[], roots: Roots, look: Look): Published['statuses'] =>
  statusesIn(...restsOn.map((next) => statusOf(next, look)), ...(roots ?? []).map((root) => root.statuses));
