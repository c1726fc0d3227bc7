import type { FastifyRequest } from 'fastify';
import { keyText, type Key } from '../../model/ids.ts';
import { ALL_TYPES } from '../../model/types.ts';
import { changesPage, fieldsDiffering, numberIn, oneChange, revisionsPage } from '../../queries/changes.ts';
import { labelsOf } from '../../queries/labels.ts';
import { addressOf, pairsOf } from './address.ts';
import { ChangePage, ChangesPage, NAMED, RevisionsPage, type RevisionShown, type SetShown } from './changes.tsx';
import { filled, pageOf } from './context.tsx';
import { mayWrite } from './form-routes.ts';
import { rawOf, type AddPage } from './made.ts';
import { EN } from './texts.ts';

/*
 * Pages of the log: the latest change sets, one of them, and the history of a record, also of one that is gone.
 */

const SETS = '20';
const RECORDS = '50';

const nextOf = ({ url }: FastifyRequest, cursor: string | null): string | null => {
  const [path] = url.split('?', 1) as [string];
  return cursor === null ? null : addressOf(path, [...pairsOf(url), ['cursor', cursor]]);
};

export const changePages = (page: AddPage): void => {
  page('/changes', async (request, store) => {
    const { items, nextCursor } = await changesPage(
      store,
      { sort: '-number', limit: SETS, ...rawOf(request) },
      { perSet: NAMED },
    );
    const sets = items as SetShown[];
    return {
      title: EN.changes.title,
      unlisted: true,
      labels: await labelsOf(
        store,
        sets.flatMap(({ changes }) => changes),
      ),
      forms: {
        alternates: [['application/json', addressOf('/v1/changes', [['sort', '-number'], ...pairsOf(request.url)])]],
      },
      children: <ChangesPage sets={sets} next={nextOf(request, nextCursor)} />,
    };
  });

  page('/changes/:number', async (request, store) => {
    const number = numberIn((request.params as { number: string }).number);
    const found = await oneChange(store, number, { limit: RECORDS, ...rawOf(request) });
    const set = found.set as SetShown;
    const changes = set.changes.map((change) => ({
      ...change,
      difference: fieldsDiffering(change.before, change.after),
    }));
    return {
      title: filled(EN.changes.number, { number }),
      unlisted: true,
      labels: await labelsOf(store, set.changes),
      forms: { alternates: [['application/json', `/v1/changes/${number}`]] },
      children: (
        <ChangePage set={set} changes={changes} next={nextOf(request, found.nextCursor)} write={mayWrite(request)} />
      ),
    };
  });

  for (const { name, plural } of ALL_TYPES) {
    page(`/${plural}/:id/revisions`, async (request, store) => {
      const key: Key = { type: name, id: (request.params as { id: string }).id };
      const { items, nextCursor, prunedUpTo } = await revisionsPage(store, key, { limit: SETS, ...rawOf(request) });
      const label = (await labelsOf(store, [key])).get(keyText(key)) ?? null;
      return {
        title: `${EN.thisAs.history}: ${label ?? keyText(key)}`,
        unlisted: true,
        forms: { alternates: [['application/json', `/v1${pageOf(name, key.id)}/revisions`]] },
        children: (
          <RevisionsPage
            record={key}
            label={label}
            revisions={items as RevisionShown[]}
            prunedUpTo={prunedUpTo}
            next={nextOf(request, nextCursor)}
          />
        ),
      };
    });
  }
};
