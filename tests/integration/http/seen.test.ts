import { beforeEach, describe, expect, it, vi } from 'vitest';
import { serviceOver, theSeed } from '../../support/http.ts';
import { logging } from '../../support/logged.ts';

/*
 * What whoever runs the service sees of it: metrics, slow questions and traces.
 */

const { logged, logger } = logging();
const service = serviceOver(theSeed, { logger, slowMs: 0, storeBytes: () => 4096 });
beforeEach(() => logged.splice(0));
const TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('metrics', () => {
  it('tell what the graph has, what is open and what is kept', async () => {
    for (let i = 0; i < 3; i++) await service.get('/v1/statements');
    await vi.waitFor(async () => {
      const { text } = await service.ask('/metrics');
      expect(text).toMatch(/^dictum_records\{type="statement"\} [1-9]\d*$/m);
      expect(text).toMatch(/^dictum_passages\{verification="verified"\} [1-9]\d*$/m);
      expect(text).toMatch(/^dictum_changes [1-9]\d*$/m);
    }, 60_000);
    const { text } = await service.ask('/metrics');
    const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    expect(value('dictum_store_bytes')).toBe(4096);
    expect(value('dictum_kept_answers_bytes')).toBeGreaterThan(1000);
    for (const name of [
      'dictum_requests_open',
      'dictum_streams_open',
      'dictum_questions_open',
      'dictum_feed_listeners',
    ])
      expect([name, value(name)]).toEqual([name, 0]);
  });
});

describe('the log', () => {
  it('tells a slow question by its shape, and nothing of its values', async () => {
    await service.ask('/v1/statements?speaker=wang-yi,sergey-lavrov&q=secret-words&limit=3');
    const slow = logged.map((line) => JSON.parse(line) as Record<string, unknown>).find(({ msg }) => msg === 'slow');
    expect(slow).toMatchObject({
      level: 40,
      route: '/v1/statements',
      parameters: { speaker: 2, q: 1, limit: 1 },
      ms: expect.any(Number),
    });
    expect(JSON.stringify(slow)).not.toMatch(/secret|wang/);
  });

  it('has the trace of a request, which goes back with the answer', async () => {
    const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;
    const { headers } = await service.ask('/v1/actors', { headers: { traceparent } });
    expect(headers['traceparent']).toBe(traceparent);
    expect(logged.some((line) => (JSON.parse(line) as { trace?: string }).trace === TRACE)).toBe(true);
    const odd = await service.ask('/v1/actors', {
      headers: { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` },
    });
    expect(odd.headers['traceparent']).toBeUndefined();
  });
});
