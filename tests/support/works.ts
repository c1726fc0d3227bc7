import type { CslItem } from '../../src/model/csl.ts';

/** Works of all kinds, as people write them: each has something that a form of references may lose. */
export const WORKS: Readonly<Record<string, CslItem>> = {
  'a-day': {
    type: 'article-newspaper',
    title: 'NATO & the "Port" of Łódź: 50% of #1 {draft} in a_b',
    'container-title': 'Harbour Daily',
    author: [{ family: 'Adams', given: 'Zoe' }, { literal: 'Office for A and B, Samplia' }],
    issued: { 'date-parts': [[2024, 2, 20]] },
    language: 'en-GB',
    URL: 'https://example.org/briefing?a=1&b=2%20x_y#z~q',
  },
  'a-site': {
    type: 'webpage',
    title: 'Briefing',
    'container-title': 'Samplia Online',
    publisher: 'Ministry of Trade and Industry, Samplia',
    accessed: { 'date-parts': [[2024, 3, 1]] },
    URL: 'https://пример.рф/страница?x=«y»',
    language: 'ru',
  },
  'a-range': {
    type: 'article-journal',
    title: '论秩序',
    'container-title': 'Journal of Examples',
    author: [{ family: '王', given: '毅' }],
    issued: {
      'date-parts': [
        [2024, 12, 30],
        [2025, 1, 2],
      ],
    },
    volume: '3',
    issue: '2',
    page: '12-15',
    DOI: '10.1234/AbC_1<2>',
    ISSN: '1234-5679',
    language: 'zh',
  },
  'a-report': {
    type: 'report',
    title: 'Yearly report',
    genre: 'White paper',
    number: 'S/2024/7',
    publisher: 'Ministry of Trade and Industry',
    'publisher-place': 'Port Sample',
    issued: { 'date-parts': [[1900]], circa: true },
    author: [{ family: 'Gaulle', given: 'C.', 'non-dropping-particle': 'de' }],
  },
  'a-chapter': {
    type: 'chapter',
    title: 'Trade',
    'container-title': 'The Handbook of Examples',
    editor: [{ family: 'King', given: 'Martin Luther', suffix: 'Jr.' }],
    author: [{ family: 'Humboldt', given: 'A.', 'dropping-particle': 'von' }],
    page: '128-135',
    publisher: 'Harbour Press',
    'collection-title': 'Examples',
    ISBN: '978-3-16-148410-0',
    issued: { 'date-parts': [[2024, 5]] },
  },
  'a-speech': {
    type: 'speech',
    title: 'Address on C:\\path ~ x^2 $y',
    'event-title': 'Port Talks',
    'event-place': 'Port Sample',
    author: [{ family: 'Adams', given: 'Zoe' }],
    issued: { 'date-parts': [[2024, 9, 24]] },
  },
  'a-text': {
    type: 'webpage',
    title: 'No link',
    URL: 'www.example.org/a b',
    note: 'As printed.',
  },
};

/** As a reference manager gives it. */
export const MANAGED: CslItem = {
  id: 'http://zotero.org/users/local/AbCdEf/items/GHIJ2345',
  type: 'webpage',
  title: 'Briefing on the port ',
  'container-title': 'Samplia Online',
  'citation-key': 'adamsBriefing2024',
  author: [{ family: 'Berg', given: 'Jan', 'non-dropping-particle': 'van der', 'static-ordering': false }],
  issued: { 'date-parts': [['2024', '3', 1]] },
  accessed: { 'date-parts': [['2024', 3, 2]], season: '1' },
  note: 'Tex.Version: 2\nStatus: draft',
  volume: '3',
  custom: { 'other-ids': ['x'] },
};
/** As a registration agency gives it. */
export const REGISTERED: CslItem = {
  type: 'journal-article',
  title: 'Trade\n  and <i>Talk</i>',
  'container-title': 'Journal of Examples',
  'short-container-title': ['J. Ex.'],
  ISSN: ['1234-5678', '8765-4321'],
  subject: [],
  author: [{ given: 'Zoe', family: 'Adams', sequence: 'first', affiliation: [{ name: 'Port Institute' }] }],
  issued: { 'date-parts': [[null]] },
  indexed: { 'date-parts': [[2024, 5, 1]], 'date-time': '2024-05-01T00:00:00Z', timestamp: 1714521600000 },
  'is-referenced-by-count': 3,
  relation: {},
  link: [{ URL: 'https://example.org/pdf', 'content-type': 'application/pdf' }],
};
