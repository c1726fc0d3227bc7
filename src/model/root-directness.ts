import { z } from 'zod';
import { because, type Because } from './because.ts';
import { bySides, certain, Derived, directnessOf, type Directness, type Evidence, DIRECTNESS } from './directness.ts';
import type { Document } from './ends.ts';
import { ref } from './ids.ts';
import { sortedUnique } from './order.ts';
import { inTurn, sidesThrough, type Side } from './sides.ts';

/*
 * How near the evidence of a chain stands at its root: at who told the statement on, where the source names somebody,
 * or else at the documents that the one which is cited rests on in the end.
 */

/** How many roots of a chain are shown. */
const ROOTS_SHOWN = 20;

const RootOfChain = z
  .object({
    source: ref('source', 'The document at the end; null where somebody told it on.').nullable(),
    publisher: ref('actor', 'Who published that.').nullable(),
    toldBy: ref('actor', 'Who told it on, as the first after the speaker.').nullable(),
    through: z.array(ref('source', 'A source.')).describe('The sources on the way to the document.'),
    ...Derived,
  })
  .describe('Where the evidence of a chain ends, and how near that stands.');

/** What is derived of the root of a chain. */
export const DerivedRoot = {
  rootDirectness: z
    .enum(DIRECTNESS)
    .describe(
      'The directness where its evidence ends: of who told it on, or of what the document rests on; the first, in ' +
        'this order, of several. That of the chain where it ends at its document.',
    ),
  roots: z
    .array(RootOfChain)
    .max(ROOTS_SHOWN)
    .describe(
      `Who told it on, or the documents that it rests on in the end, the first ${ROOTS_SHOWN}; none where it ends ` +
        'at its document.',
    ),
};
type RootOfChain = z.output<typeof RootOfChain>;
type DerivedRoot = { rootDirectness: Directness; roots: RootOfChain[] };

/** Who told a statement on. */
export type Teller = { id: string; sides: readonly Side[] };

/** The root of a chain of this directness. `tellers`: who told the statement on, the first after the speaker first. */
export const rootDirectnessOf = (
  evidence: Evidence,
  directness: Directness,
  tellers: readonly Teller[],
): DerivedRoot => {
  const end = evidence.cited ?? evidence.recordedIn;
  const atDocument = { rootDirectness: directness, roots: [] };
  // Whoever wrote it needs nobody to tell it on, and rests on nothing for their own words.
  if (directness === 'first-hand') return atDocument;
  if (tellers.length > 0) return chosen([ofTeller(evidence, tellers[0]!)]);
  if (end.roots === null) return atDocument;
  return chosen(end.roots.length === 0 ? [withoutEnd(end)] : end.roots.map((root) => ofRoot(evidence, end, root)));
};

const chosen = (roots: readonly RootOfChain[]): DerivedRoot => ({
  rootDirectness: DIRECTNESS.find((directness) => roots.some((root) => root.directness === directness))!,
  roots: roots.slice(0, ROOTS_SHOWN),
});

const ofRoot = (
  evidence: Evidence,
  end: Document,
  { through, ...root }: NonNullable<Document['roots']>[number],
): RootOfChain => {
  const document = { ...root, roots: null };
  const derived = directnessOf({ ...evidence, recordedIn: document, cited: document });
  const way = [end.source, ...through, root.source].map((id) => `source/${id}`);
  return {
    source: root.source,
    publisher: root.publisher,
    toldBy: null,
    through,
    ...derived,
    because: [because('restsOn', ...way), ...derived.because],
  };
};

const withoutEnd = ({ source }: Document): RootOfChain => ({
  source: null,
  publisher: null,
  toldBy: null,
  through: [],
  ...certain('undetermined', [because('noEnd', `source/${source}`)], 'noEnd'),
});

const ofTeller = (evidence: Evidence, { id, sides }: Teller): RootOfChain => {
  const told: Because[] = [because('toldOn', `actor/${id}`)];
  const times = sidesThrough(sides, evidence.said);
  const derive = (): z.output<z.ZodObject<typeof Derived>> => {
    if (evidence.speakers.some((speaker) => speaker.id === id)) return certain('own-side', told);
    if (times.length === 0) return certain('undetermined', [...told, because('noSide', `actor/${id}`)], 'noSide');
    const at = `statement/${evidence.statement}`;
    const standing = {
      at,
      publisher: id,
      publisherSides: sortedUnique(times.flat()),
      publisherSidesInTurn: inTurn(times),
    };
    return bySides(evidence, standing, told);
  };
  return { source: null, publisher: null, toldBy: id, through: [], ...derive() };
};
