import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, type Json } from '../../support/http.ts';

/*
 * The main questions, asked of the seed: the article on the meeting of Wang Yi and Sergey Lavrov.
 */

const service = serviceOver(theSeed);
const idsOf = (body: Json): string[] => body['data'].map(({ id }: Json) => id);

describe('which statements did an actor make', () => {
  const OWN = [
    'china-position',
    'deepening',
    'economic-political-cooperation',
    'friends-for-peace',
    'global-initiatives',
    'multilateral',
  ].map((end) => `lavrov-2025-02-20-${end}`);
  const JOINT = [
    'asia-pacific',
    'bilateral-relations',
    'future-talks',
    'leaders-agreements',
    'middle-east',
    'regional-issues',
    'strategic-steps',
  ].map((end) => `wang-yi-lavrov-2025-02-20-${end}`);

  it('lists what Lavrov said himself and what readouts report of both ministers', async () => {
    const body = await service.get('/v1/actors/sergey-lavrov/statements?count=true');
    expect(idsOf(body)).toEqual([...OWN, ...JOINT]);
    expect(body['page']).toEqual({ limit: 50, nextCursor: null, total: 13 });
    expect(Object.fromEntries(body['data'].map(({ id, mode }: Json) => [id, mode]))).toEqual({
      ...Object.fromEntries(OWN.map((id) => [id, 'indirect-speech'])),
      ...Object.fromEntries(JOINT.map((id) => [id, 'readout'])),
    });
  });

  it('names the speakers of each, and never takes a conclusion of the analyst for a statement of the minister', async () => {
    const { data } = await service.get('/v1/actors/sergey-lavrov/statements');
    for (const statement of data) {
      expect(statement.speakers).toContain('sergey-lavrov');
      expect(statement.speakers).not.toContain('article-author');
    }
    expect(idsOf(await service.get('/v1/actors/sergey-lavrov/statements?mode=analysis'))).toEqual([]);
    const concluded = await service.get('/v1/statements?mode=analysis&limit=200');
    expect(new Set(concluded['data'].flatMap(({ speakers }: Json) => speakers))).toEqual(new Set(['article-author']));
    expect(concluded['data']).toHaveLength(47);
  });

  it('answers the same under either address', async () => {
    const one = await service.get('/v1/actors/sergey-lavrov/statements?sort=-said&limit=5');
    const other = await service.get('/v1/statements?speaker=sergey-lavrov&sort=-said&limit=5');
    expect(one['data']).toEqual(other['data']);
  });

  it('finds them by the state that the speaker represents', async () => {
    const body = await service.get('/v1/statements?representing=russia&limit=200');
    expect(idsOf(body)).toEqual([...OWN, ...JOINT]);
  });

  it('tells for each how direct its evidence is', async () => {
    const { facets } = await service.get('/v1/actors/sergey-lavrov/statements?facets=directness');
    expect(facets.directness.map(({ id, count }: Json) => [id, count])).toEqual([
      ['undetermined', 9],
      ['counterpart', 3],
      ['own-side', 1],
    ]);
  });
});

