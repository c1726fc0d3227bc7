import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, worldOf } from '../../support/http.ts';
import { source } from '../../support/world.ts';

/*
 * Sources, citations, statements, provenance and lists as references: for bibliography programs and in the styles of the field.
 */

const service = serviceOver(theSeed);
const URL = 'https://www.fmprc.gov.cn/eng/wjbzhd/202502/t20250222_11560491.html';
const SOURCE = '/v1/sources/chinese-mfa-wang-yi-meets-lavrov';
const CITATION = '/v1/citations/wl-fn-2';
const STATEMENT = '/v1/statements/lavrov-2025-02-20-deepening';
const CLAIM = '/v1/claims/relations-will-deepen/provenance';
const CSL = 'application/vnd.citationstyles.csl+json';
const RIS = 'application/x-research-info-systems';

const text = async (url: string, accept: string): Promise<string> => {
  const answer = await service.ask(url, { headers: { accept } });
  expect([answer.status, answer.headers['content-type']], answer.text).toEqual([200, `${accept}; charset=utf-8`]);
  return answer.text;
};
const item = {
  id: 'chinese-mfa-wang-yi-meets-lavrov',
  type: 'webpage',
  title: 'Wang Yi Meets with Russian Foreign Minister Sergei Lavrov',
  language: 'en',
  URL,
  'container-title': "Ministry of Foreign Affairs of the People's Republic of China",
  publisher: 'Ministry of Foreign Affairs of China',
};
const accessed = { 'date-parts': [[2025, 2, 28]] };

describe('a source whose date is a range of uneven precision', () => {
  const issued = {
    'date-parts': [
      [2025, 2],
      [2025, 3, 4],
    ],
  };
  const odd = serviceOver(
    worldOf(
      source('uneven', { csl: { type: 'report', title: 'Uneven', issued } }),
      source('even', { csl: { type: 'report', title: 'Even', issued: { 'date-parts': [[2025]] } } }),
    ),
  );

  it('is cited in every style, alone and in a list, and stays as it is written', async () => {
    const asked = ['chicago-notes-bibliography', 'chicago-author-date', 'apa'].flatMap((style) => [
      [`/v1/sources/uneven?style=${style}`, 'text/plain'],
      [`/v1/sources?style=${style}`, 'text/plain'],
      [`/sources/uneven/references?style=${style}`, 'text/html'],
    ]);
    for (const [url, accept] of asked) {
      const answer = await odd.ask(url!, { headers: { accept: accept! } });
      expect([url, answer.status, answer.text]).toEqual([url, 200, expect.stringContaining('Uneven')]);
    }
    expect((await odd.get('/v1/sources/uneven'))['data'].csl.issued).toEqual(issued);
  });
});

