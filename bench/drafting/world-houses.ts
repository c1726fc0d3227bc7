import { body, person, state, type Named } from './world.ts';

/*
 * Whom and what the articles of more houses name: all of it invented.
 */

export const NAMED_BY_HOUSES: readonly Named[] = [
  state('velmark', 'Velmark', ['Велмарк', '维尔马克', 'فيلمارك']),
  state('corvania', 'Corvania', ['Corvanien', 'Corvanie', 'Корвания', '科尔瓦尼亚', 'كورفانيا']),
  state('severia', 'Severia', ['Северия', 'Severien', 'Sévérie', '塞维里亚', 'سيفيريا']),
  state('yunling', 'Yunling', ['云岭', 'Юньлин']),
  state('rimal', 'Rimal', ['الرمال', 'Римал']),
  state('tasmara', 'Republic of Tasmara', ['Tasmara']),
  body('velmark-mfa', 'Ministry of Foreign Affairs of Velmark', ['Velmark Foreign Ministry']),
  body('contact-group', 'Contact Group', ['Kontaktgruppe', 'Groupe de contact', 'Контактная группа', '联络小组']),
  body('gulf-commission', 'Halcyon Gulf Commission', ['HGC', 'Comisión del Golfo', 'Golfkommission']),
  person('brandvold', 'Ewa', 'Brandvold', ['Эва Брандволд', '埃娃·布兰德沃尔', 'إيفا براندفولد'], 'velmark'),
  person('kalloway', 'Idris', 'Kalloway', ['Идрис Каллоуэй', '伊德里斯·卡洛韦', 'إدريس كالواي'], 'corvania'),
  person('oyelaran', 'Tamsin', 'Oyelaran', [], 'corvania'),
  person('dromov', 'Pavel', 'Dromov', ['Павел Дромов', '帕维尔·德罗莫夫', 'بافل دروموف'], 'severia'),
  person('ostrekova', 'Galina', 'Ostrekova', ['Галина Острекова'], 'severia'),
  person('xu', 'Wenbo', 'Xu', ['Xu Wenbo', '许文博', 'Сюй Вэньбо'], 'yunling'),
  person('haddadin', 'Layla', 'Haddadin', ['ليلى حدادين'], 'rimal'),
  person('o-dalaigh', 'Fionn', "O'Dalaigh", [], 'velmark'),
  person('vasconcelos', 'Maria', 'Vasconcelos Prado', ['María Vasconcelos Prado'], 'tasmara'),
  person('armandeau', 'Jean-Luc', 'Armandeau', [], 'corvania'),
  person('heuvel', 'Pieter', 'van der Heuvel', [], 'velmark'),
  person('erdinc', 'Hakan', 'Erdinç', [], 'tasmara'),
  {
    type: 'region',
    id: 'halcyon-gulf',
    record: {
      name: 'Halcyon Gulf',
      alternativeNames: ['golfe d’Halcyon', 'golfo de Halcyon', 'Залив Альциона', '翠鸟湾', 'خليج هالسيون'],
    },
  },
  {
    type: 'topic',
    id: 'migration',
    record: { name: 'migration', alternativeNames: ['миграция', '移民', 'الهجرة', 'migración'] },
  },
];
