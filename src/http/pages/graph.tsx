import type { BaseView } from '../../model/define.ts';
import type { Key } from '../../model/ids.ts';
import { listReferring, type Referring } from '../../queries/around.ts';
import type { Neighbourhood } from '../../queries/neighbourhood.ts';
import { A, filled, grouped, Name, pageOf, Ref, referenceText, useTexts } from './context.tsx';
import { WayForm } from './ways.tsx';

export type GraphShown = {
  key: Key;
  view: BaseView;
  near: Neighbourhood;
  groups: readonly Referring[];
};

export const GraphPage = ({ shown: { key, view, near, groups } }: { shown: GraphShown }) => {
  const texts = useTexts();
  return (
    <>
      <div class="opening">
        <p class="kicker">
          <Ref type={key.type} id={key.id} />
        </p>
        <h1>{filled(texts.graph.title, { label: view.label })}</h1>
        <p class="lead">{texts.graph.lead}</p>
      </div>
      <div
        id="graph"
        data-type={key.type}
        data-id={key.id}
        data-label={view.label}
        data-hint={texts.graph.expand}
        data-shown={texts.graph.shown}
        data-failed={texts.graph.failed}
        data-references={JSON.stringify(texts.references)}
      />
      <ul class="legend" aria-label={texts.graph.legend}>
        {(['actor', 'statement', 'claim', 'source', 'event'] as const).map((type) => (
          <li class={type}>{texts.graph.kinds[type]}</li>
        ))}
      </ul>
      <section aria-labelledby="near">
        <h2 id="near">{texts.around}</h2>
        <dl class="fields">
          {groups.map((group) => {
            const items = near.items.filter(
              ({ direction, field, record }) =>
                direction === group.direction && field === group.field && record.type === group.type,
            );
            const list = group.direction === 'in' ? listReferring(group, key.id) : null;
            const title = `${grouped(texts, group.count)} ${texts.types[group.type][group.count === 1 ? 0 : 1].toLowerCase()}`;
            return (
              <div>
                <dt>
                  {referenceText(texts, { ...group, type: group.direction === 'out' ? key.type : group.type })}{' '}
                  {list === null ? title : <A to={list}>{title}</A>}
                </dt>
                <dd>
                  <ul class="plain">
                    {items.map(({ record }) => (
                      <li>
                        <A to={pageOf(record.type, record.id)}>
                          <Name>{record.label}</Name>
                        </A>{' '}
                        <small>
                          <A
                            class="around-it"
                            to={`/graph?from=${record.type}/${record.id}`}
                            aria-label={filled(texts.graph.title, { label: record.label })}
                          >
                            →
                          </A>
                        </small>
                      </li>
                    ))}
                  </ul>
                </dd>
              </div>
            );
          })}
        </dl>
        {near.nextCursor !== null && (
          <p class="paging">
            <A to={`/graph?from=${key.type}/${key.id}&cursor=${encodeURIComponent(near.nextCursor)}`}>
              {texts.graph.more}
            </A>
          </p>
        )}
      </section>
      <section aria-labelledby="way">
        <h2 id="way">{texts.ways.title}</h2>
        <WayForm from={`${key.type}/${key.id}`} to="" />
      </section>
    </>
  );
};
