/*
 * Whom and what the articles name: all of it invented. A name has its forms in the languages of the articles.
 */

export type Named = {
  type: 'actor' | 'forum' | 'region' | 'topic' | 'event';
  id: string;
  record: Record<string, unknown>;
};

export const person = (
  id: string,
  given: string,
  family: string,
  others: readonly string[],
  represents: string,
): Named => ({
  type: 'actor',
  id,
  record: {
    kind: 'person',
    name: `${given} ${family}`,
    givenName: given,
    familyName: family,
    alternativeNames: others,
    represents: [{ actor: represents }],
  },
});
export const state = (id: string, name: string, others: readonly string[]): Named => ({
  type: 'actor',
  id,
  record: { kind: 'state', name, alternativeNames: others },
});
export const body = (id: string, name: string, others: readonly string[]): Named => ({
  type: 'actor',
  id,
  record: { kind: 'institution', name, alternativeNames: others },
});

export const NAMED: readonly Named[] = [
  state('arvenia', 'Arvenia', ['Arvenien', 'Arvénie', 'Арвения', '阿尔维尼亚', 'أرفينيا']),
  state('kestria', 'Kestria', ['Kestrien', 'Kestrie', 'Кестрия', '凯斯特里亚', 'كستريا']),
  state('dravonia', 'Dravonia', ['Dravonien', 'Dravonie', 'Дравония', '德拉沃尼亚', 'درافونيا']),
  state('tanzhou', 'Tanzhou', ['檀洲']),
  body('arvenian-mfa', 'Arvenian Foreign Ministry', ['Ministry of Foreign Affairs of Arvenia']),
  body('amber-council', 'Amber Council', [
    'Bernsteinrat',
    'Conseil de l’Ambre',
    'Consejo del Ámbar',
    'Янтарный совет',
    '琥珀理事会',
    'مجلس العنبر',
  ]),
  body('ana', 'Arven News Agency', ['ANA']),
  person('velling', 'Marta', 'Velling', ['Марта Веллинг', '玛尔塔·韦林', 'مارتا فيلينغ'], 'arvenia'),
  person('reuther', 'Jonas', 'Reuther', ['Йонас Ройтер', 'يوناس رويتر'], 'kestria'),
  person('gorodin', 'Lev', 'Gorodin', ['Лев Городин', '列夫·戈罗金', 'ليف غورودين'], 'dravonia'),
  person('zarechnaya', 'Irina', 'Zarechnaya', ['Ирина Заречная'], 'dravonia'),
  person('lin', 'Haiming', 'Lin', ['Lin Haiming', '林海明'], 'tanzhou'),
  person('al-wadi', 'Samer', 'al-Wadi', ['سامر الوادي'], 'arvenia'),
  person('montferrand', 'Claire', 'Montferrand', [], 'kestria'),
  person('arrieta', 'Tomás', 'Arrieta', [], 'arvenia'),
  person('okwute', 'Adaeze', 'Okwute', [], 'kestria'),
  {
    type: 'region',
    id: 'amber-strait',
    record: {
      name: 'Amber Strait',
      alternativeNames: [
        'Bernsteinstraße',
        'détroit d’Ambre',
        'estrecho del Ámbar',
        'Янтарный пролив',
        '琥珀海峡',
        'مضيق العنبر',
      ],
    },
  },
  {
    type: 'topic',
    id: 'fisheries',
    record: {
      name: 'fisheries',
      alternativeNames: ['Fischerei', 'pêche', 'pesca', 'рыболовство', '渔业', 'مصايد الأسماك'],
    },
  },
];
