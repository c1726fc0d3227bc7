import { blocksOf, type Article } from './article.ts';

/*
 * Articles in the styles of more houses.
 */

export const PAPERS_OTHERS: readonly Article[] = [
  {
    name: 'Ein Zeitungsbericht mit Spitzzeichen',
    language: 'de',
    shape: 'divisions',
    title: 'Streit um den Korridor',
    authors: ['Ansgar Wendelin'],
    site: 'Küstenkurier',
    issued: '2025-10-15',
    notes: [],
    blocks: blocksOf(`
{severia|Severien} will seine Patrouillen fortsetzen. »{q:ostrekova|Solange es einen Golf gibt, wird er bewacht}«, sagte die Sprecherin des Außenministeriums, {ostrekova|Galina Ostrekova}, am Dienstag.
Aus {corvania|Corvanien} kam scharfe Kritik. Chefunterhändler {armandeau|Jean-Luc Armandeau} sprach von einem »{q:armandeau|Megafon ohne Batterie}«.
Vizeaußenministerin {oyelaran|Tamsin Oyelaran} gab sich gelassen. »{q:oyelaran|Wir haben ein Mandat und eine Frist}«, erklärte sie. »{q:oyelaran|Das Mandat lebt noch.}«
»{q:dromov|Wer den Korridor öffnen will}«, so Außenminister {dromov|Pavel Dromov}, »{q:dromov|weiß, wo er klopfen muss.}«
Die {contact-group|Kontaktgruppe} zeigte sich »{q:contact-group|besorgt über den Ton}« der Debatte.
Er halte nichts von Ultimaten, sagte {kalloway|Idris Kalloway} dem Küstenkurier: »{q:kalloway|Ein Ultimatum ist eine Einladung zum Verschlafen.}«
`),
  },
  {
    name: 'Ein Aufsatz mit Anmerkungen',
    language: 'de',
    shape: 'drupal',
    title: 'Das Protokoll von 2022',
    authors: ['Rosalinde Thoma'],
    site: 'Zeitschrift für Meerespolitik',
    issued: '2025-03-01',
    blocks: blocksOf(`
Das Protokoll ist, so {armandeau|Armandeau}, „{q:armandeau|ein Thermometer ohne Patient}“.[1] In der Fachwelt stieß es auf Skepsis.[2]
{brandvold|Ewa Brandvold} verteidigte es mit den Worten: „{q:brandvold|Besser ein schlechtes Thermometer als keines.}“[3] {dromov|Dromov} hingegen wies es als „{q:dromov|Fieberfantasie}“ zurück.[4]
Die Zahlen sprechen für sich.[5] {xu|Xu Wenbo} mahnte gleichwohl, man dürfe „{q:xu|die Zahl nicht mit dem Meer verwechseln}“.[6]
`),
    notes: [
      {
        label: '1',
        text: 'Jean-Luc Armandeau, Das Protokoll: Ein Rückblick (Oldhafen: Leuchtturm Verlag, 2024), S. 12.',
        works: [['rueckblick', 'S. 12']],
      },
      {
        label: '2',
        text: 'Vgl. nur Petersen, Jörn: Messen und Meinen. In: Jahrbuch Golfpolitik 3 (2023), S. 44–61, hier S. 50.',
        works: ['messen'],
      },
      { label: '3', text: 'Ebd., S. 58.', works: [['messen', 'S. 58']] },
      { label: '4', text: 'Siehe Fn. 1, S. 90.', works: [['rueckblick', 'S. 90']] },
      {
        label: '5',
        text: 'Golfkommission: Verkehrsbericht 2024, https://golfkommission.example/vb2024, zuletzt abgerufen am 12.2.2025.',
        works: ['bericht'],
      },
      { label: '6', text: 'Zit. nach Petersen, Messen und Meinen, S. 60.', works: [['messen', 'S. 60']] },
    ],
  },
  {
    name: 'Интервью и заметка',
    language: 'ru',
    shape: 'news',
    title: 'Дромов: «Буи дрейфуют»',
    authors: [],
    site: 'Северный вестник',
    issued: '2025-06-11',
    notes: [],
    blocks: blocksOf(`
Глава МИД {severia|Северии} {dromov|Павел Дромов} ответил на вопросы журналистов по итогам переговоров с {brandvold|Эвой Брандволд}.
Министр подчеркнул, что «{q:dromov|никакой блокады нет и не было}». «{q:dromov|Буи дрейфуют, на то они и буи}», — пояснил он.
«{q:dromov|Если соседям угодно считать волны, пусть считают}, — добавил {dromov|Дромов}. — {q:dromov|Мы подождём}».
Ранее {ostrekova|Галина Острекова} сообщила, что переговоры прошли «{q:ostrekova|в атмосфере взаимного удивления}».
В свою очередь {brandvold|Брандволд} выразила надежду, что стороны «{q:brandvold|найдут слова раньше, чем снаряды}».
«{q:kalloway|Коридор закрыли не мы}», — так прокомментировал ситуацию президент {corvania|Корвании} {kalloway|Идрис Каллоуэй}.
Источник в делегации назвал встречу «{q:?|полезной, но холодной}».
`),
  },
  {
    name: '学术札记',
    language: 'zh',
    shape: 'blocks',
    title: '浮标与边界',
    authors: [],
    site: '海洋研究',
    issued: '2025-02-20',
    blocks: blocksOf(`
{halcyon-gulf|翠鸟湾}的边界之争由来已久。[1]{severia|塞维里亚}外长{dromov|帕维尔·德罗莫夫}曾说：“{q:dromov|浮标会漂流，这正是浮标的用处。}”[2]
{kalloway|伊德里斯·卡洛韦}总统则批评称，界线“{q:kalloway|随着部长的铅笔移动}”。[3]
{yunling|云岭}外长{xu|许文博}呼吁各方“{q:xu|少数浮标，多数船只}”。[4]
{brandvold|埃娃·布兰德沃尔}在接受采访时坦言：“{q:brandvold|我们谁也没有见过那条线。}”[5]
`),
    notes: [
      {
        label: '1',
        text: '参见周一帆：《小海史》，北方：灯塔出版社，2011年，第9—12页。',
        works: [['xiaohaishi', '第9—12页']],
      },
      { label: '2', text: '《德罗莫夫谈浮标》，《北方公报》2016年10月11日，第3版。', works: ['gongbao'] },
      { label: '3', text: '周一帆：《小海史》，第140页。', works: [['xiaohaishi', '第140页']] },
      { label: '4', text: '同上，第151页。', works: [['xiaohaishi', '第151页']] },
      { label: '5', text: '参见注2。', works: ['gongbao'] },
    ],
  },
  {
    name: 'بيان وتعليق',
    language: 'ar',
    shape: 'newsletter',
    title: 'العوامات والحدود',
    authors: [],
    site: 'مجلة الموج',
    issued: '2025-02-21',
    blocks: blocksOf(`
أكدت وزيرة الخارجية {haddadin|ليلى حدادين} أن بلادها «{q:haddadin|لن تعدّ الأمواج}».[1]
وقال الرئيس {kalloway|إدريس كالواي} في كلمة أمام البرلمان إن الخط «{q:kalloway|يتحرك مع قلم الوزير}».[2]
ومن جهته، وصف {dromov|بافل دروموف} الاتهامات بأنها «{q:dromov|حساب غاضب}».[3]
وتابع {dromov|دروموف}: «{q:dromov|العوامات تنجرف، وهذا عملها}».[4]
`),
    notes: [
      {
        label: '1',
        text: 'وزارة خارجية الرمال، «بيان صحفي»، 20 فبراير 2025، https://mfa.rimal.example/b20.',
        works: ['bayan'],
      },
      { label: '2', text: 'سعاد النجار، «القلم والخط»، مجلة الموج، العدد 12، 2024، ص 33.', works: [['qalam', 'ص 33']] },
      { label: '3', text: 'المرجع نفسه، ص 35.', works: [['qalam', 'ص 35']] },
      { label: '4', text: 'النجار، المصدر السابق، ص 40.', works: [['qalam', 'ص 40']] },
    ],
  },
  {
    name: 'Une dépêche d’agence',
    language: 'fr',
    shape: 'line-breaks',
    title: 'La Sévérie poursuivra ses patrouilles',
    authors: [],
    site: 'Agence du large',
    issued: '2025-10-14',
    notes: [],
    blocks: blocksOf(`
La {severia|Sévérie} poursuivra ses patrouilles, a prévenu mardi la porte-parole de sa diplomatie, {ostrekova|Galina Ostrekova}. « {q:ostrekova|La troisième fois, il n’y aura pas d’avertissement} », a-t-elle lancé.
« {q:armandeau|On ne répond pas à un mégaphone} », a réagi {armandeau|Jean-Luc Armandeau}, négociateur en chef de la {corvania|Corvanie}. « {q:armandeau|On attend que la pile soit vide.} »
De son côté, {brandvold|Ewa Brandvold} a estimé que le golfe était devenu « {q:brandvold|une très petite baignoire} ».
Le {contact-group|Groupe de contact} a dit dans un communiqué « {q:contact-group|regretter le ton des échanges} ».
Une source diplomatique parle d’une réunion « {q:?|tendue mais polie} ».
« {q:xu|Rien n’est perdu tant que la neige n’est pas tombée} », veut croire {xu|Xu Wenbo}.
`),
  },
  {
    name: 'Una nota d’agenzia',
    language: 'it',
    shape: 'blocks',
    title: 'Il golfo e le boe',
    authors: [],
    site: 'Agenzia del Mare',
    issued: '2025-10-16',
    blocks: blocksOf(`
«{q:dromov|Le boe vanno alla deriva}», ha detto {dromov|Pavel Dromov} ai giornalisti.[1]
Secondo {armandeau|Jean-Luc Armandeau}, il protocollo è stato «{q:armandeau|un termometro senza paziente}».[2] {brandvold|Ewa Brandvold} ha replicato: «{q:brandvold|Meglio un cattivo termometro che nessuno}».[3]
{kalloway|Kalloway} ha negato di aver chiuso il corridoio.[4]
`),
    notes: [
      {
        label: '1',
        text: '«Dromov: le boe», Agenzia del Mare, 15 ottobre 2025, https://agenzia.example/boe.',
        works: ['boe'],
      },
      {
        label: '2',
        text: 'Livia Marchetti, Il piccolo mare (Oldhaven: Faro, 2019), p. 12.',
        works: [['mare', 'p. 12']],
      },
      { label: '3', text: 'Ivi, p. 15.', works: [['mare', 'p. 15']] },
      { label: '4', text: 'Cfr. Marchetti, op. cit., p. 20.', works: [['mare', 'p. 20']] },
    ],
  },
  {
    name: 'Uma notícia',
    language: 'pt',
    shape: 'divisions',
    title: 'Comissão lamenta incidentes',
    authors: ['Redação'],
    site: 'Diário do Golfo',
    issued: '2025-09-10',
    notes: [],
    blocks: blocksOf(`
"{q:vasconcelos|Não há águas calmas com motores ligados}", afirmou {vasconcelos|Maria Vasconcelos Prado} nesta terça-feira.
O presidente {kalloway|Idris Kalloway} disse que seu país "{q:kalloway|não ligou nada}". Para {dromov|Dromov}, "{q:dromov|quem semeia boias colhe patrulhas}".
{brandvold|Ewa Brandvold}, por sua vez, classificou o episódio como "{q:brandvold|um mal-entendido caro}".
`),
  },
];
