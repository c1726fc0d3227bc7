import type { search } from '../../queries/search.ts';
import { TYPE_NAMES } from '../../model/ids.ts';
import { addressOf, withOnly, type Pairs } from './address.ts';
import { A, filled, Name, pageOf, useTexts } from './context.tsx';
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

/** `found`: null where nothing was looked for yet. */
export const SearchPage = ({ q, found, pairs }: { q: string; found: Found | null; pairs: Pairs }) => {
  const texts = useTexts();
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
          <Types pairs={pairs} />
          {found.hits.length === 0 && (
            <p class="lead" role="status">
              {filled(texts.searchPage.none, { q })} {texts.searchPage.hint}
            </p>
          )}
          <ol class="items hits">
            {found.hits.map(({ type, id, label, field }) => (
              <li class="item">
                <A to={pageOf(type, id)} class="title">
                  <Name>{label}</Name>
                </A>
                <p>
                  <span>{texts.types[type]![0]}</span>
                  <span>
                    {filled(texts.searchPage.as, { field: spelled(field.replaceAll('.', ' ')).toLowerCase() })}
                  </span>
                </p>
              </li>
            ))}
          </ol>
          {found.nextCursor !== null && (
            <p class="paging">
              <A to={addressOf('/search', [...pairs, ['cursor', found.nextCursor]])} rel="next">
                {texts.list.next}
              </A>
            </p>
          )}
        </>
      )}
    </>
  );
};