describe('what a record has to cite', () => {
  it('is CSL-JSON: of a citation, a statement or a claim with the day on which it was accessed', async () => {
    expect(JSON.parse(await text(SOURCE, CSL))).toEqual([item]);
    for (const url of [CITATION, STATEMENT, `${STATEMENT}/provenance`, CLAIM])
      expect(JSON.parse(await text(url, CSL)), url).toEqual([{ ...item, accessed }]);
  });

  it('is BibTeX', async () => {
    const ofSource = await text(SOURCE, 'application/x-bibtex');
    expect(ofSource).toMatch(/^@online\{chinese-mfa-wang-yi-meets-lavrov,/);
    expect(ofSource).toContain(`url = {${URL}}`);
    expect(ofSource).not.toContain('urldate');
    for (const url of [CITATION, STATEMENT, CLAIM])
      expect(await text(url, 'application/x-bibtex')).toContain('urldate = {2025-02-28}');
  });

  it('is RIS, with ids and addresses whole', async () => {
    expect((await text(STATEMENT, RIS)).split('\n')).toEqual(
      expect.arrayContaining(['TY  - ELEC', 'ID  - chinese-mfa-wang-yi-meets-lavrov', `UR  - ${URL}`, 'ER  - ']),
    );
  });

  it('is where a passage has no footnote the source that it stands in', async () => {
    expect(await text('/v1/statements/wl-p1-s1-multipolarity', 'text/plain')).toMatch(
      /^1\. .*“\[Analysis Article .*,” n\.d\., para\. 1\.\n$/,
    );
  });
});

describe('formatted references', () => {
  const NOTE =
    'Ministry of Foreign Affairs of the People’s Republic of China (Ministry of Foreign Affairs of China), accessed February 28, 2025, https';

  it('are footnotes in the Chicago style when no style is named', async () => {
    for (const url of [CITATION, STATEMENT, `${STATEMENT}/provenance`, CLAIM]) {
      const plain = await text(url, 'text/plain');
      // One footnote has the mark that it has in its document.
      expect(plain).toMatch(
        url === CITATION ? /^2\. “Wang Yi Meets with .*\.html\.\n$/ : /^1\. “Wang Yi Meets with .*\.html\.\n$/,
      );
      expect(plain).toContain(NOTE);
    }
  });

  it('are a bibliography for sources', async () => {
    expect(await text(SOURCE, 'text/plain')).toMatch(
      /^Ministry of Foreign Affairs of the People’s Republic of China\. “Wang Yi Meets .*\n$/,
    );
    expect(await text(`${SOURCE}?layout=footnotes`, 'text/plain')).toMatch(/^1\. “Wang Yi Meets /);
  });

  const ARTICLE = '/v1/citations?source=wang-yi-lavrov-analysis';
  it('have an ibid where a source is cited again at once, in the words of the language', async () => {
    const lines = (await text(`${ARTICLE}&locale=en-US`, 'text/plain')).trimEnd().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^1\. “Wang Yi/),
      '2. Ibid.',
      expect.stringMatching(/^3\. “Chinese, Russian FMs/),
      expect.stringMatching(/^4\. “Press Release/),
    ]);
    const german = await text(`${ARTICLE}&locale=de-DE`, 'text/html');
    expect(german).toMatch(
      /^<ol class="footnotes">\n {2}<li value="1">„Wang Yi Meets [^\n]*zugegriffen 28\. Februar 2025[^\n]*<\/li>\n {2}<li value="2">Ebd\.<\/li>\n/,
    );
  });

  it('come as a short form where others stand between', async () => {
    const lines = (await text('/v1/statements?limit=200', 'text/plain')).trimEnd().split('\n');
    const full = lines.findIndex((line) => line.includes('“Wang Yi Meets') && line.includes('accessed'));
    expect(lines.slice(full + 1).filter((line) => line.includes('“Wang Yi Meets'))).toContainEqual(
      expect.stringMatching(/^\d+\. “Wang Yi Meets with Russian Foreign Minister Sergei Lavrov\.”$/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^\d+\. Ibid\., para\. 7\.$/));
  });

  it.each([
    ['apa', 'footnotes', '(Wang Yi Meets with Russian Foreign Minister Sergei Lavrov, n.d.)\n'],
    [
      'apa',
      'bibliography',
      `Wang Yi Meets with Russian Foreign Minister Sergei Lavrov. (n.d.). Ministry of Foreign Affairs of the People’s Republic of China; Ministry of Foreign Affairs of China. Retrieved February 28, 2025, from ${URL}\n`,
    ],
    [
      'chicago-author-date',
      'bibliography',
      `“Wang Yi Meets with Russian Foreign Minister Sergei Lavrov.” n.d. Ministry of Foreign Affairs of the People’s Republic of China. Ministry of Foreign Affairs of China. Accessed February 28, 2025. ${URL}.\n`,
    ],
  ])('are %s as %s', async (style, layout, expected) => {
    expect(await text(`${STATEMENT}?style=${style}&layout=${layout}`, 'text/plain')).toBe(expected);
  });

  it('are text for a client that takes anything, and HTML for a browser, once a style is named', async () => {
    expect((await service.ask(`${STATEMENT}?style=apa&fields=label`)).body['errors']).toMatchObject([
      { parameter: 'fields', detail: expect.stringContaining('references have only what is cited') },
    ]);
    expect((await service.ask(`${STATEMENT}?style=apa`)).headers['content-type']).toBe('text/plain; charset=utf-8');
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const html = await service.ask(`${STATEMENT}?style=apa`, { headers: { accept: browser } });
    expect([html.headers['content-type'], html.headers['content-security-policy']]).toEqual([
      'text/html; charset=utf-8',
      "default-src 'none'; style-src 'unsafe-inline'",
    ]);
    expect((await service.ask(STATEMENT, { headers: { accept: browser } })).headers['content-type']).toBe(
      'application/json; charset=utf-8',
    );
  });
});

