import { rangeOf, type ListShown } from '../../queries/list-page.ts';
import { TYPES } from '../../model/types.ts';
import { addressOf, withOnly, type Pairs } from './address.ts';
import { A, filled, grouped, NextPage, useTexts } from './context.tsx';
import { Chips, Facet, FOUND, Narrowing, NarrowingForm, type Narrowed } from './facets.tsx';
import { Item } from './items.tsx';
import { spelled } from './fields.tsx';
import { TimelineFigure } from './timeline.tsx';

type Shown = { list: ListShown; path: string; pairs: Pairs };

/** Parameters that are chosen in the form, and so stand in no chip. */
const formNames = (list: ListShown): string[] => {
  const range = rangeOf(list.type);
  return ['q', ...(range === null ? [] : [range.from, range.to])];
};

const Form = ({ list, path, pairs }: Shown) => {
  const texts = useTexts();
  const range = rangeOf(list.type);
  const own = formNames(list);
  const value = (name: string): string => pairs.find(([other]) => other === name)?.[1] ?? '';
  return (
    <NarrowingForm {...{ path, pairs, own }}>
      <label for="list-q">{texts.list.words}</label>
      <input id="list-q" name="q" value={value('q')} />
      {range !== null && (
        <div class="span">
          {([range.from, range.to] as const).map((name, i) => (
            <div>
              <label for={name}>{i === 0 ? texts.list.from : texts.list.to}</label>
              <input id={name} name={name} value={value(name)} placeholder="2025-02" inputMode="numeric" />
            </div>
          ))}
        </div>
      )}
    </NarrowingForm>
  );
};

const Sorts = ({ list, path, pairs }: Shown) => {
  const texts = useTexts();
  if (list.sorts.length < 2) return null;
  return (
    <ul class="sorts" aria-label={texts.list.sort}>
      <li aria-hidden="true">{texts.list.sort}</li>
      {list.sorts.map((sort) => {
        const name = spelled(sort.replace('-', '')).toLowerCase();
        const told =
          texts.list.sorts[sort] ?? (sort.startsWith('-') ? filled(texts.list.descending, { sort: name }) : name);
        return (
          <li>
            <A
              to={addressOf(path, withOnly(pairs, 'sort', sort))}
              rel="nofollow"
              {...(sort === list.sort ? { 'aria-current': 'true' } : {})}
            >
              {told}
            </A>
          </li>
        );
      })}
    </ul>
  );
};

export const ListPage = (shown: Shown) => {
  const texts = useTexts();
  const { list, path, pairs } = shown;
  const [one, many] = texts.types[list.type];
  const plural = TYPES[list.type].plural;
  const of: Narrowed = {
    path,
    pairs,
    chosen: list.chosen,
    all: (filter) => addressOf(`/facets/${plural}/${filter}`, withOnly(pairs, 'sort', null)),
  };
  const range = rangeOf(list.type);
  return (
    <>
      <div class="opening">
        <h1>{many}</h1>
        <p class="note">{TYPES[list.type].about}</p>
      </div>
      <Chips of={of} filters={list.filters} kept={formNames(list)} />
      <div class="listing">
        <Narrowing>
          <Form {...shown} />
          {list.facets.map((facet) => (
            <Facet {...facet} of={of} />
          ))}
        </Narrowing>
        <section id={FOUND} tabIndex={-1} aria-label={many}>
          <div class="bar">
            <p role="status">
              {filled(texts.list.of, {
                count: grouped(texts, list.total),
                things: (list.total === 1 ? one : many).toLowerCase(),
              })}
            </p>
            <Sorts {...shown} />
          </div>
          {list.timeline !== null && range !== null && (
            <TimelineFigure timeline={list.timeline} range={range} path={path} pairs={pairs} />
          )}
          {list.records.length === 0 ? (
            <p>{pairs.every(([name]) => name === 'sort') ? texts.list.noneYet : texts.list.none}</p>
          ) : (
            <ol class="items">
              {list.records.map((view) => (
                <Item view={view} />
              ))}
            </ol>
          )}
          <NextPage to={list.nextCursor && addressOf(path, [...pairs, ['cursor', list.nextCursor]])} />
        </section>
      </div>
    </>
  );
};
