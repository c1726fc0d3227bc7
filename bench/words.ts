/*
 * Chance that is always the same, and names and sentences made of it. Everything is a function of numbers, so that
 * nothing has to be remembered while a graph of any size is written.
 */

export type Chance = {
  /** From 0 up to 1. */
  next: () => number;
  /** Whether something of this probability happens. */
  is: (probability: number) => boolean;
  /** A whole number from 0 up to `count`, each as likely. */
  below: (count: number) => number;
  /** A whole number from 0 up to `count` by Zipf's law: 0 is the most famous, n about 1/n as famous. */
  famous: (count: number) => number;
  one: <T>(of: readonly T[]) => T;
};

/** Mixes numbers into 32 bits that look unlike them (the finaliser of MurmurHash3). */
const mix = (...numbers: number[]): number =>
  numbers.reduce((hash, number) => {
    let h = Math.imul(hash ^ number, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return h ^ (h >>> 16);
  }, 0x9747b28c);

/** The chance of one thing: the same for the same numbers, whatever was asked before (mulberry32). */
export const chanceOf = (...numbers: number[]): Chance => {
  let seed = mix(...numbers);
  const next = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    next,
    below,
    is: (probability) => next() < probability,
    famous: (count) => Math.min(count - 1, Math.floor((count + 1) ** next()) - 1),
    one: (of) => of[below(of.length)]!,
  };
};

const SCRIPTS = ['latin', 'cyrillic', 'chinese', 'arabic'] as const;
export type Script = (typeof SCRIPTS)[number];

/** Syllables as each script writes them, in one order. */
const SYLLABLES: Record<Script, readonly string[]> = {
  latin: 'ka li ma na sa ta ra wa ba da ga fa za ha ya mi ni si ti ri bi di shi lu mu nu su tu ru ku'.split(' '),
  cyrillic: 'ка ли ма на са та ра ва ба да га фа за ха я ми ни си ти ри би ди ши лу му ну су ту ру ку'.split(' '),
  chinese: [...'卡利马纳萨塔拉瓦巴达加法扎哈亚米尼西提里比迪什卢穆努苏图鲁库'],
  arabic: 'كا لي ما نا سا تا را وا با دا غا فا زا ها يا مي ني سي تي ري بي دي شي لو مو نو سو تو رو كو'.split(' '),
};

const GIVEN: Record<Script, readonly string[]> = {
  latin: 'Anna Ivan Maria Sergey Elena Omar Layla Li Wei Fatima John Sofia Ahmed Yuki Pedro Amina'.split(' '),
  cyrillic: 'Анна Иван Мария Сергей Елена Омар Лейла Ли Вэй Фатима Джон София Ахмед Юки Педро Амина'.split(' '),
  chinese: '安娜 伊万 玛丽亚 谢尔盖 叶莲娜 奥马尔 莱拉 李 伟 法蒂玛 约翰 索菲亚 艾哈迈德 由纪 佩德罗 阿米娜'.split(' '),
  arabic: 'آنا إيفان ماريا سيرغي إيلينا عمر ليلى لي وي فاطمة جون صوفيا أحمد يوكي بيدرو أمينة'.split(' '),
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A word of two syllables or more, another for each number. */
const coined = (n: number, script: Script): string => {
  const syllables = SYLLABLES[script];
  const size = syllables.length;
  const parts = [syllables[n % size]!];
  for (let rest = Math.floor(n / size) + size; rest > 0; rest = Math.floor(rest / size))
    parts.push(syllables[rest % size]!);
  return capital(parts.join(''));
};

export type Named = { name: string; alternativeNames: string[] };

const written = (spell: (script: Script) => string, chance: Chance): Named => {
  const own = chance.is(0.55) ? 'latin' : chance.one(SCRIPTS);
  const others = SCRIPTS.filter((script) => script !== own && (script === 'latin' || chance.is(0.3)));
  return { name: spell(own), alternativeNames: others.map(spell) };
};

/** The name of a place, in its script, with its forms in others. */
export const placeName = (n: number, chance: Chance): Named => written((script) => coined(n, script), chance);

/** The name of a person, in their script, with its forms in others; family names differ, given names repeat. */
export const personName = (n: number, chance: Chance): Named => {
  const given = chance.below(GIVEN.latin.length);
  return written(
    (script) =>
      script === 'chinese'
        ? `${coined(n, script)}·${GIVEN.chinese[given]!}`
        : `${GIVEN[script][given]!} ${coined(n, script)}`,
    chance,
  );
};

const NOUNS =
  'trade security energy treaty border water grain port reform climate visa tariff satellite railway debt election ceasefire embargo summit pipeline refugee currency missile fishery vaccine sanction corridor customs embassy investment'.split(
    ' ',
  );
const VERBS = 'needs supports delays replaces widens limits restores endangers renews precedes'.split(' ');
const KINDS = 'joint new mutual regional lasting early open binding partial wider'.split(' ');

const ABROAD: readonly (readonly string[])[] = [
  'безопасность торговля граница договор энергия вода порт реформа климат выборы поддерживает требует ограничивает'.split(
    ' ',
  ),
  '安全 贸易 边界 条约 能源 水资源 港口 改革 气候 选举 支持 需要 限制'.split(' '),
  'الأمن التجارة الحدود المعاهدة الطاقة المياه الميناء الإصلاح المناخ الانتخابات يدعم يحتاج يقيد'.split(' '),
];

export const topicWord = (chance: Chance): string => `${chance.one(KINDS)} ${NOUNS[chance.famous(NOUNS.length)]!}`;

/** A sentence that names a coined place too, so that a text has rare words beside the common ones. */
export const sentence = (chance: Chance, places: number): string =>
  `The ${topicWord(chance)} agreement ${chance.one(VERBS)} ${topicWord(chance)} and ${NOUNS[chance.famous(NOUNS.length)]!} in ${coined(chance.famous(places), 'latin')}.`;

/** A sentence in a language other than English. */
export const foreignSentence = (chance: Chance): string => {
  const words = chance.one(ABROAD);
  return `${Array.from({ length: 5 + chance.below(4) }, () => chance.one(words)).join(' ')}.`;
};

/** A day that many days after the first of the year 2000, as an ISO date. */
export const isoDay = (day: number): string => new Date(Date.UTC(2000, 0, 1 + day)).toISOString().slice(0, 10);

/** A day as a source may give it, in EDTF: mostly to the day, else to the month or year, now and then uncertain or not at all. */
export const roughly = (day: number, chance: Chance): string | null => {
  const date = isoDay(day);
  const how = chance.next();
  if (how < 0.72) return date;
  if (how < 0.85) return date.slice(0, 7);
  if (how < 0.91) return date.slice(0, 4);
  if (how < 0.96) return `${date.slice(0, chance.one([4, 7, 10]))}${chance.one(['~', '?', '%'])}`;
  return null;
};
