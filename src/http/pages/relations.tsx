import type { Key } from '../../model/ids.ts';
import type { relation } from '../../model/types/relation.ts';
import type { ViewOf } from '../../model/define.ts';
import type { Beginning } from '../../queries/related.ts';
import { A, NameOf, Ref, Sentence, useTexts } from './context.tsx';

export type RelationView = ViewOf<typeof relation>;

/** The kinds that stand against what they are about; the others stand for it, or beside it. */
const AGAINST: readonly string[] = ['disputes', 'corrects', 'retracts'];

const isEnd = (end: Key, of: Key): boolean => end.type === of.type && end.id === of.id;

const Item = ({ of, relation }: { of: Key; relation: RelationView }) => {
  const { relations } = useTexts();
  const outward = isEnd(relation.from, of);
  const other = outward ? relation.to : relation.from;
  const [forth, back] = relations.kinds[relation.kind] ?? [relation.kind, relation.kind];
  return (
    <li>
      <span class="step">{outward ? forth : back}</span>
      <Ref type={other.type} id={other.id} />
      <small>
        {' '}
        <A to={`/relations/${relation.id}`}>
          <Sentence text={relations.as} author={<NameOf type="actor" id={relation.author} />} />
        </A>
      </small>
    </li>
  );
};

/** What stands for something and what against it, side by side. */
export const Relations = ({ of, relations: { records } }: { of: Key; relations: Beginning<RelationView> }) => {
  const { relations } = useTexts();
  const sides = [
    [relations.for, records.filter(({ kind }) => !AGAINST.includes(kind))],
    [relations.against, records.filter(({ kind }) => AGAINST.includes(kind))],
  ] as const;
  return (
    <section aria-labelledby="relations">
      <h2 id="relations">{relations.title}</h2>
      <div class="two">
        {sides.map(([title, items]) => (
          <div>
            <h3>{title}</h3>
            {items.length === 0 ? (
              <p class="note">{title === relations.against ? relations.none : '–'}</p>
            ) : (
              <ul class="plain">
                {items.map((item) => (
                  <Item of={of} relation={item} />
                ))}
              </ul>
            )}
          </div>
        ))}
      </div>
    </section>
  );
};
