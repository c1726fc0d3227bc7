import { expect, it, vi } from 'vitest';
import { DictumError } from '../../../src/model/errors.ts';
import { serviceOver, worldOf } from '../../support/http.ts';
import { topic } from '../../support/world.ts';

const service = serviceOver(worldOf(topic('a')));

it.each(['gzip', 'br'])('a stream in %s that fails before it began is a problem in no coding', async (coding) => {
  const failing = vi.spyOn(service.store, 'list').mockRejectedValue(new DictumError('store-unreachable', 'it is gone'));
  const { status, headers, body } = await service.ask('/v1/topics', {
    headers: { accept: 'application/x-ndjson', 'accept-encoding': coding },
  });
  failing.mockRestore();
  expect([status, headers['content-encoding'], body['code']]).toEqual([503, undefined, 'store-unreachable']);
});
