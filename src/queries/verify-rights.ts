import type { Key } from '../model/ids.ts';
import { mayShow } from '../model/rights.ts';
import type { SnapshotView } from '../model/types/snapshot.ts';
import type { Questions } from '../store/port.ts';
import type { QuoteVerdict } from './verify-answer.ts';

type Verdict = Pick<QuoteVerdict, 'places'>;

const snapshotsOf = ({ places }: Verdict): string[] => [...new Set(places.flatMap(({ snapshot }) => snapshot ?? []))];

/**
 * A verdict, as JSON, for somebody who may not see every text: where words stand is told, and the words around them only
 * of texts whose rights say so. A text that came with the request has them anyway.
 */
export const withoutSurroundings = async (store: Pick<Questions, 'read'>, json: string): Promise<string> => {
  const verdict = JSON.parse(json) as QuoteVerdict;
  const keys = snapshotsOf(verdict).map((id): Key => ({ type: 'snapshot', id }));
  if (keys.length === 0) return json;
  const { readings } = await store.read(keys);
  const shown = new Set(
    readings.flatMap((reading) => {
      if (reading.state !== 'found') return [];
      const { id, rights } = JSON.parse(reading.json) as SnapshotView;
      return mayShow(rights, 'passage') ? [id] : [];
    }),
  );
  const places = verdict.places.map((place) =>
    place.snapshot === null || shown.has(place.snapshot)
      ? place
      : {
          ...place,
          selectors: place.selectors.map((selector) =>
            selector.type === 'TextQuoteSelector' ? { type: selector.type, exact: selector.exact } : selector,
          ),
        },
  );
  return JSON.stringify({ ...verdict, places });
};
