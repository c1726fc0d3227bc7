import type { VNode } from 'preact';
import type { Key } from '../../model/ids.ts';
import { STANCES, type Stance as StanceName } from '../../model/stance.ts';
import type { relation } from '../../model/types/relation.ts';
import type { ViewOf } from '../../model/define.ts';
import type { Position } from '../../queries/position.ts';
import type { Beginning } from '../../queries/related.ts';
import { A, filled, Name, NameOf, pageOf, Ref, Sentence, Time, useTexts } from './context.tsx';
import { Directness } from './directness.tsx';
import { Stance } from './stance.tsx';

export type RelationView = ViewOf<typeof relation>;

/** The kinds that stand against what they are about; the others stand for it, or beside it. */
const AGAINST: readonly string[] = ['disputes', 'corrects', 'retracts'];

const isEnd = (end: Key, of: Key): boolean => end.type === of.type && end.id === of.id;

const Related = ({ of, relation }: { of: Key; relation: RelationView }) => {
  const { relations } = useTexts();
  const outward = isEnd(relation.from, of);
  const other = outward ? relation.to : relation.from;
  const [forth, back] = relations.kinds[relation.kind] ?? [relation.kind, relation.kind];
  return (
    <li>
      <span class="step">{outward ? forth : back}</span>
      <Ref type={other.type} id={other.id} />
      <p class="people">
        <A to={`/relations/${relation.id}`}>
          <Sentence text={relations.as} author={<NameOf type="actor" id={relation.author} />} />
        </A>
      </p>
    </li>
  );
};

/** What somebody holds: the latest, or the only one that is known where none has a date. */
const heldBy = ({ latest, counts, uncertain }: Position): StanceName | null => {
  const [only, ...others] = STANCES.filter((stance) => counts[stance] > 0);
  return latest ?? (uncertain || others.length > 0 ? null : (only ?? null));
};

/** Somebody who takes a stance, with how near stands what tells of it. */
const Holder = ({ position }: { position: Position }) => {
  const { positions } = useTexts();
  const { actor, since, stances } = position;
  return (
    <li>
      <A to={pageOf('actor', actor.id)}>
        <Name>{actor.label}</Name>
      </A>{' '}
      <Stance of={heldBy(position)!} />
      <p class="people">
        {since !== null && (
          <span>
            <Sentence text={positions.since} date={<Time at={since} />} />
          </span>
        )}
        {[...new Set(stances.flatMap(({ directness }) => directness))].map((directness) => (
          <Directness of={directness} />
        ))}
      </p>
    </li>
  );
};

/** How many on each side are shown before the rest is unfolded. */
const FIRST = 5;

/** The first of them, and the rest folded. */
const Some = ({ of }: { of: readonly VNode[] }) => {
  const texts = useTexts();
  return (
    <>
      <ul class="plain">{of.slice(0, FIRST)}</ul>
      {of.length > FIRST && (
        <details>
          <summary>{filled(texts.list.facetMore, { count: of.length - FIRST })}</summary>
          <ul class="plain">{of.slice(FIRST)}</ul>
        </details>
      )}
    </>
  );
};

/**
 * What stands for something and what against it, side by side: those who affirm, deny and doubt it, and what is related
 * to it.
 */
export const Relations = ({
  of,
  relations: { records },
  positions = [],
}: {
  of: Key;
  relations: Beginning<RelationView>;
  positions?: readonly Position[];
}) => {
  const { relations } = useTexts();
  // A side stands for those who speak for it.
  const speakers = positions.filter((position) => position.as === 'speaker' && heldBy(position) !== null);
  const sides = [
    [
      'for',
      records.filter(({ kind }) => !AGAINST.includes(kind)),
      speakers.filter((position) => heldBy(position) === 'affirms'),
    ],
    [
      'against',
      records.filter(({ kind }) => AGAINST.includes(kind)),
      speakers.filter((position) => heldBy(position) !== 'affirms'),
    ],
  ] as const;
  return (
    <section aria-labelledby="relations">
      <h2 id="relations">{relations.title}</h2>
      <div class="two">
        {sides.map(([side, items, holders]) => (
          <div class={side}>
            <h3>{relations[side]}</h3>
            {items.length + holders.length === 0 ? (
              <p class="note">{relations.none[side]}</p>
            ) : (
              <Some
                of={[
                  ...holders.map((position) => <Holder position={position} />),
                  ...items.map((item) => <Related of={of} relation={item} />),
                ]}
              />
            )}
          </div>
        ))}
      </div>
    </section>
  );
};
