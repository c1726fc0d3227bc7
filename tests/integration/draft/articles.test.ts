import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARTICLES } from '../../../bench/drafting/articles.ts';
import { measure, MEASURES, writeWorld } from '../../../bench/drafting/measure.ts';
import { openEmbedded } from '../../../src/store/embedded/store.ts';
import type { Store } from '../../../src/store/port.ts';
import { temporaryFolder } from '../../support/engines.ts';

/*
 * Whole articles in many forms and languages: what their drafts have is what stands in them.
 */

describe('a draft of an article', () => {
  let store: Store;
  beforeAll(async () => {
    store = openEmbedded({ folder: await temporaryFolder(), many: 2, readers: 0, timeoutMs: 300_000 });
    await writeWorld(store);
  });
  afterAll(() => store.close());

  it.each(ARTICLES.map((article) => [article.name, article] as const))('%s', async (_, article) => {
    const { measured } = await measure(store, article);
    expect(measured.quotes.of + measured.works.of).toBeGreaterThan(0);
    for (const name of MEASURES) expect([name, measured[name].wrong]).toEqual([name, []]);
  });
});
