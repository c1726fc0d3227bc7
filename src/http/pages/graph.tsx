import type { BaseView } from '../../model/define.ts';
import type { Key, TypeName } from '../../model/ids.ts';
import { listReferring, type Referring } from '../../queries/around.ts';
import type { Neighbourhood } from '../../queries/neighbourhood.ts';
import type { paths } from '../../queries/paths.ts';
import { A, filled, grouped, Listed, Name, pageOf, Ref, useBase, useTexts } from './context.tsx';
import { spelled } from './fields.tsx';

type Ways = Exclude<Awaited<ReturnType<typeof paths>>, { moved: unknown }>;

export type GraphShown = {
  key: Key;
  view: BaseView;
  near: Neighbourhood;
  groups: readonly Referring[];
  to: string | null;
  ways: Ways | null;
};

const WayForm = ({ from, to }: { from: string; to: string | null }) => {
  const { graph } = useTexts();
  return (
    <form action={`${useBase()}/graph`} method="get" class="way">
      <div>
        <label for="from">{graph.wayFrom}</label>
        <input id="from" name="from" value={from} required pattern="[a-z]+/[a-z0-9\-]+" />
      </div>
      <div>
        <label for="to">{graph.wayTo}</label>
        <input id="to" name="to" value={to ?? ''} required pattern="[a-z]+/[a-z0-9\-]+" aria-describedby="way-hint" />
      </div>
      <button type="submit">{graph.wayFind}</button>
      <p class="note" id="way-hint">
        {graph.wayHint}
      </p>
    </form>
  );
};

/** A record by its label, which leads to its page. */
const Named = ({ of: { type, id, label } }: { of: { type: TypeName; id: string; label: string } }) => (
  <A to={pageOf(type, id)}>
    <Name>{label}</Name>
  </A>
);

const WaysShown = ({ ways }: { ways: Ways }) => {
  const texts = useTexts();
  if (ways.paths.length === 0) return <p role="status">{texts.graph.noWay}</p>;
  return (
    <>
      {ways.paths.map(({ steps }) => (
        <ol class="trail ways-found">
          <li>
            <div class="thing">
              <Named of={ways.from} />
            </div>
          </li>
          {steps.map(({ to, references, evidence }) => (
            <li>
              <span class="step">
                {references
                  .map(({ direction, field }) => `${texts.graph.direction[direction]}, ${spelled(field).toLowerCase()}`)
                  .join('; ')}
              </span>
              <div class="thing">
                <Named of={to} />
                {evidence.length > 0 && (
                  <p class="where">
                    {texts.graph.writtenIn}{' '}
                    <Listed
                      of={evidence.map((record) => (
                        <Named of={record} />
                      ))}
                    />
                  </p>
                )}
              </div>
            </li>
          ))}
        </ol>
      ))}
    </>
  );
};

export const GraphPage = ({ shown: { key, view, near, groups, to, ways } }: { shown: GraphShown }) => {
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
      />
      <section aria-labelledby="near">
        <h2 id="near">{texts.around}</h2>
        <dl class="fields">
          {groups.map((group) => {
            const items = near.items.filter(
              ({ direction, field, record }) =>
                direction === group.direction && field === group.field && record.type === group.type,
            );
            const list = group.direction === 'in' ? listReferring(group, key.id) : null;
            const title = `${grouped(texts, group.count)} ${texts.types[group.type]![group.count === 1 ? 0 : 1].toLowerCase()}`;
            return (
              <div>
                <dt>
                  {list === null ? title : <A to={list}>{title}</A>}{' '}
                  <small>
                    {texts.graph.direction[group.direction]}, {spelled(group.field).toLowerCase()}
                  </small>
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
                            ⌖
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
        <h2 id="way">{texts.graph.way}</h2>
        <WayForm from={`${key.type}/${key.id}`} to={to} />
        {ways !== null && <WaysShown ways={ways} />}
      </section>
    </>
  );
};
