import type { TypeName } from '../../model/ids.ts';
import type { Overview } from '../../queries/overview.ts';
import { TYPES } from '../../model/types.ts';
import { A, filled, grouped, useTexts } from './context.tsx';
import { Bars } from './bars.tsx';
import { Directness } from './directness.tsx';
import { SearchBox } from './frame.tsx';
import { Item } from './items.tsx';

const QUESTIONS = {
  trail: '/claims',
  changed: '/positions',
  sources: '/sources',
  map: '/map',
  cite: '/statements',
  counterpart: '/statements?everyDirectness=counterpart',
  unfounded: '/statements?has=!citation',
  ways: '/paths',
} as const;

const COUNTED: readonly TypeName[] = [
  'statement',
  'claim',
  'actor',
  'source',
  'passage',
  'citation',
  'event',
  'forum',
  'region',
  'topic',
];

const Empty = () => {
  const { home } = useTexts();
  return (
    <section aria-labelledby="empty" class="empty">
      <h2 id="empty">{home.empty}</h2>
      <p>{home.emptyHow}</p>
      <pre tabIndex={0}>
        <code>{[home.emptySeed, home.emptyImport, home.emptyNew].map((command) => `npx ${command}`).join('\n')}</code>
      </pre>
      <p class="note">{home.emptyDocs}</p>
    </section>
  );
};

export const HomePage = ({ overview }: { overview: Overview }) => {
  const texts = useTexts();
  const { home } = texts;
  const all = overview.counts.statement;
  return (
    <>
      <div class="opening wide">
        <h1 class="display">{texts.tagline}</h1>
        <p class="lead">{home.lead}</p>
        <SearchBox id="home-q" large />
      </div>
      {Object.values(overview.counts).every((count) => count === 0) ? (
        <Empty />
      ) : (
        <div class="columns">
          <div>
            <section aria-labelledby="questions">
              <h2 id="questions">{home.questions}</h2>
              <ul class="questions">
                {Object.entries(QUESTIONS).map(([name, to]) => (
                  <li>
                    <A to={to}>{home.ask[name as keyof typeof QUESTIONS][0]}</A>
                    <small>{home.ask[name as keyof typeof QUESTIONS][1]}</small>
                  </li>
                ))}
              </ul>
            </section>
            <section aria-labelledby="evidence">
              <h2 id="evidence">{home.evidence}</h2>
              <p class="note">{home.evidenceMeans}</p>
              <Bars
                all={all}
                of={overview.directness.map(({ id, count }) => ({
                  count,
                  to: `/statements?directness=${id}`,
                  label: <Directness of={id} />,
                  tone: id,
                }))}
              />
              <p>
                <A to="/coverage">{texts.coverage.title}</A>
              </p>
            </section>
          </div>
          <section aria-labelledby="latest">
            <h2 id="latest">{home.latest}</h2>
            <ul class="items">
              {overview.latest.map((view) => (
                <Item view={view} />
              ))}
            </ul>
            <p class="paging">
              <A to="/statements">{filled(home.all, { things: texts.types['statement'][1].toLowerCase() })}</A>
            </p>
          </section>
          <section aria-labelledby="in-it" class="wide">
            <h2 id="in-it">{home.inIt}</h2>
            <ul class="counts">
              {COUNTED.map((type) => (
                <li>
                  <A to={`/${TYPES[type].plural}`}>
                    <strong>{grouped(texts, overview.counts[type])}</strong>{' '}
                    {texts.types[type][overview.counts[type] === 1 ? 0 : 1]}
                  </A>
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </>
  );
};
