import type { ComponentChildren } from 'preact';
import type { Filter } from '../../model/types.ts';
import type { Chosen, FacetShown } from '../../queries/list-page.ts';
import type { FacetCount } from '../../store/port.ts';
import { addressOf, withoutValue, withValue, type Pairs } from './address.ts';
import { A, filled, grouped, Name, NameOf, NextPage, Sentence, useBase, useTexts } from './context.tsx';
import { spelled, workKind } from './fields.tsx';
import type { Texts } from './texts.ts';

/*
 * What narrows a list down: the values of its facets with their counts, and what was chosen of them.
 */

/** Where a list is, what is chosen of it, and where all values of a facet of it are. */
export type Narrowed = {
  path: string;
  pairs: Pairs;
  chosen: readonly Chosen[];
  all: (filter: string) => string;
};

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
  if (filter === 'cslType') return workKind(texts, value);
  return words[filter]?.[value] ?? texts.values[filter]?.[value] ?? texts.yesNo[value] ?? value;
};

export const filterName = (texts: Texts, name: string): string => texts.filters[name] ?? spelled(name);

const ValueName = ({ filter, value, label }: { filter: Filter; value: string; label?: string }) => {
  const texts = useTexts();
  if ('ref' in filter.kind)
    return label === undefined ? <NameOf type={filter.kind.ref} id={value} /> : <Name>{label}</Name>;
  return <>{wordOf(texts, filter.name, value)}</>;
};

const Values = ({
  filter,
  counts,
  path,
  pairs,
}: {
  filter: Filter;
  counts: readonly FacetCount[];
  path: string;
  pairs: Pairs;
}) => {
  const texts = useTexts();
  return (
    <ul>
      {counts.map(({ id, label, count }) => (
        <li>
          <A to={addressOf(path, withValue(pairs, filter.name, id))} rel="nofollow">
            <ValueName filter={filter} value={id} label={label} />
          </A>{' '}
          <span class="count">{grouped(texts, count)}</span>
        </li>
      ))}
    </ul>
  );
};

/** How many values of a facet are shown before it is unfolded further. */
const FIRST = 7;

export const Facet = ({ filter, counts, size, of }: FacetShown & { of: Narrowed }) => {
  const texts = useTexts();
  const { path, pairs, chosen, all } = of;
  const open = counts.filter(({ id }) => chosen.every((each) => each.filter !== filter.name || each.value !== id));
  if (open.length === 0) return null;
  const shown = { filter, path, pairs };
  return (
    <details class="facet" open>
      <summary>{filterName(texts, filter.name)}</summary>
      <Values {...shown} counts={open.slice(0, FIRST)} />
      {open.length > FIRST && (
        <details>
          <summary>{filled(texts.list.facetMore, { count: open.length - FIRST })}</summary>
          <Values {...shown} counts={open.slice(FIRST)} />
        </details>
      )}
      {size > counts.length && (
        <A class="all" to={all(filter.name)} rel="nofollow">
          {filled(texts.list.facetAll, { count: grouped(texts, size) })}
        </A>
      )}
    </details>
  );
};

const Chip = ({ chosen, filter, of: { path, pairs } }: { chosen: Chosen; filter: Filter; of: Narrowed }) => {
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

/** What was chosen; `kept`: parameters that stay where all of it is taken away. */
export const Chips = ({
  of,
  filters,
  kept,
}: {
  of: Narrowed;
  filters: ReadonlyMap<string, Filter>;
  kept: readonly string[];
}) => {
  const texts = useTexts();
  if (of.chosen.length === 0) return null;
  return (
    <ul class="chips" aria-label={texts.list.chosen}>
      {of.chosen.map((chosen) => (
        <Chip chosen={chosen} filter={filters.get(chosen.filter)!} of={of} />
      ))}
      {of.chosen.length > 1 && (
        <li>
          <A
            class="chip"
            to={addressOf(
              of.path,
              of.pairs.filter(([name]) => kept.includes(name)),
            )}
          >
            {texts.list.clear}
          </A>
        </li>
      )}
    </ul>
  );
};

/** The id of what is narrowed down: who goes by the keyboard passes over all that it can be narrowed down by. */
export const FOUND = 'found';

/**
 * What narrows a list down, beside it where there is room; else before it, folded. The sign to unfold it stands before
 * what it unfolds, so that a style sheet alone can leave it out where nothing is folded.
 */
export const Narrowing = ({ children }: { children: ComponentChildren }) => {
  const texts = useTexts();
  return (
    <div class="narrowing">
      <details class="unfolding">
        <summary>{texts.list.filters}</summary>
      </details>
      <aside class="filters" aria-label={texts.list.filters}>
        <a class="skip" href={`#${FOUND}`}>
          {texts.list.skip}
        </a>
        {children}
      </aside>
    </div>
  );
};

/** A form beside a list: `own` parameters have their fields in it, and the others that were given stay as they are. */
export const NarrowingForm = ({
  path,
  pairs,
  own,
  children,
}: {
  path: string;
  pairs: Pairs;
  own: readonly string[];
  children: ComponentChildren;
}) => {
  const texts = useTexts();
  return (
    <form action={`${useBase()}${path}`} method="get">
      {pairs
        .filter(([name]) => !own.includes(name))
        .map(([name, given]) => (
          <input type="hidden" name={name} value={given} />
        ))}
      {children}
      <button type="submit">{texts.list.apply}</button>
    </form>
  );
};

/** All values of one facet, a page of them. */
export const FacetPage = ({
  filter,
  counts,
  total,
  things,
  path,
  pairs,
  next,
}: {
  filter: Filter;
  counts: readonly FacetCount[];
  total: number;
  things: string;
  path: string;
  pairs: Pairs;
  next: string | null;
}) => {
  const texts = useTexts();
  return (
    <>
      <div class="opening">
        <h1>{filled(texts.list.facetTitle, { filter: filterName(texts, filter.name).toLowerCase(), things })}</h1>
        <p class="note" role="status">
          {filled(texts.list.facetValues, { count: grouped(texts, total) })}{' '}
          <A to={addressOf(path, pairs)}>{filled(texts.list.facetBack, { things: things.toLowerCase() })}</A>
        </p>
      </div>
      <div class="facet values">
        <Values filter={filter} counts={counts} path={path} pairs={pairs} />
      </div>
      <NextPage to={next} />
    </>
  );
};