describe('which forums are linked to a region', () => {
  it('links the G20 to the Middle East, since talks at an event of it took the region up', async () => {
    const { data } = await service.get('/v1/regions/middle-east/forums');
    expect(data).toHaveLength(1);
    const [link] = data;
    expect(link).toMatchObject({
      forum: { type: 'forum', id: 'g20', label: 'G20' },
      region: { type: 'region', id: 'middle-east', label: 'Middle East' },
      rules: ['event-took-up-region'],
      evidenceCount: 2,
      evidenceCounts: { 'event-took-up-region': 2 },
      links: { evidence: '/v1/regions/middle-east/forums/g20/evidence' },
    });
    expect(link.evidence.map((evidence: Json) => evidence['record'].id)).toEqual([
      'wang-yi-lavrov-2025-02-20-middle-east',
      'wang-yi-lavrov-2025-02-20-regional-issues',
    ]);
    expect(link.evidence[0].because.map(({ fact, ids }: Json) => [fact, ids])).toEqual([
      [
        'atOrAboutEvent',
        ['statement/wang-yi-lavrov-2025-02-20-middle-east', 'event/wang-yi-lavrov-meeting-2025-02-20'],
      ],
      [
        'eventOfForum',
        ['event/wang-yi-lavrov-meeting-2025-02-20', 'event/g20-foreign-ministers-meeting-2025', 'forum/g20'],
      ],
      ['aboutRegion', ['statement/wang-yi-lavrov-2025-02-20-middle-east', 'region/middle-east']],
      ['recordedIn', ['passage/wl-p7-s3']],
    ]);
  });

  it('links BRICS, the G20 and the SCO to the Asia-Pacific, each by its own rules', async () => {
    const { data } = await service.get('/v1/regions/asia-pacific/forums');
    expect(data.map(({ forum, rules, evidenceCounts }: Json) => [forum.id, rules, evidenceCounts])).toEqual([
      ['brics', ['member-in-region'], { 'member-in-region': 2 }],
      ['g20', ['event-took-up-region', 'member-in-region'], { 'event-took-up-region': 2, 'member-in-region': 2 }],
      ['sco', ['member-in-region'], { 'member-in-region': 2 }],
    ]);
    expect(data[0].evidence[0]).toMatchObject({
      rule: 'member-in-region',
      record: { type: 'membership', id: 'china-brics' },
      because: [
        {
          fact: 'memberOf',
          ids: ['membership/china-brics', 'actor/china', 'forum/brics', 'source/world-factbook-2026-05-17'],
        },
        { fact: 'locatedIn', ids: ['actor/china', 'region/asia-pacific'] },
      ],
    });
  });

  it('shows only what was asked for of a link', async () => {
    const { data } = await service.get('/v1/regions/middle-east/forums?fields=evidenceCounts,forum.id');
    expect(data[0]).toEqual({ forum: { id: 'g20' }, evidenceCounts: { 'event-took-up-region': 2 } });
    const { data: explained } = await service.get('/v1/forums/g20/regions?fields=evidence.because.fact&limit=1');
    expect(Object.keys(explained[0])).toEqual(['evidence']);
    expect(
      new Set(
        explained[0].evidence.flatMap(({ because, ...other }: Json) => [
          ...because.flatMap(Object.keys),
          ...Object.keys(other),
        ]),
      ),
    ).toEqual(new Set(['fact']));
    expect((await service.ask('/v1/regions/middle-east/forums?fields=evidences')).body).toMatchObject({
      code: 'invalid-parameters',
      errors: [{ parameter: 'fields', code: 'unknown-field', detail: expect.stringMatching(/evidences.*evidence/) }],
    });
  });

  it('lists the whole evidence behind a link, by one rule or by all', async () => {
    const path = '/v1/regions/asia-pacific/forums/g20/evidence';
    const all = await service.get(path);
    expect(all['data'].map(({ rule, record }: Json) => [rule, record.id])).toEqual([
      ['event-took-up-region', 'wang-yi-lavrov-2025-02-20-asia-pacific'],
      ['event-took-up-region', 'wang-yi-lavrov-2025-02-20-regional-issues'],
      ['member-in-region', 'china-g20'],
      ['member-in-region', 'russia-g20'],
    ]);
    expect(all['data'][0].record.chains).toHaveLength(1);
    expect((await service.get(`${path}?rule=member-in-region`))['data']).toEqual(all['data'].slice(2));
    const first = await service.get(`${path}?limit=3`);
    expect(first['data']).toEqual(all['data'].slice(0, 3));
    expect((await service.get(first['links'].next))['data']).toEqual(all['data'].slice(3));
  });

  it('has nothing behind a link that is not there', async () => {
    expect((await service.get('/v1/regions/middle-east/forums/sco/evidence'))['data']).toEqual([]);
  });

  it('gives the same link from the side of the forum', async () => {
    const links = (await service.get('/v1/forums/g20/regions?limit=200'))['data'];
    expect(links.find(({ region }: Json) => region.id === 'middle-east')).toEqual(
      (await service.get('/v1/regions/middle-east/forums'))['data'][0],
    );
  });
});

