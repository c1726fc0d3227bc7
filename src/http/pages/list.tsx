import { rangeOf, type Chosen, type ListShown } from '../../queries/list-page.ts';
import type { Filter } from '../../model/types.ts';
import { TYPES } from '../../model/types.ts';
import { addressOf, withOnly, withoutValue, withValue, type Pairs } from './address.ts';
import { A, filled, grouped, Name, NameOf, NextPage, Sentence, useBase, useTexts } from './context.tsx';
import { Item } from './items.tsx';
import { spelled } from './fields.tsx';
import type { Texts } from './texts.ts';

type Shown = { list: ListShown; path: string; pairs: Pairs };

/** A value of a filter in words, where it is none of a record. */
export const wordOf = (texts: Texts, filter: string, value: string): string => {
  const words: Record<string, Record<string, string>> = {
    directness: texts.directness,
    everyDirectness: texts.directness,
    mode: texts.modes,
    verification: texts.verification,
    status: texts.verification,
    kind: texts.kinds,
  };
  return words[filter]?.[value] ?? texts.yesNo[value] ?? value;
};

export const filterName = (texts: Texts, name: string): string => texts.filters[name] ?? spelled(name);

const ValueName = ({ filter, value, label }: { filter: Filter; value: string; label?: string }) => {
  const texts = useTexts();
  if ('ref' in filter.kind)
    return label === undefined ? <NameOf type={filter.kind.ref} id={value} /> : <Name>{label}</Name>;
  return <>{wordOf(texts, filter.name, value)}</>;
};

/** How many values of a facet are shown before it is unfolded further. */
const FIRST = 7;

const Facet = ({
  filter,
  counts,
  shown: { path, pairs, list },
}: {
  filter: Filter;
  counts: ListShown['facets'][number]['counts'];
  shown: Shown;
}) => {
  const texts = useTexts();
  const open = counts.filter(({ id }) =>
    list.chosen.every((chosen) => chosen.filter !== filter.name || chosen.value !== id),
  );
  if (open.length === 0) return null;
  const values = (some: typeof counts) => (
    <ul>
      {some.map(({ id, label, count }) => (
        <li>
          <A to={addressOf(path, withValue(pairs, filter.name, id))} rel="nofollow">
            <ValueName filter={filter} value={id} label={label} />
          </A>
          <span class="count">{grouped(texts, count)}</span>
        </li>
      ))}
    </ul>
  );
  return (
    <details class="facet" open>
      <summary>{filterName(texts, filter.name)}</summary>
      {values(open.slice(0, FIRST))}
      {open.length > FIRST && (
        <details>
          <summary>{filled(texts.list.facetMore, { count: open.length - FIRST })}</summary>
          {values(open.slice(FIRST))}
        </details>
      )}
    </details>
  );
};

const Chip = ({ chosen, filter, shown: { path, pairs } }: { chosen: Chosen; filter: Filter; shown: Shown }) => {
  const texts = useTexts();
  const name = filterName(texts, chosen.filter);
  return (
    <li>
      <A class="chip" to={addressOf(path, withoutValue(pairs, chosen.filter, chosen.value))} rel="nofollow">
        <span>
          {name}:{' '}
          <Sentence text={texts.list.forms[chosen.form]} value={<ValueName filter={filter} value={chosen.value} />} />
        </span>
        <span aria-hidden="true">×</span>
        <span class="unseen">{texts.list.remove}</span>
      </A>
    </li>
  );
};

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
    <form action={`${useBase()}${path}`} method="get">
      {pairs
        .filter(([name]) => !own.includes(name))
        .map(([name, given]) => (
          <input type="hidden" name={name} value={given} />
        ))}
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
      <button type="submit">{texts.list.apply}</button>
    </form>
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
        const told = sort.startsWith('-') ? filled(texts.list.descending, { sort: name }) : name;
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
  const [one, many] = texts.types[list.type]!;
  const filters = new Map(list.facets.map(({ filter }) => [filter.name, filter]));
  const chips = list.chosen.flatMap((chosen) => {
    const filter = filters.get(chosen.filter) ?? list.filters.get(chosen.filter);
    return filter === undefined ? [] : [{ chosen, filter }];
  });
  const kept = formNames(list);
  return (
    <>
      <div class="opening">
        <h1>{many}</h1>
        <p class="note">{TYPES[list.type].about}</p>
      </div>
      {chips.length > 0 && (
        <ul class="chips" aria-label={texts.list.chosen}>
          {chips.map((chip) => (
            <Chip {...chip} shown={shown} />
          ))}
          {chips.length > 1 && (
            <li>
              <A
                class="chip"
                to={addressOf(
                  path,
                  pairs.filter(([name]) => kept.includes(name)),
                )}
              >
                {texts.list.clear}
              </A>
            </li>
          )}
        </ul>
      )}
      <div class="listing">
        <aside class="filters" aria-label={texts.list.filters}>
          <Form {...shown} />
          {list.facets.map((facet) => (
            <Facet {...facet} shown={shown} />
          ))}
        </aside>
        <section aria-label={many}>
          <div class="bar">
            <p role="status">
              {filled(texts.list.of, {
                count: grouped(texts, list.total),
                things: (list.total === 1 ? one : many).toLowerCase(),
              })}
            </p>
            <Sorts {...shown} />
          </div>
          {list.records.length === 0 ? (
            <p>{texts.list.none}</p>
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
