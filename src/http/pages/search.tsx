import type { SearchShown } from '../../queries/search-page.ts';
import type { BaseView } from '../../model/define.ts';
import { keyText, TYPE_NAMES, type TypeName } from '../../model/ids.ts';
import { filtersOf, TYPES } from '../../model/types.ts';
import { addressOf, withOnly, type Pairs } from './address.ts';
import { A, filled, grouped, Name, NextPage, pageOf, Sentence, useTexts } from './context.tsx';
import { Chips, Facet, FOUND, Narrowing, type Narrowed } from './facets.tsx';
import { SearchBox } from './frame.tsx';
import { Beside } from './items.tsx';
import { spelled } from './fields.tsx';
import type { Texts } from './texts.ts';

/** The types that hits are of, with how many there are of each. */
const Types = ({ pairs, byType }: { pairs: Pairs; byType: ReadonlyMap<string, number> }) => {
  const texts = useTexts();
  const chosen = pairs.find(([name]) => name === 'type')?.[1] ?? '';
  const current = (type: string) => (chosen === type ? { 'aria-current': 'true' } : {});
  // What narrows one type down means nothing of another.
  const of = (type: string | null): string =>
    addressOf('/search', [
      ...pairs.filter(([name]) => name === 'q' || name === 'language'),
      ...(type === null ? [] : [['type', type] as const]),
    ]);
  return (
    <ul class="sorts" aria-label={texts.searchPage.types}>
      <li>
        <A to={of(null)} {...current('')}>
          {texts.searchPage.everything}
        </A>
      </li>
      {TYPE_NAMES.filter((type) => byType.has(type) || type === chosen).map((type) => (
        <li>
          <A to={of(type)} {...current(type)}>
            {texts.types[type][1]}
          </A>{' '}
          <span class="count">{grouped(texts, byType.get(type) ?? 0)}</span>
        </li>
      ))}
    </ul>
  );
};

type Hit = SearchShown['found']['hits'][number];

const Parts = ({ of }: { of: Hit['highlight'][number]['parts'] }) => (
  <bdi>{of.map(({ text, match }) => (match ? <mark>{text}</mark> : text))}</bdi>
);

/** Where a hit has the words: the fields from the outermost inwards. */
const fieldWords = ({ fields }: Texts, path: string): string =>
  path
    .split('.')
    .map((name) => (fields[name] ?? spelled(name)).toLowerCase())
    .join(', ');

/** A record that was found: the words are marked in its label, or shown where else they are. `view`: null where it is gone meanwhile. */
const HitItem = ({ hit: { type, id, label, field, highlight }, view }: { hit: Hit; view: BaseView | null }) => {
  const texts = useTexts();
  const textOf = ({ parts }: Hit['highlight'][number]): string => parts.map(({ text }) => text).join('');
  const inLabel = highlight.find((each) => textOf(each) === label);
  return (
    <li class="item">
      <A to={pageOf(type, id)} class="title">
        {inLabel === undefined ? <Name>{label}</Name> : <Parts of={inLabel.parts} />}
      </A>
      {highlight
        .filter((each) => textOf(each) !== label)
        .map(({ parts }) => (
          <blockquote class="words" dir="auto">
            <Parts of={parts} />
          </blockquote>
        ))}
      <p>
        <span>{texts.types[type][0]}</span>
        {view !== null && <Beside view={view} />}
        {field !== 'label' && <span>{filled(texts.searchPage.as, { field: fieldWords(texts, field) })}</span>}
      </p>
    </li>
  );
};

const HitList = ({ of, views }: { of: readonly Hit[]; views: SearchShown['views'] }) => (
  <ol class="items hits">
    {of.map((hit) => (
      <HitItem hit={hit} view={views.get(keyText(hit)) ?? null} />
    ))}
  </ol>
);

const Hits = ({ shown: { found, views }, pairs }: { shown: SearchShown; pairs: Pairs }) => (
  <>
    {found.hits.length > 0 && <HitList of={found.hits} views={views} />}
    <NextPage to={found.nextCursor && addressOf('/search', [...pairs, ['cursor', found.nextCursor]])} />
  </>
);

/** Hits of one type, with what narrows them down beside them. */
const HitsOfType = ({ shown, type, pairs }: { shown: SearchShown; type: TypeName; pairs: Pairs }) => {
  const texts = useTexts();
  const of: Narrowed = {
    path: '/search',
    pairs,
    chosen: shown.chosen,
    all: (filter) =>
      addressOf(
        `/facets/${TYPES[type].plural}/${filter}`,
        pairs.filter(([name]) => name !== 'type' && name !== 'language'),
      ),
  };
  return (
    <>
      <Chips of={of} filters={filtersOf(type)} kept={['q', 'type', 'language']} />
      <div class="listing">
        <Narrowing>
          {shown.facets.map((facet) => (
            <Facet {...facet} of={of} />
          ))}
        </Narrowing>
        <section id={FOUND} tabIndex={-1} aria-label={texts.types[type][1]}>
          <Hits shown={shown} pairs={pairs} />
        </section>
      </div>
    </>
  );
};

/** `shown`: null where nothing was looked for yet. */
export const SearchPage = ({ q, shown, pairs }: { q: string; shown: SearchShown | null; pairs: Pairs }) => {
  const texts = useTexts();
  if (shown === null)
    return (
      <>
        <div class="opening">
          <h1>{texts.searchPage.title}</h1>
          <p class="note">{texts.searchPage.hint}</p>
        </div>
        <SearchBox id="home-q" large />
      </>
    );
  const { found, type, byType } = shown;
  const asked = found.corrected === null ? pairs : withOnly(pairs, 'q', found.corrected);
  return (
    <>
      <div class="opening">
        <h1>{filled(texts.searchPage.found, { q })}</h1>
      </div>
      {found.corrected !== null && (
        <p class="lead" role="status">
          <Sentence
            text={texts.searchPage.corrected}
            q={<bdi>{q}</bdi>}
            corrected={<A to={addressOf('/search', asked)}>{found.corrected}</A>}
          />
        </p>
      )}
      <Types pairs={asked} byType={byType} />
      {found.hits.length === 0 && (
        <p class="lead" role="status">
          {filled(shown.nearest.length > 0 ? texts.searchPage.some : texts.searchPage.none, { q })}
          {shown.nearest.length === 0 && ` ${texts.searchPage.hint}`}
        </p>
      )}
      {shown.nearest.length > 0 && <HitList of={shown.nearest} views={shown.views} />}
      {type === null || (found.hits.length === 0 && shown.chosen.length === 0) ? (
        <Hits shown={shown} pairs={pairs} />
      ) : (
        <HitsOfType shown={shown} type={type} pairs={pairs} />
      )}
    </>
  );
};
