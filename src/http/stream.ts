import { DictumError, type Fault } from '../model/errors.ts';
import type { ListRequest } from '../queries/list.ts';

/** What was asked for beside the records of a list. */
const besideRecords = ({ query, histogram }: ListRequest): Record<string, boolean> => ({
  include: query.include.length > 0,
  facets: query.facets.length > 0,
  histogram: histogram !== null,
  count: query.count,
});

const reject = (asked: Record<string, boolean>, what: string, has: string): void => {
  const detail = `${has}; leave this out, or accept application/json`;
  const faults = Object.entries(asked).flatMap(([parameter, given]): Fault[] =>
    given ? [{ parameter, code: 'invalid-value', detail }] : [],
  );
  if (faults.length > 0)
    throw new DictumError('invalid-parameters', `${what} cannot hold what was asked for`, { faults });
};

/**
 * A stream has only the records of the list.
 * @throws DictumError `invalid-parameters` where something beside them was asked for
 */
export const rejectInStream = (request: ListRequest): void =>
  reject(besideRecords(request), 'a stream', 'a list that is streamed has only its records');

/**
 * A graph has the records of a page, and what they refer to.
 * @throws DictumError `invalid-parameters` where something else was asked for
 */
export const rejectInGraph = (request: ListRequest): void =>
  reject(
    { fields: (request.query.fields ?? []).length > 0, form: request.isWritten, ...besideRecords(request) },
    'a graph',
    'a graph has records with their labels, and what they refer to',
  );
