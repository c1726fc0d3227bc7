import { describe, expect, it } from 'vitest';
import { serviceOver, worldOf } from '../../support/http.ts';
import { pageAt } from '../../support/pages.ts';
import { event, ground, statement, topic } from '../../support/world.ts';

const topics = Array.from({ length: 130 }, (_, i) => `topic-${String(i).padStart(3, '0')}`);
const service = serviceOver(
  worldOf(
    ...ground(),
    ...topics.map((id) => topic(id)),
    statement('early', { said: '2024-11-03', topics, note: 'rain' }),
    statement('late', { said: '2025-02-20', note: 'rain' }),
    statement('later', { said: '2025-02-21' }),
    statement('some-time', { said: '2025' }),
    statement('never', { said: null }),
    event('old', { date: '1648-10-24' }),
    event('new', { date: '2025-02-20' }),
  ),
);

const longAgo = serviceOver(
  worldOf(...ground(), ...['Y-170000002', 'Y99999', '2025-02-20'].map((said, i) => statement(`s-${i}`, { said }))),
);

/** The bars of a page: what each says, and where it leads. */
const barsIn = (html: string): string[][] =>
  [...html.matchAll(/<a href="([^"]+)" rel="nofollow" aria-label="([^"]+)" data-from/g)].map(([, to, told]) => [
    told!,
    to!.replaceAll('&amp;', '&'),
  ]);

describe('the timeline of a list', () => {
  it('has a bar for each month, which leads to the list of that month', async () => {
    const { html, text } = await pageAt(service, '/statements?mode=indirect-speech&sort=-said');
    const within = (from: string, to: string): string =>
      `/statements?mode=indirect-speech&sort=-said&saidFrom=${from}&saidTo=${to}`;
    expect(barsIn(html)).toEqual([
      ['November 2024: 1', within('2024-11-01', '2024-11-30')],
      ['January 2025: 1', within('2025-01-01', '2025-01-31')],
      ['February 2025: 2', within('2025-02-01', '2025-02-28')],
    ]);
    expect(text).toContain('November 2024 to February 2025, by month');
    expect(text).toContain('Possibly later than where they stand: 1. Without a known time: 1.');
  });

  it('is by day within a month, and leads back', async () => {
    const { html, links } = await pageAt(service, '/statements?saidFrom=2025-02-20&saidTo=2025-02&topic=!topic-000');
    // What was said at some time in 2025 may have been then.
    expect(barsIn(html).map(([told]) => told)).toEqual(['January 2025: 1', 'February 2025: 2']);
    expect(links).toContain('/statements?topic=!topic-000&sort=-said');
    const days = await pageAt(service, '/statements?saidFrom=2025-02-20&saidTo=2025-02&certain=true&q=rain');
    expect(barsIn(days.html).map(([told]) => told)).toEqual(['20 February 2025: 1']);
  });

  it('has fewer bars of many years where the times lie far apart', async () => {
    const { html } = await pageAt(service, '/events');
    expect(barsIn(html)).toEqual([
      ['1600 to 1699: 1', '/events?sort=-date&dateFrom=1600-01-01&dateTo=1699-12-31'],
      ['2000 to 2099: 1', '/events?sort=-date&dateFrom=2000-01-01&dateTo=2099-12-31'],
    ]);
  });

  it('has few bars also of years of more than four digits, which lead to what they count', async () => {
    const bars = barsIn((await pageAt(longAgo, '/statements')).html);
    expect(bars.map(([told]) => told)).toEqual(['Y-180000000 to Y-170000001: 1', '1 BC to Y9999999: 2']);
    for (const [told, to] of bars) {
      const { page } = await longAgo.get(`/v1${to}&count=true`);
      expect(`: ${page.total}`).toBe(told!.slice(-3));
    }
  });

  it('is not there where a list has no times', async () => {
    expect((await pageAt(service, '/claims')).html).not.toContain('class="timeline"');
    expect((await pageAt(service, '/statements?said=&topic=topic-129')).html).not.toContain('class="timeline"');
  });
});

describe('all values of a facet', () => {
  it('are led to from a list that does not show all of them, and lead back to it narrowed down', async () => {
    const { links } = await pageAt(service, '/statements?q=rain&sort=-said');
    expect(links).toContain('/facets/statements/topic?q=rain');
    const all = await pageAt(service, '/facets/statements/topic?q=rain');
    expect(all.text).toContain('Statements by topic 130 values');
    expect(all.links).toEqual(expect.arrayContaining(['/statements?q=rain', '/statements?q=rain&topic=topic-000']));
    const next = all.links.find((link) => link.startsWith('/facets/') && link.includes('cursor='));
    expect((await pageAt(service, next!)).links).toContain('/statements?q=rain&topic=topic-050');
  });
});

describe('search for records of one type', () => {
  it('is narrowed down by facets with counts and names, as its list is', async () => {
    const { links, html } = await pageAt(service, '/search?q=rain&type=statement');
    expect(links).toContain('/search?q=rain&type=statement&topic=topic-000');
    expect(html).toContain('speaker-a</bdi></a> <span class="count">2</span>');
    const { text, links: others } = await pageAt(service, '/search?q=rain&type=statement&topic=topic-000');
    expect(text).toContain('Topic: topic-000');
    expect(others).toContain('/search?q=rain&type=statement');
    expect(others).toContain('/statements/early');
    expect(others).not.toContain('/statements/late');
  });

  it('says how many hits there are of each type', async () => {
    const { html } = await pageAt(service, '/search?q=rain');
    expect(html).toMatch(/href="\/search\?q=rain&amp;type=statement"[^>]*>Statements<\/a> <span class="count">2</);
  });
});
