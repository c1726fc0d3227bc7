import { describe, expect, it } from 'vitest';
import { ALL_TYPES } from '../../../src/model/types.ts';
import { serviceOver, theSeed, worldOf } from '../../support/http.ts';
import { expectInOrder, pageAt, readPage } from '../../support/pages.ts';
import { summit } from '../../support/summit.ts';
import { actor, claim, forum, merge, passage, region, source, statement, topic } from '../../support/world.ts';

/*
 * Lists for people: the same filters as the interface in the same words, with what they would leave, and all of it in
 * the address.
 */

const service = serviceOver(theSeed);
const world = serviceOver(worldOf(...summit(), merge('forum', 'forum-old', 'forum-x')));

/** Names with what a replacement of strings would read as its own. */
const marked = serviceOver(
  worldOf(
    claim('claim-m', { text: 'Costs $& and $` more' }),
    region('region-m', { name: 'R $&' }),
    forum('forum-m', { name: 'F {region}' }),
  ),
);

describe('labels with marks', () => {
  it('stand in titles as they are', async () => {
    const titleOf = async (url: string) => /<title>(.*?)<\/title>/.exec((await pageAt(marked, url)).html)![1];
    expect(await titleOf('/graph?from=claim/claim-m')).toContain('Around Costs $&amp; and $` more');
    expect(await titleOf(`/search?q=${encodeURIComponent('$& security')}`)).toContain('Found for “$&amp; security”');
    expect(await titleOf('/regions/region-m/forums/forum-m/evidence')).toContain('F {region} and R $&amp; ·');
  });
});

