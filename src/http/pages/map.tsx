import type { LinkMap } from '../../queries/map.ts';
import { filtersOf } from '../../model/types.ts';
import type { Chosen } from '../../queries/list-page.ts';
import { addressOf, withOnly, withoutValue, withValue, type Pairs } from './address.ts';
import { A, counted, filled, grouped, NameOf, Ref, ruleText, useTexts } from './context.tsx';
import { Facet, filterName, FOUND, Narrowing, NarrowingForm } from './facets.tsx';

/** How dark a cell is, of three shades: by powers, since the numbers differ by as much. */
const heat = (count: number, most: number): string =>
  `heat${Math.min(3, 1 + Math.floor((3 * Math.log(count)) / Math.log(most + 1)))}`;

const PATH = '/map';

/** How far the table reaches: what leads on, and back to where it begins. */
const Further = ({ map, pairs }: { map: LinkMap; pairs: Pairs }) => {
  const texts = useTexts();
  const to = (name: string, cursor: string | null) => addressOf(PATH, withOnly(pairs, name, cursor));
  const begun = (name: string): boolean => pairs.some(([other]) => other === name);
  const words = texts.map.further;
  const ways = (['regions', 'forums'] as const).flatMap((name) => {
    const next = name === 'regions' ? map.nextRegions : map.nextForums;
    return [
      ...(begun(name) ? [<A to={to(name, null)}>{words[name][0]}</A>] : []),
      ...(next === null
        ? []
        : [
            <A to={to(name, next)} rel="next">
              {words[name][1]}
            </A>,
          ]),
    ];
  });
  return ways.length === 0 ? null : <p class="paging">{ways}</p>;
};

/** Forms and links that narrow the table down; what they lead to begins at its first row and column. */
const MapFilters = ({ map, pairs }: { map: LinkMap; pairs: Pairs }) => {
  const texts = useTexts();
  const chosen = pairs.filter(([name]) => name !== 'regions' && name !== 'forums');
  const value = (name: string): string => chosen.find(([other]) => other === name)?.[1] ?? '';
  const rules = value('rule') === '' ? [] : value('rule').split(',');
  const names = ['regionName', 'forumName'] as const;
  return (
    <Narrowing>
      <NarrowingForm path={PATH} pairs={chosen} own={names}>
        {names.map((name) => (
          <>
            <label for={name}>{texts.map[name]}</label>
            <input id={name} name={name} value={value(name)} />
          </>
        ))}
      </NarrowingForm>
      <Facet
        filter={filtersOf('region').get('broader')!}
        counts={map.within}
        size={map.within.length}
        of={{ path: PATH, pairs: chosen, chosen: chosenOf(chosen), all: () => PATH }}
      />
      <details class="facet" open>
        <summary>{texts.map.rulesTitle}</summary>
        <ul>
          {Object.entries(texts.rules)
            .filter(([rule]) => !rules.includes(rule))
            .map(([rule, word]) => (
              <li>
                <A to={addressOf(PATH, withValue(chosen, 'rule', rule))} rel="nofollow">
                  {word}
                </A>
              </li>
            ))}
        </ul>
      </details>
    </Narrowing>
  );
};

/** What was chosen of what has no form. */
const chosenOf = (pairs: Pairs): Chosen[] =>
  pairs.flatMap(([filter, values]) =>
    filter === 'broader' ? values.split(',').map((value): Chosen => ({ filter, value, form: 'any' })) : [],
  );

/** What narrows the table down, and has a chip each. */
const CHOICES: readonly string[] = ['broader', 'regionName', 'forumName', 'rule'];

const MapChips = ({ pairs }: { pairs: Pairs }) => {
  const texts = useTexts();
  const chosen = pairs.filter(([name]) => name !== 'regions' && name !== 'forums');
  const each = chosen
    .filter(([name]) => CHOICES.includes(name))
    .flatMap(([name, values]) => values.split(',').map((value) => [name, value] as const));
  if (each.length === 0) return null;
  return (
    <ul class="chips" aria-label={texts.list.chosen}>
      {each.map(([name, value]) => (
        <li>
          <A class="chip" to={addressOf(PATH, withoutValue(chosen, name, value))} rel="nofollow">
            <span>
              {name === 'rule' ? (
                ruleText(texts, value)
              ) : (
                <>
                  {name === 'broader' ? filterName(texts, name) : texts.map[name as 'regionName']}:{' '}
                  {name === 'broader' ? <NameOf type="region" id={value} /> : <bdi>{value}</bdi>}
                </>
              )}
            </span>
            <span aria-hidden="true">×</span>
            <span class="unseen">{texts.list.remove}</span>
          </A>
        </li>
      ))}
    </ul>
  );
};

export const MapPage = ({ map, pairs }: { map: LinkMap; pairs: Pairs }) => {
  const texts = useTexts();
  const most = Math.max(...[...map.counts.values()].map(({ count }) => count), 1);
  const rule = pairs.find(([name]) => name === 'rule')?.[1];
  return (
    <>
      <div class="opening">
        <h1>{texts.map.title}</h1>
        <p class="lead">{texts.map.lead}</p>
      </div>
      <MapChips pairs={pairs} />
      <div class="listing">
        <MapFilters map={map} pairs={pairs} />
        <section id={FOUND} tabIndex={-1} aria-label={texts.map.title}>
          {map.counts.size === 0 ? (
            <p role="status">{pairs.length === 0 ? texts.map.empty : texts.list.none}</p>
          ) : (
            <div class="scroll" tabIndex={0} role="region" aria-label={texts.map.table}>
              <table class="matrix" aria-label={texts.map.table}>
                <thead>
                  <tr>
                    <td />
                    {map.forums.map(({ id }) => (
                      <th scope="col">
                        <Ref type="forum" id={id} />
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {map.regions.map((region) => (
                    <tr>
                      <th scope="row">
                        <Ref type="region" id={region.id} />
                      </th>
                      {map.forums.map((forum) => {
                        const cell = map.counts.get(`${forum.id} ${region.id}`);
                        return cell === undefined ? (
                          <td />
                        ) : (
                          <td class={heat(cell.count, most)}>
                            <A
                              to={`/regions/${region.id}/forums/${forum.id}/evidence${rule === undefined ? '' : `?rule=${rule}`}`}
                              aria-label={filled(texts.map.cell, {
                                forum: forum.label,
                                region: region.label,
                                count: counted(texts, 'piece', cell.count),
                              })}
                              title={cell.rules.map((each) => ruleText(texts, each)).join('; ')}
                            >
                              {grouped(texts, cell.count)}
                            </A>
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <Further map={map} pairs={pairs} />
        </section>
      </div>
    </>
  );
};
