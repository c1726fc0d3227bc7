import { expect, it } from 'vitest';
import { nameIn } from '../../src/model/name-choice.ts';
import type { LanguageName } from '../../src/model/names.ts';

const name = (text: string, language: string | null, more: Partial<LanguageName> = {}): LanguageName => ({
  name: text,
  language,
  kind: null,
  period: null,
  from: null,
  to: null,
  ended: false,
  ...more,
});

const NAMES = [
  name('plain', null),
  name('русский', 'ru'),
  name('russkij', 'ru-Latn', { kind: 'transliteration' }),
  name('简体', 'zh-Hans'),
  name('繁體', 'zh-Hant'),
  name('pinyin', 'zh-Latn-pinyin', { kind: 'transliteration' }),
  name('português', 'pt'),
  name('formerly', 'de', { kind: 'former' }),
  name('damals', 'de', { ended: true }),
  name('deutsch', 'de-AT'),
  name('kurz', 'de', { kind: 'short' }),
  name('srpski', 'sr-Latn'),
  name('српски', 'sr-Cyrl'),
];

it.each([
  [['ru'], 'русский'],
  [['ru-Latn'], 'russkij'],
  [['ru-RU'], 'русский'],
  [['zh'], '简体'],
  [['zh-Hant'], '繁體'],
  [['zh-TW'], '繁體'],
  [['pt-BR'], 'português'],
  [['de'], 'kurz'],
  [['de-AT'], 'deutsch'],
  [['sr'], 'српски'],
  [['sr-Latn'], 'srpski'],
  [['fr'], null],
  [['fr', 'ru'], 'русский'],
])('of several names that in %j is %s', (languages, expected) => {
  expect(nameIn(NAMES, languages)?.name ?? null).toBe(expected);
});

it('takes no transliteration for a name in the language, and a former name where there is no other', () => {
  expect(nameIn([name('russkij', 'ru-Latn', { kind: 'transliteration' })], ['ru'])).toBeNull();
  expect(nameIn([name('einst', 'de', { kind: 'former', ended: true })], ['de'])?.name).toBe('einst');
});

it.each([
  [['en'], 'Wu Shan'],
  [['fr', 'de'], 'Wu Shan'],
  [['bg'], 'У Шань'],
  [['ja'], null],
  [['ar'], null],
  [['zh'], '吴山'],
])('where none is in %j, a name is read in its script: %s', (languages, expected) => {
  const names = [
    name('吴山', 'zh-Hans'),
    name('Wu', 'zh-Latn', { kind: 'short' }),
    name('Wu Shan', 'zh-Latn', { kind: 'transliteration' }),
    name('У Шань', 'zh-Cyrl', { kind: 'transliteration' }),
  ];
  expect(nameIn(names, languages)?.name ?? null).toBe(expected);
});
