import { DictumError, type Fault } from '../model/errors.ts';
import type { ListRequest } from '../queries/list.ts';

/**
 * A stream has only the records of the list.
 * @throws DictumError `invalid-parameters` where something beside them was asked for
 */
export const rejectInStream = ({ query, histogram }: ListRequest): void => {
  const asked = {
    include: query.include.length > 0,
    facets: query.facets.length > 0,
    histogram: histogram !== null,
    count: query.count,
  };
  const faults = Object.entries(asked).flatMap(([parameter, given]): Fault[] =>
    given
      ? [
          {
            parameter,
            code: 'invalid-value',
            detail: 'a list that is streamed has only its records; leave this out, or accept application/json',
          },
        ]
      : [],
  );
  if (faults.length > 0)
    throw new DictumError('invalid-parameters', 'a stream cannot hold what was asked for', { faults });
};