describe('the references of a list', () => {
  it('are those of its page, with the address of the next', async () => {
    const first = await service.ask('/v1/sources?limit=2', { headers: { accept: CSL } });
    expect(JSON.parse(first.text)).toHaveLength(2);
    const next = /^<([^>]*)>; rel="next"/.exec(first.headers['link']!)![1]!;
    expect(JSON.parse(await text(next, CSL))).toHaveLength(2);
    const page = await service.ask('/v1/sources?limit=2&style=apa');
    expect((await service.ask(/^<([^>]*)>/.exec(page.headers['link']!)![1]!)).text).not.toBe(page.text);
  });

  it('are none for an empty list', async () => {
    const none = '/v1/sources?q=no-such-word-anywhere';
    expect(JSON.parse(await text(none, CSL))).toEqual([]);
    for (const accept of ['application/x-bibtex', RIS, 'text/plain', 'text/html'])
      expect(await text(none, accept)).toBe('');
  });

  it('are the same for the list that belongs to an actor', async () => {
    expect(await text('/v1/actors/sergey-lavrov/statements', 'text/plain')).toBe(
      await text('/v1/statements?speaker=sergey-lavrov', 'text/plain'),
    );
  });
});

describe('what cannot be had as references', () => {
  it.each([
    ['/v1/sources?style=mla', 'style', /not one of chicago-notes-bibliography, chicago-author-date, apa/],
    ['/v1/sources?locale=de', 'locale', /not one of en-US, de-DE, /],
    ['/v1/sources?style=apa&style=apa', 'style', /given 2 times/],
    ['/v1/sources?layout=footnote', 'layout', /did you mean footnotes\?/],
    ['/v1/sources?style=apa&fields=id', 'fields', /only what is cited/],
    [`${STATEMENT}?style=apa&include=speakers`, 'include', /only what is cited/],
    ['/v1/statements?style=apa&facets=speaker', 'facets', /only what is cited/],
    [`${STATEMENT}/provenance?style=apa&limit=0`, 'limit', /from 1 to 200/],
    [`${STATEMENT}/provenance?style=apa&fields=statement`, 'fields', /only what is cited/],
    [`${CLAIM}?style=apa&fields=claim`, 'fields', /only what is cited/],
    ['/v1/actors?style=apa', 'style', /unknown parameter/],
  ])('%s names what is wrong', async (url, parameter, detail) => {
    const { status, body } = await service.ask(url);
    expect([status, body['code']]).toEqual([400, 'invalid-parameters']);
    expect(body['errors']).toEqual([expect.objectContaining({ parameter, detail: expect.stringMatching(detail) })]);
  });

  it('is JSON with a style', async () => {
    expect((await service.ask(`${SOURCE}?style=apa`, { headers: { accept: 'application/json' } })).body).toMatchObject({
      status: 406,
      detail: expect.stringContaining('with style, locale or layout'),
    });
  });

  it('is a record that is not there', async () => {
    expect((await service.ask('/v1/statements/nobody-said?style=apa')).status).toBe(404);
    expect((await service.ask('/v1/claims/no-claim/provenance?style=apa')).status).toBe(404);
  });
});