describe('what does a claim rest on', () => {
  it('follows the ibid of footnote 2 to the readout of the other side', async () => {
    const { data } = await service.get('/v1/claims/relations-will-deepen/provenance');
    expect(data.claim).toMatchObject({
      id: 'relations-will-deepen',
      text: 'Relations of Russia and China will become closer.',
    });
    expect(data.corroboration).toEqual({
      statements: 1,
      passages: 1,
      sources: 1,
      publishers: 1,
      independentRoots: 1,
      roots: ['chinese-mfa-wang-yi-meets-lavrov'],
    });
    expect(data.chains).toHaveLength(1);
    expect(data.chains[0]).toMatchObject({
      statement: {
        id: 'lavrov-2025-02-20-deepening',
        mode: 'indirect-speech',
        said: '2025-02-20',
        event: 'wang-yi-lavrov-meeting-2025-02-20',
      },
      speakers: [
        {
          id: 'sergey-lavrov',
          name: 'Sergey Lavrov',
          representing: [{ id: 'russia', office: 'Minister of Foreign Affairs' }, { id: 'russian-foreign-ministry' }],
        },
      ],
      passage: { id: 'wl-p4-s1', locator: { paragraph: 4, sentence: 1 }, digest: { algorithm: 'sha-256' } },
      recordedIn: { id: 'wang-yi-lavrov-analysis' },
      citation: { id: 'wl-fn-2', marker: '2', ibidOf: 'wl-fn-1', accessed: '2025-02-28' },
      source: {
        id: 'chinese-mfa-wang-yi-meets-lavrov',
        type: 'webpage',
        title: 'Wang Yi Meets with Russian Foreign Minister Sergei Lavrov',
        publisher: 'Ministry of Foreign Affairs of China',
      },
      publisher: { id: 'chinese-foreign-ministry' },
      directness: 'counterpart',
    });
    expect(data.chains[0].because.map(({ fact, ids }: Json) => [fact, ids])).toEqual([
      ['publishedBy', ['source/chinese-mfa-wang-yi-meets-lavrov', 'actor/chinese-foreign-ministry']],
      ['publisherOnSide', ['actor/chinese-foreign-ministry', 'actor/china']],
      ['speaksFor', ['actor/sergey-lavrov', 'actor/russia']],
      ['speaksFor', ['actor/sergey-lavrov', 'actor/russian-foreign-ministry', 'actor/russia']],
      ['partyOf', ['event/wang-yi-lavrov-meeting-2025-02-20', 'actor/wang-yi', 'actor/china']],
    ]);
  });

  it('ends a chain without a footnote at what it is recorded in', async () => {
    const { data } = await service.get('/v1/claims/china-position-is-fair/provenance');
    expect(data.chains).toHaveLength(1);
    expect(data.chains[0]).toMatchObject({
      citation: null,
      source: null,
      publisher: null,
      endsAt: { source: 'wang-yi-lavrov-analysis', publisher: null },
      directness: 'undetermined',
      why: 'noPublisher',
      because: [{ fact: 'noCitation' }, { fact: 'noPublisher' }],
      recordedIn: { id: 'wang-yi-lavrov-analysis' },
    });
    expect(data.corroboration).toMatchObject({ statements: 1, sources: 1, publishers: 0 });
  });

  it('answers for one statement what it answers for its claim', async () => {
    const ofStatement = (await service.get('/v1/statements/lavrov-2025-02-20-deepening/provenance'))['data'];
    const ofClaim = (await service.get('/v1/claims/relations-will-deepen/provenance'))['data'];
    expect(ofStatement.chains).toEqual(ofClaim.chains);
    expect(ofStatement.claims).toEqual([{ id: 'relations-will-deepen', corroboration: ofClaim.corroboration }]);
  });

  it('tells it in PROV-O as well', async () => {
    const body = await service.get('/v1/claims/relations-will-deepen/provenance', 'application/ld+json');
    expect(body['@context'].prov).toBe('http://www.w3.org/ns/prov#');
    const nodes = new Map<string, Json>(body['@graph'].map((node: Json) => [node['@id'], node]));
    expect(nodes.size).toBe(body['@graph'].length);
    const iri = (path: string) => ({ '@id': `dictum:${path}` });
    expect(nodes.get('dictum:statement/lavrov-2025-02-20-deepening')).toMatchObject({
      'prov:wasAttributedTo': [iri('actor/sergey-lavrov')],
      'prov:wasDerivedFrom': iri('passage/wl-p4-s1'),
    });
    expect(nodes.get('dictum:passage/wl-p4-s1')).toMatchObject({ 'prov:wasDerivedFrom': iri('citation/wl-fn-2') });
    expect(nodes.get('dictum:citation/wl-fn-2')).toMatchObject({
      'prov:hadPrimarySource': iri('source/chinese-mfa-wang-yi-meets-lavrov'),
      'dictum:accessed': { '@value': '2025-02-28', '@type': 'xsd:date' },
    });
    expect(nodes.get('dictum:source/chinese-mfa-wang-yi-meets-lavrov')).toMatchObject({
      'prov:wasAttributedTo': iri('actor/chinese-foreign-ministry'),
    });
    expect(nodes.get('dictum:actor/sergey-lavrov')).toMatchObject({
      'prov:qualifiedDelegation': ['russia', 'russian-foreign-ministry'].map((side) =>
        iri(`delegation/lavrov-2025-02-20-deepening/sergey-lavrov/${side}`),
      ),
    });
    expect(nodes.get('dictum:delegation/lavrov-2025-02-20-deepening/sergey-lavrov/russia')).toMatchObject({
      '@type': 'prov:Delegation',
      'prov:agent': iri('actor/russia'),
      'prov:hadActivity': iri('assertion/lavrov-2025-02-20-deepening'),
      'schema:roleName': 'Minister of Foreign Affairs',
    });
  });
});
