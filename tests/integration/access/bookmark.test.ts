import { beforeAll, describe, expect, it, vi } from 'vitest';
import { serviceOver, worldOf } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import { topic } from '../../support/world.ts';
import { CREATES, writingAs, type Writing } from '../../support/writing.ts';

const service = serviceOver(worldOf(topic('a')));
let ada: Writing;
beforeAll(async () => {
  ada = await writingAs(service, 'Ada', 'write');
});
const read = (bookmark: string) => service.ask('/v1/topics', { headers: { 'dictum-bookmark': bookmark } });

describe('a bookmark', () => {
  it('of a write is answered once that is seen, which it is here at once', async () => {
    const { headers } = await ada.send('PUT', '/v1/topics/b', { name: 'B' }, CREATES);
    const { status, body } = await read(headers['dictum-bookmark']!);
    expect([status, body['data'].length]).toEqual([200, 2]);
  });

  it('of a change that comes while it is waited for is answered then', async () => {
    const next = (await service.store.lastChange()) + 1;
    const reading = read(String(next));
    await write(service.store, topic('c'));
    const { status, body } = await reading;
    expect([status, body['data'].some(({ id }: { id: string }) => id === 'c')]).toEqual([200, true]);
  });

  it('that does not come is told as such, and an odd one is refused', async () => {
    const { status, headers, body } = await read('999999');
    expect([status, body['code'], headers['retry-after']]).toEqual([503, 'behind', '1']);
    expect((await read('tomorrow')).status).toBe(400);
  });

  it('that no write can have answered with is refused at once, and another looked for less and less often', async () => {
    const looks = vi.spyOn(service.store, 'lastChange');
    expect((await read('999999999999999')).status).toBe(400);
    expect(looks).toHaveBeenCalledTimes(1);
    await read('999');
    expect(looks.mock.calls.length).toBeLessThan(12);
    looks.mockRestore();
  });
});