describe('a list', () => {
  it.each(ALL_TYPES.map(({ plural }) => plural))(
    'of %s shows each of its first records, and how many there are',
    async (plural) => {
      const { data, page } = await world.get(`/v1/${plural}?limit=25&count=true`);
      const { text, links } = await pageAt(world, `/${plural}`);
      expect(text).toContain(`${page.total} `);
      for (const { id } of data) expect(links).toContain(`/${plural}/${id}`);
    },
  );

  it('counts by what it can be narrowed down by, and each count leads to as many', async () => {
    const { html, links } = await pageAt(service, '/statements');
    expect(html).toContain('Sergey Lavrov</bdi></a> <span class="count">13</span>');
    expect(links).toContain('/statements?sort=-said&speaker=sergey-lavrov');
    const { text } = await pageAt(service, '/statements?speaker=sergey-lavrov');
    expect(text).toContain('13 statements');
  });

  it('shows what was chosen by name, each to be taken away', async () => {
    const { text, links } = await pageAt(
      service,
      '/statements?speaker=sergey-lavrov,wang-yi&directness=!counterpart&representing=all:china,russia&sort=-said',
    );
    for (const chip of [
      'Speaker: Sergey Lavrov',
      'Speaker: Wang Yi',
      'Directness: not counterpart',
      'For whom: each of China',
    ])
      expect(text).toContain(chip);
    expect(links).toContain(
      '/statements?speaker=wang-yi&directness=!counterpart&representing=all:china,russia&sort=-said',
    );
    expect(links).toContain('/statements?speaker=sergey-lavrov,wang-yi&representing=all:china,russia&sort=-said');
    expect(links).toContain(
      '/statements?speaker=sergey-lavrov,wang-yi&directness=!counterpart&representing=all:russia&sort=-said',
    );
  });

  it('is a table too, with what was chosen', async () => {
    const { links } = await pageAt(service, '/statements?speaker=sergey-lavrov&directness=counterpart');
    const [table] = links.filter((link) => link.startsWith('/statements.csv'));
    expect(table).toBe('/statements.csv?speaker=sergey-lavrov&directness=counterpart&sort=-said');
    const { status, headers, text } = await service.ask(table!);
    expect([status, headers['content-type']?.split(';')[0]]).toEqual([200, 'text/csv']);
    expect(text.trimEnd().split('\r\n')).toHaveLength(4);
    expect((await service.ask('/statements.csv?speaker=lavrov')).status).toBe(400);
  });

  it('goes on page by page, each record once', async () => {
    const { page } = await service.get('/v1/statements?count=true&limit=1');
    const found: string[] = [];
    for (let url: string | undefined = '/statements'; url !== undefined;) {
      const { html, links } = await pageAt(service, url);
      found.push(...[...html.matchAll(/<a href="(\/statements\/[^"]+)" class="title">/g)].map(([, link]) => link!));
      url = links.find((link) => link.startsWith('/statements?sort=-said&cursor='));
    }
    expect(new Set(found).size).toBe(page.total);
    expect(found).toHaveLength(page.total);
  });

  it('keeps what was chosen where words or a time are typed in, and takes empty fields for none', async () => {
    const { html } = await pageAt(service, '/statements?speaker=sergey-lavrov&q=china&saidFrom=2025-02');
    expect(html).toContain('<input type="hidden" name="speaker" value="sergey-lavrov"/>');
    expect(html).toMatch(/name="q" value="china"/);
    expect(html).toMatch(/name="saidFrom" value="2025-02"/);
    const sent = await pageAt(service, '/statements?q=&saidFrom=&speaker=sergey-lavrov&saidTo=');
    expect(sent.text).toContain('13 statements');
    // The interface takes no empty one.
    expect(sent.links).toContain('/v1/statements?speaker=sergey-lavrov&sort=-said');
    await service.get('/v1/statements?speaker=sergey-lavrov&sort=-said');
    expect((await pageAt(service, '/statements?q=&saidFrom=')).links).toContain('/v1/statements?sort=-said');
  });

  it('begins with what is newest and ends with what has no time, and its other forms do so too', async () => {
    const { html, links } = await pageAt(service, '/statements');
    const shown = [...html.matchAll(/<a href="\/statements\/([^"]+)" class="title">/g)].map(([, id]) => id);
    const data = links.find((link) => link.startsWith('/v1/statements'))!;
    const same = (await service.get(`${data}&limit=200`))['data'];
    expect(shown).toEqual(same.slice(0, shown.length).map(({ id }: { id: string }) => id));
    const undated = same.map(({ said }: { said: string | null }) => said === null);
    expect(undated).toEqual(undated.toSorted((one: boolean, other: boolean) => Number(one) - Number(other)));
    expect(undated.at(-1)).toBe(true);
  });

  it('says what is wrong with an address, and what was meant', async () => {
    const { status, text } = await readPage(service, '/statements?speaker=lavrov&derectness=x');
    expect(status).toBe(400);
    expect(text).toContain('did you mean directness?');
    const unknown = await readPage(service, '/statements?speaker=lavrov');
    expect(unknown.text).toContain('did you mean sergey-lavrov?');
  });
});

describe('search', () => {
  it('asks for words, and finds them', async () => {
    expect((await pageAt(service, '/search')).html).toContain('<input id="home-q"');
    const { text, links, html } = await pageAt(service, '/search?q=%D0%9B%D0%B0%D0%B2%D1%80%D0%BE%D0%B2');
    expect(text).toContain('Found for “Лавров”');
    expect(links).toContain('/actors/sergey-lavrov');
    expect(html).toContain('value="Лавров"');
  });

  it('shows where the words are, but not what the name of the record says already', async () => {
    const { html } = await pageAt(service, '/search?q=lavrov&type=actor');
    expect(html).toContain('Sergey <mark>Lavrov</mark>');
    const { data } = await service.get('/v1/search?q=security&limit=25');
    const page = await pageAt(service, '/search?q=security');
    const [shown] = data.flatMap(
      ({ label, highlight }: { label: string; highlight: { parts: { text: string }[] }[] }) =>
        highlight.map(({ parts }) => parts.map(({ text }) => text).join('')).filter((text) => text !== label),
    );
    expect(page.text).toContain(shown.replaceAll(/\s+/g, ' ').trim());
    expect(page.html).toMatch(/<mark>security<\/mark>/i);
  });

  it('shows who said a statement and when, as lists do, so that somebody can choose among hits', async () => {
    const { data } = await service.get('/v1/search?q=security&type=statement&limit=25');
    const found = await Promise.all(data.map(({ id }: { id: string }) => service.get(`/v1/statements/${id}`)));
    const first = found.map((each) => each.data).find(({ said }) => said !== null);
    const { html } = await pageAt(service, '/search?q=security&type=statement');
    const item = html.split('<li class="item">').find((each) => each.includes(`href="/statements/${first.id}"`))!;
    for (const speaker of first.speakers) expect(item).toContain(`href="/actors/${speaker}"`);
    expect(item).toContain(`<time datetime="${first.said}"`);
  });

  it('says what it looked for in place of what nothing has', async () => {
    const { corrected } = await service.get('/v1/search?q=Lavrow');
    expect(corrected).toBe('lavrov');
    const { text, links } = await pageAt(service, '/search?q=Lavrow');
    expect(text).toContain('Nothing has “Lavrow”; this was found for “lavrov”.');
    expect(links).toContain('/search?q=lavrov');
    expect((await pageAt(service, '/search?q=lavrov')).text).not.toContain('Nothing has');
  });

  it('answers a whole question with what has most of its words, the names in it first', async () => {
    const { text, links } = await pageAt(service, '/search?q=which+forums+concern+the+Middle+East');
    expectInOrder(text, ['Nothing has all of these words. What has most of them:', 'Middle East']);
    expect(links.find((link) => /^\/(?!search|v1)[a-z]+\/[a-z]/.test(link))).toBe('/regions/middle-east');
    // What is not to be there, or has to stand together, is asked for as it was typed.
    expect((await pageAt(service, '/search?q=zzzzqqqq+-middle')).text).toContain('Nothing was found for');
    expect((await pageAt(service, '/search?q=%22zzzzqqqq+middle%22')).text).toContain('Nothing was found for');
  });

  it('says so where nothing is found', async () => {
    expect((await pageAt(service, '/search?q=zzzzqqqq')).text).toContain('Nothing was found for “zzzzqqqq”.');
  });
});

/** More regions than anybody reads in a table. */
const all = Array.from({ length: 30 }, (_, i) => `region-${i}`);
const columns = Array.from({ length: 14 }, (_, i) => `forum-w${i}`);
const wide = serviceOver(
  worldOf(
    ...all.map((id) => region(id)),
    ...columns.map((id) => forum(id)),
    actor('actor-w'),
    claim('claim-w'),
    source('source-w'),
    passage('passage-w', { source: 'source-w' }),
    statement('statement-w', {
      speakers: ['actor-w'],
      claims: ['claim-w'],
      passages: ['passage-w'],
      forums: columns,
      regions: all,
    }),
  ),
);

describe('the map of links', () => {
  it('counts the evidence of each link, and leads to it', async () => {
    const { html } = await pageAt(service, '/map');
    const { data } = await service.get('/v1/regions/middle-east/forums');
    const [link] = data;
    expect(html).toMatch(new RegExp(`href="/regions/middle-east/forums/g20/evidence"[^>]*>${link.evidenceCount}</a>`));
    const { text } = await pageAt(service, '/regions/middle-east/forums/g20/evidence');
    expect(text).toContain('G20 and Middle East');
    expect(text).toContain('an event of the forum took up the region');
    expect(text).toContain('is about Middle East.');
  });

  it('leads through all regions and all forums, a part at a time', async () => {
    const seen: [forum: string, region: string][] = [];
    const follow = async (url: string): Promise<void> => {
      const { html, links } = await pageAt(wide, url);
      for (const [, of, at] of html.matchAll(/href="\/regions\/([^/"]+)\/forums\/([^/"]+)\/evidence"/g))
        seen.push([at!, of!]);
      const [toRegions, toForums] = ['regions', 'forums'].map((name) =>
        links.find((link) => new RegExp(`[?&]${name}=`).test(link) && !url.includes(`${name}=`)),
      );
      if (toRegions !== undefined) await follow(toRegions);
      if (toForums !== undefined && !url.includes('regions=')) await follow(toForums);
    };
    await follow('/map');
    expect(seen.length).toBe(new Set(seen.map(String)).size);
    expect(seen.length).toBe(all.length * columns.length);
  });

  it('is narrowed down by names, by what regions lie in, and by rules, and says the same as data', async () => {
    const { text, html, links } = await pageAt(service, '/map?regionName=middle&rule=event-took-up-region');
    expect(text).toContain('Middle East');
    expect(text).not.toContain('South China Sea');
    expect(html).toContain('href="/regions/middle-east/forums/g20/evidence?rule=event-took-up-region"');
    expect(links).toContain('/map?regionName=middle');
    expect(html).toContain('href="/v1/links?regionName=middle&amp;rule=event-took-up-region"');
    const { data } = await service.get('/v1/links?regionName=middle&rule=event-took-up-region');
    expect(data.map((link: any) => [link.region.id, link.forum.id, link.rules])).toEqual([
      ['middle-east', 'g20', ['event-took-up-region']],
    ]);
    const csv = await service.ask('/links.csv?regionName=middle');
    expect(csv.text.split('\r\n').slice(0, 2)).toEqual([
      'region,region.label,forum,forum.label,rules,evidenceCount',
      expect.stringMatching(/^region\/middle-east,Middle East,forum\//),
    ]);
    expect((await pageAt(service, '/map?regionName=zzzz')).text).toContain('Nothing here fits');
    // The language of names narrows nothing down.
    expect((await pageAt(service, '/map?lang=ru')).html).not.toContain('class="chip"');
  });

  it('leads on from a forum that was merged', async () => {
    const { status, headers } = await readPage(world, '/regions/city/forums/forum-old/evidence');
    expect([status, headers['location']]).toEqual([308, '/regions/city/forums/forum-x/evidence']);
  });
});

describe('coverage', () => {
  it('leads from each figure to the list behind it', async () => {
    const { data } = await service.get('/v1/coverage');
    const { text, links } = await pageAt(service, '/coverage');
    for (const { list } of data.figures) expect(links).toContain(list.replace('/v1', ''));
    expect(text).toMatch(/Without footnote.*55/);
  });
});

const differing = serviceOver(async (store) => {
  await store.write([
    actor('nora', { name: 'Nora' }),
    actor('otto', { name: 'Otto' }),
    source('paper', { publisher: 'nora' }),
    passage('line', { source: 'paper' }),
    claim('calm', { text: 'The sea is calm.' }),
    topic('sea', { name: 'The sea' }),
    statement('one', { speakers: ['nora'], passages: ['line'], claims: ['calm'], said: '2020' }),
    statement('two', { speakers: ['otto'], passages: ['line'], claims: ['calm'], said: '2020' }),
    statement('three', {
      speakers: ['otto'],
      passages: ['line'],
      claims: [{ claim: 'calm', stance: 'denies' }],
      topics: ['sea'],
      said: '2021',
    }),
  ]);
});

describe('what is around a record', () => {
  it('says yes where a record does, and no word of a program', async () => {
    expect((await pageAt(service, '/actors/wang-yi')).text).toContain('Family name comes first yes');
  });

  it('is a list', async () => {
    const { text, links } = await pageAt(service, '/graph?from=actor/wang-yi');
    expect(text).toContain('Around Wang Yi');
    expect(text).toContain('speaks for 2 actors');
    expect(links).toContain('/statements?speaker=wang-yi');
  });

  it('says how a record is named where it is named otherwise', async () => {
    const { status, text } = await readPage(service, '/graph?from=wang-yi');
    expect(status).toBe(400);
    expect(text).toContain('write type/id, as in actor/wang-yi');
  });
});

describe('the way between two records', () => {
  it('says step by step how they hang together', async () => {
    const { text } = await pageAt(service, '/paths?from=actor/wang-yi&to=source/chinese-mfa-wang-yi-meets-lavrov');
    expectInOrder(text, ['speaks for', 'Ministry of Foreign Affairs of China', 'published', 'Wang Yi Meets']);
  });

  it('takes names, and asks back where several are meant or none', async () => {
    expect((await pageAt(service, '/paths?from=Wang%20Yi&to=Xinhua')).text).toContain('shortest way');
    const { text, links } = await pageAt(service, '/paths?from=Ministry&to=Xinhua');
    expect(text).toContain('Which “Ministry” is meant?');
    expect(links).toContain('/paths?from=actor%2Fchinese-foreign-ministry&to=actor%2Fxinhua');
    expect((await pageAt(service, '/paths?from=qqqq&to=Xinhua')).text).toContain('Nothing is called “qqqq”.');
  });
});

describe('where positions differ', () => {
  it('tells who holds what of claims that are denied or doubted, and who changed', async () => {
    const nobody = await pageAt(service, '/positions');
    expect(nobody.text).toContain('Nobody is recorded here');
    expect(nobody.links).toContain('/claims?disputed=true');
    // Where nobody differs it says who affirms, when, and on whose word.
    expectInOrder(nobody.text, ['Sergey Lavrov', '20 February 2025, on the word of']);
    const { text, links } = await pageAt(differing, '/positions');
    expectInOrder(text, ['The sea is calm.', 'affirms', 'Nora', 'denies', 'Otto', 'Who changed']);
    expect(text).toMatch(/Otto, (?:from affirms to denies|nobody knows when)/);
    expect(links).toContain('/claims/calm/positions');
    expect(links).toContain('/statements?claim=calm&stance=denies');
    expect((await pageAt(differing, '/positions?q=calm')).text).toContain('One claim');
    expect(text).toContain('The sea 1');
    const counts = ({ html }: { html: string }) =>
      [...html.matchAll(/class="count">([^<]*)/g)].map(([, count]) => count);
    expect(counts(await pageAt(differing, '/positions?exact=true'))).toEqual(
      counts(await pageAt(differing, '/positions')),
    );
    expect((await pageAt(differing, '/positions?q=stormy')).text).toContain('Nobody who fits this');
  });

  it('lists all positions on a claim and of an actor, to be narrowed down in the words of the interface', async () => {
    const { text, links, html } = await pageAt(differing, '/claims/calm/positions');
    expectInOrder(text, ['Who holds what on “The sea is calm', 'Nora', 'Otto']);
    expect(links).toContain('/claims/calm/positions?changed=true');
    expect(html).toContain('href="/v1/claims/calm/positions"');
    const changed = await pageAt(differing, '/claims/calm/positions?changed=true&as=speaker');
    expect([changed.text.includes('Otto'), changed.text.includes('Nora')]).toEqual([true, false]);
    expect((await pageAt(differing, '/actors/otto/positions')).text).toContain('What Otto holds');
  });
});

describe('the catalogue of errors', () => {
  it('is a page for browsers, and data for programs', async () => {
    expect((await pageAt(service, '/problems')).text).toContain('Errors, explained');
    expect((await pageAt(service, '/problems/gone')).text).toContain('The record was deleted.');
    expect((await readPage(service, '/problems/no-such')).status).toBe(404);
    expect((await service.get('/problems/gone'))['data'].code).toBe('gone');
  });
});
