import type { search } from '../../queries/search.ts';
import { TYPE_NAMES } from '../../model/ids.ts';
import { addressOf, withOnly, type Pairs } from './address.ts';
import { A, filled, Name, NextPage, pageOf, Sentence, useTexts } from './context.tsx';
import { SearchBox } from './frame.tsx';
import { spelled } from './fields.tsx';

type Found = Awaited<ReturnType<typeof search>>;

const Types = ({ pairs }: { pairs: Pairs }) => {
  const texts = useTexts();
  const chosen = pairs.find(([name]) => name === 'type')?.[1] ?? '';
  return (
    <ul class="sorts" aria-label={texts.list.filters}>
      <li>
        <A
          to={addressOf('/search', withOnly(pairs, 'type', null))}
          {...(chosen === '' ? { 'aria-current': 'true' } : {})}
        >
          {texts.searchPage.everything}
        </A>
      </li>
      {TYPE_NAMES.map((type) => (
        <li>
          <A
            to={addressOf('/search', withOnly(pairs, 'type', type))}
            {...(chosen === type ? { 'aria-current': 'true' } : {})}
          >
            {texts.types[type]![1]}
          </A>
        </li>
      ))}
    </ul>
  );
};

type Hit = Found['hits'][number];

const Parts = ({ of }: { of: Hit['highlight'][number]['parts'] }) => (
  <bdi>{of.map(({ text, match }) => (match ? <mark>{text}</mark> : text))}</bdi>
);

/** A record that was found: the words are marked in its label, or shown where else they are. */
const HitItem = ({ hit: { type, id, label, field, highlight } }: { hit: Hit }) => {
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
        <span>{texts.types[type]![0]}</span>
        <span>{filled(texts.searchPage.as, { field: spelled(field.replaceAll('.', ' ')).toLowerCase() })}</span>
      </p>
    </li>
  );
};

/** `found`: null where nothing was looked for yet. */
export const SearchPage = ({ q, found, pairs }: { q: string; found: Found | null; pairs: Pairs }) => {
  const texts = useTexts();
  const asked = found === null || found.corrected === null ? pairs : withOnly(pairs, 'q', found.corrected);
  return (
    <>
      <div class="opening">
        <h1>{found === null ? texts.searchPage.title : filled(texts.searchPage.found, { q })}</h1>
        {found === null && <p class="note">{texts.searchPage.hint}</p>}
      </div>
      {found === null ? (
        <SearchBox id="home-q" large />
      ) : (
        <>
          {found.corrected !== null && (
            <p class="lead" role="status">
              <Sentence
                text={texts.searchPage.corrected}
                q={<bdi>{q}</bdi>}
                corrected={<A to={addressOf('/search', asked)}>{found.corrected}</A>}
              />
            </p>
          )}
          <Types pairs={asked} />
          {found.hits.length === 0 && (
            <p class="lead" role="status">
              {filled(texts.searchPage.none, { q })} {texts.searchPage.hint}
            </p>
          )}
          <ol class="items hits">
            {found.hits.map((hit) => (
              <HitItem hit={hit} />
            ))}
          </ol>
          <NextPage to={found.nextCursor && addressOf('/search', [...pairs, ['cursor', found.nextCursor]])} />
        </>
      )}
    </>
  );
};
