import { describe, expect, it } from 'vitest';
import { Gazetteer, type KnownName } from '../../../src/draft/gazetteer.ts';
import { layoutOf } from '../../../src/draft/layout.ts';
import { quotedIn } from '../../../src/draft/quoted.ts';
import { speechActs } from '../../../src/draft/speech.ts';

const NAMES: KnownName[] = [
  ...['Ada Adams', 'Ада Адамс', '阿达·亚当斯'].map((name) => ({
    type: 'actor' as const,
    id: 'ada',
    name,
    isPerson: true,
  })),
  ...['Adams', 'Адамс'].map((name) => ({ type: 'actor' as const, id: 'ada', name, isPerson: true, isFamily: true })),
  ...['Ben Beispiel', 'Бен Бейспиль'].map((name) => ({ type: 'actor' as const, id: 'ben', name, isPerson: true })),
  ...['Beispiel', 'Бейспиль'].map((name) => ({
    type: 'actor' as const,
    id: 'ben',
    name,
    isPerson: true,
    isFamily: true,
  })),
  { type: 'actor', id: 'borduria', name: 'Borduria' },
  { type: 'actor', id: 'syldavia', name: 'Syldavia' },
  { type: 'actor', id: 'us', name: 'US' },
  { type: 'topic', id: 'trade', name: 'trade' },
];
const gazetteer = new Gazetteer(NAMES);

/** Each act: the mode, the speakers, what is said, and the quotations; `not` before what is denied. */
const actsIn = (text: string, language = 'en'): string[] =>
  speechActs(text, layoutOf(text).sentences, gazetteer.find(text, language), language).map(
    ({ mode, stance, speakers, said, quotes }) =>
      `${mode} ${speakers.join('+') || '?'}: ${stance === 'affirms' ? '' : `${stance} `}${text.slice(said.start, said.end)}${quotes.map(({ start, end }) => ` “${text.slice(start, end)}”`).join('')}`,
  );

describe('what somebody reports', () => {
  it('is read in the time of its length, whatever stands at its end', () => {
    // Tried in every way that they can be grouped in, these would take for ever.
    expect(actsIn(`Ada Adams said that trade will grow ${'\u00B9'.repeat(60)}x.`)).toHaveLength(1);
  });
});

