import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed } from '../../support/http.ts';

const service = serviceOver(theSeed);

describe('what is told of a faulty question', () => {
  it.each([
    ['/v1/statements?date=2025-02-20', 'saidFrom'],
    ['/v1/statements?said_from=2025', 'saidFrom'],
    ['/v1/statements?since=2025', 'saidFrom'],
    ['/v1/statements?until=2025', 'saidTo'],
    ['/v1/statements?actor=wang-yi', 'speaker'],
    ['/v1/statements?page=2', 'cursor'],
    ['/v1/statements?per_page=5', 'limit'],
    ['/v1/statements?orderBy=said', 'sort'],
    ['/v1/statements?query=trade', 'q'],
    ['/v1/sources?doi=10.1000/1', 'identifier'],
    ['/v1/sources?url=https://e.org/x', 'identifier'],
    ['/v1/actors?type=person', 'kind'],
    ['/v1/actors?name=Wang', 'q'],
    ['/v1/events?when=2025', 'during'],
    ['/v1/statements?at=2025-02-20', 'during'],
    ['/v1/actors/wang-yi/positions?date=2025', 'saidFrom'],
    ['/v1/duplicates?kind=actor', 'type'],
  ])('names the parameter that was meant: %s', async (url, meant) => {
    const { status, body } = await service.ask(url);
    expect([status, body['errors'][0].detail]).toEqual([
      400,
      expect.stringContaining(`unknown parameter (did you mean ${meant}?); parameters here: `),
    ]);
  });

  it.each([
    ['/v1/duplicates?type=actors', 'actor'],
    ['/v1/duplicates?type=person', 'actor'],
    ['/v1/search?q=x&type=people', 'actor'],
    ['/v1/search?q=x&type=sources', 'source'],
    ['/v1/actors?kind=country', 'state'],
    ['/v1/memberships?status=full', 'member'],
    ['/v1/statements?stance=rejects', 'denies'],
    ['/v1/statements?sort=date', 'said'],
    ['/v1/statements?facets=speakers', 'speaker'],
    ['/v1/claims?disputed=yes', 'true'],
    ['/v1/paths?from=person/wang-yi&to=actor/china', 'actor'],
  ])('names the value that was meant: %s', async (url, meant) => {
    const { status, body } = await service.ask(url);
    expect([status, body['errors'][0].detail]).toEqual([400, expect.stringContaining(`(did you mean ${meant}?)`)]);
  });

  it.each([
    ['/v1/statments', 'statements'],
    ['/v1/statement/x', 'statements'],
    ['/v1/person/wang-yi', 'actors'],
    ['/v1/actors/wang-yi/statments', 'statements'],
    ['/v1/actors/wang-yi/position', 'positions'],
    ['/v1/regions/middle-east/forum', 'forums'],
    ['/v1/facets/statement/speaker', 'statements'],
    ['/v1/no-such-thing-at-all', null],
    ['/v1/actors/wang-yi/no-such-thing', null],
  ])('names the part of an address that was meant: %s', async (url, meant) => {
    const { status, body } = await service.ask(url);
    expect([status, body['detail']]).toEqual([
      404,
      `there is no GET ${url}${meant === null ? '' : ` (did you mean ${meant}?)`}; see /docs`,
    ]);
  });

  it('names the id that a name would be, and the day that is none', async () => {
    const { body } = await service.ask('/v1/statements?speaker=Wang%20Yi&saidFrom=2025-02-30&saidTo=20.02.2025');
    expect(body['errors'].map(({ detail }: { detail: string }) => detail)).toEqual([
      '"Wang Yi" is not an id; ids are 1 to 128 lower-case letters, digits and hyphens, as in wang-yi',
      '"2025-02-30" is not a date; there is no such day: February 2025 has 28 days; times are EDTF',
      '"20.02.2025" is not a date; write it as 2025-02-20; times are EDTF',
    ]);
  });
});