describe('who says what', () => {
  it('is nothing where a passive only names who did it', () => {
    expect(actsIn('The visit was announced by Ada Adams on Monday.')).toEqual([]);
  });

  it.each([
    ['“Trade will grow,” Ada Adams said.', 'direct-quote ada: Trade will grow, “Trade will grow,”'],
    ['"It is a trap," said Ben Beispiel, the minister.', 'direct-quote ben: It is a trap, “It is a trap,”'],
    ['“Is it over?” asked Ada Adams.', 'direct-quote ada: Is it over? “Is it over?”'],
    [
      'Ada Adams said: “Trade will grow and grow.”',
      'direct-quote ada: Trade will grow and grow. “Trade will grow and grow.”',
    ],
    [
      '“We will not wait. The time is now,” Ada Adams told reporters on Monday.',
      'direct-quote ada: We will not wait. The time is now, “We will not wait. The time is now,”',
    ],
    ['Ada Adams said that trade would grow.[1]', 'indirect-speech ada: trade would grow.'],
    ['It was noted by Ada Adams that trade had grown.', 'indirect-speech ada: trade had grown.'],
    ['Ada Adams, who met Ben Beispiel, said that trade would grow.', 'indirect-speech ada: trade would grow.'],
    ['According to Borduria, trade was raised too.', 'indirect-speech borduria: trade was raised too.'],
    ['Ada Adams denied that a deal had been struck.', 'indirect-speech ada: denies a deal had been struck.'],
    ['Ada Adams questioned whether trade would grow.', 'indirect-speech ada: doubts trade would grow.'],
    [
      'Ada Adams told reporters the talks were “very useful indeed”, and left.',
      'indirect-speech ada: the talks were “very useful indeed”, and left. “very useful indeed”',
    ],
    ['The ministry denied that a deal had been struck.', 'indirect-speech ?: denies a deal had been struck.'],
    ['Ada Adams’s spokeswoman said that she was tired.', 'indirect-speech ?: she was tired.'],
    ['Ada Adams met Ben Beispiel. She said that trade would grow.', 'indirect-speech ada: trade would grow.'],
    [
      'Ada Adams and Ben Beispiel met. The two ministers discussed trade and its growth.',
      'readout ada+ben: discussed trade and its growth.',
    ],
    [
      'Ada Adams has said that trade would be “a lock without a key”, a phrase that Ben Beispiel dismissed as “poetry and no more”.',
      [
        'direct-quote ada: a lock without a key “a lock without a key”',
        'direct-quote ben: poetry and no more “poetry and no more”',
      ],
    ],
    [
      '“Trade will grow,” said Borduria’s foreign minister, Ada Adams.',
      'direct-quote ada: Trade will grow, “Trade will grow,”',
    ],
    [
      'The meeting between Ada Adams and Ben Beispiel was long. Borduria and Syldavia had waited. The meeting focused on trade.',
      'readout ada+ben: focused on trade.',
    ],
    [
      'Ada Adams met Ben Beispiel. Trade and its growth played a central part in the talks.',
      'readout ada+ben: Trade and its growth played a central part in the talks.',
    ],
    ['Trade and its growth played a central part in the talks.', []],
    ['Ada Adams’s emphasis on “new times” was noted.', 'direct-quote ada: new times “new times”'],
    ['Ada Adams’s remark reveals that trade has grown.', []],
    [
      'Of note is Ada Adams’s appreciation of trade.',
      'indirect-speech ada: Of note is Ada Adams’s appreciation of trade.',
    ],
    ['The policies of Borduria and of the United States of Nowhere form the basis of trade.', []],
    [
      'Ada Adams was described as “a lock without a key”.',
      'direct-quote ?: a lock without a key “a lock without a key”',
    ],
    [
      'Ada Adams was described as “a lock without a key” by Ben Beispiel.',
      'direct-quote ben: a lock without a key “a lock without a key”',
    ],
    [
      'Borduria - a neighbour of Syldavia - said it “regrets the tone”.',
      'indirect-speech borduria: it “regrets the tone”. “regrets the tone”',
    ],
    [
      'When Ada Adams took office she promised “fewer words and more deeds”.',
      'direct-quote ada: fewer words and more deeds “fewer words and more deeds”',
    ],
    [
      'Syldavia will sail “until the sea is dry”, its trade minister said.\nBen Beispiel told a briefing that trade would grow.',
      ['direct-quote ben: until the sea is dry “until the sea is dry”', 'indirect-speech ben: trade would grow.'],
    ],
    [
      'An official of Borduria, who would not be named, said: “Trade will grow.”',
      'direct-quote ?: Trade will grow. “Trade will grow.”',
    ],
    [
      'The agency quoted Ben Beispiel as saying: “Trade will grow.”',
      'direct-quote ben: Trade will grow. “Trade will grow.”',
    ],
    ['Ada Adams and Ben Beispiel said that trade would grow.', 'indirect-speech ada+ben: trade would grow.'],
    [
      'Minister Ada Adams met an envoy of Syldavia. The minister said that trade would grow.',
      'indirect-speech ada: trade would grow.',
    ],
    ['Ada Adams, the president of Borduria, warned that trade would grow.', 'indirect-speech ada: trade would grow.'],
    ['Ada Adams was guarded: “Trade will grow.”', 'direct-quote ada: Trade will grow. “Trade will grow.”'],
    ['A so-called “trade war” worries Borduria.', null],
    ['Borduria maintains a fleet.', null],
  ])('%s', (text, expected) => {
    const acts = actsIn(text);
    if (expected === null) expect(acts.filter((act) => !act.startsWith('indirect-speech ?'))).toEqual([]);
    else expect(acts).toEqual([expected].flat());
  });

  it('is whoever spoke last for a pronoun, and where a quotation goes on', () => {
    expect(
      actsIn(
        'Ada Adams said that trade would grow. She warned of “grave consequences for all of us”.\n“That is all I know.”',
      ),
    ).toEqual([
      'indirect-speech ada: trade would grow.',
      'direct-quote ada: grave consequences for all of us “grave consequences for all of us”',
      'direct-quote ada: That is all I know. “That is all I know.”',
    ]);
  });

  it('is whoever stands before the colon in a transcript, sentence by sentence', () => {
    expect(
      actsIn(
        'Ada Adams met journalists.\nQuestion: Will trade grow?\nAda Adams: It will grow. I am sure of that.\nQuestion: When?\nAnswer: It grows today.',
      ),
    ).toEqual([
      'direct-quote ada: It will grow. “It will grow.”',
      'direct-quote ada: I am sure of that. “I am sure of that.”',
      'direct-quote ada: It grows today. “It grows today.”',
    ]);
  });

  it('is parted from words within the marks that say who speaks', () => {
    const [fr, ru] = [
      actsIn('« Le commerce augmentera, a déclaré Ada Adams. Et il augmentera encore. »', 'fr'),
      actsIn('«Торговля будет расти, — сказала Ада Адамс. — И будет расти ещё».', 'ru'),
    ];
    expect(fr).toEqual([
      'direct-quote ada: Le commerce augmentera “Le commerce augmentera”',
      'direct-quote ada: Et il augmentera encore. “Et il augmentera encore.”',
    ]);
    expect(ru).toEqual([
      'direct-quote ada: Торговля будет расти, — сказала Ада Адамс. — И будет расти ещё “Торговля будет расти” “И будет расти ещё”',
    ]);
  });

  it('is told in other languages by their own words', () => {
    expect(actsIn('Ада Адамс заявила, что торговля вырастет. По словам Адамса, всё хорошо.', 'ru')).toEqual([
      'indirect-speech ada: торговля вырастет.',
      'indirect-speech ada: всё хорошо.',
    ]);
    expect(actsIn('„Der Handel wird wachsen“, sagte Ada Adams.', 'de')).toEqual([
      'direct-quote ada: Der Handel wird wachsen “Der Handel wird wachsen”',
    ]);
    expect(actsIn('Ben Beispiel wies den Vorwurf von Borduria zurück.', 'de')).toEqual([]);
    expect(actsIn('Ben Beispiel wies zurück, dass der Handel wächst.', 'de')).toEqual([
      'indirect-speech ben: denies der Handel wächst.',
    ]);
    expect(actsIn('Ada Adams a déclaré que le commerce augmentera.', 'fr')).toEqual([
      'indirect-speech ada: le commerce augmentera.',
    ]);
    expect(actsIn('Ada Adams dijo que el comercio crecerá.', 'es')).toEqual([
      'indirect-speech ada: el comercio crecerá.',
    ]);
    expect(actsIn('阿达·亚当斯表示，贸易将继续增长。', 'zh')).toEqual(['indirect-speech ada: 贸易将继续增长。']);
    expect(actsIn('Ada Adams ticaretin büyüyeceğini söyledi.', 'tr')).toEqual([
      'indirect-speech ada: ticaretin büyüyeceğini söyledi',
    ]);
    expect(actsIn('Ada Adams sanoi, että kauppa kasvaa.', 'fi')).toEqual([]);
  });
});

describe('a paragraph that is a whole text', () => {
  it('is read in the time of its sentences', () => {
    const text = 'Ada Adams wies das am Dienstag als »Unsinn« zurück. '.repeat(1000).trim();
    expect(actsIn(text, 'de')).toHaveLength(1000);
  });
});

describe('names in a text', () => {
  const found = (text: string, language = 'en'): string[] =>
    gazetteer.find(text, language).map(({ ids, words }) => `${ids.join('|')}=${words}`);

  it.each([
    ['Borduria’s trade with the US', 'en', ['borduria=Borduria', 'trade=trade', 'us=US']],
    ['They told us of it', 'en', []],
    ['встреча Адамса с Бейспилем', 'ru', ['ada=Адамса', 'ben=Бейспилем']],
    ['今天阿达·亚当斯说', 'zh', ['ada=阿达·亚当斯']],
    ['Ada Adams'.toUpperCase(), 'en', ['ada=ADA ADAMS']],
  ])('%s', (text, language, expected) => {
    expect(found(text, language)).toEqual(expected);
  });

  it('that several have are all told, but for whom the text names whole', () => {
    const two = new Gazetteer([
      ...NAMES,
      { type: 'actor', id: 'amy', name: 'Amy Adams', isPerson: true },
      { type: 'actor', id: 'amy', name: 'Adams', isPerson: true, isFamily: true },
    ]);
    expect(two.find('Adams spoke.', 'en')[0]!.ids).toEqual(['ada', 'amy']);
    expect(two.find('Amy Adams came. Adams spoke.', 'en').map(({ ids }) => ids)).toEqual([['amy'], ['amy']]);
  });
});

describe('what is quoted', () => {
  it.each([
    ['“a b” and “c d”', ['a b', 'c d']],
    ['«a b», „c d“ and 「e f」', ['a b', 'c d', 'e f']],
    ['"a \'b\' c" then', ["a 'b' c"]],
    ['It’s the ministers’ house', []],
    ['He said ‘it’s late’ and left', ['it’s late']],
    ['“it goes on', ['it goes on']],
  ])('%s', (text, expected) => {
    expect(quotedIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });
});
