import { blocksOf, type Article } from './article.ts';

/*
 * Articles in the styles of many houses, written before the rules were tried on them.
 */

export const HOUSES_OTHERS: readonly Article[] = [
  {
    name: 'Eine Studie mit Fußnoten',
    language: 'de',
    shape: 'pdf',
    title: 'Patrouillen ohne Auftrag',
    authors: ['Friederike Ahlsen'],
    site: 'Stiftung Meerespolitik',
    issued: '2025-04-02',
    blocks: blocksOf(`
{corvania|Corvanien} beruft sich auf das Abkommen von 1998.[1] Dessen Wortlaut ist eindeutig, wie {oyelaran|Tamsin Oyelaran} betont: „{q:oyelaran|Wer lesen kann, ist klar im Vorteil.}“[2]
{dromov|Pavel Dromov} sieht das anders. „{q:dromov|Ein Vertrag ist kein Fahrplan}“, sagte er der Zeitung „Nordlicht“, „{q:dromov|und selbst Fahrpläne ändern sich.}“[3] Die {contact-group|Kontaktgruppe} hat dazu bislang geschwiegen.[4]
Nach Auffassung von {brandvold|Brandvold} ist die Lage „{q:brandvold|ernst, aber nicht eilig}“.[5] Sie verwies auf die Arbeit der {gulf-commission|Golfkommission}.[6]
In der Literatur wird das Abkommen als „{q:?|Papier mit Wasserzeichen}“ verspottet.[7]
`),
    notes: [
      {
        label: '1',
        text: 'Abkommen über die Durchfahrt im Golf vom 4. Mai 1998, Art. 6.',
        works: [['abkommen', 'Art. 6']],
      },
      {
        label: '2',
        text: 'Tamsin Oyelaran, Rede vor der Golfkommission, 12. März 2025, S. 3.',
        works: [['rede', 'S. 3']],
      },
      {
        label: '3',
        text: '„Dromov weist Kritik zurück“, Nordlicht, 15.03.2025, https://nordlicht.example/dromov (abgerufen am 20.03.2025).',
        works: ['nordlicht'],
      },
      { label: '4', text: 'Vgl. ebd.', works: ['nordlicht'] },
      {
        label: '5',
        text: 'Jörn Petersen, Das kleine Meer (Oldhafen: Leuchtturm Verlag, 2019), S. 55–57.',
        works: [['meer', 'S. 55–57']],
      },
      { label: '6', text: 'Oyelaran, Rede (Anm. 2), S. 5.', works: [['rede', 'S. 5']] },
      { label: '7', text: 'Petersen, a. a. O., S. 61 f.', works: [['meer', 'S. 61 f.']] },
    ],
  },
  {
    name: 'Аналитическая записка',
    language: 'ru',
    shape: 'docx',
    title: 'Залив без правил',
    authors: ['Аркадий Лунёв'],
    site: 'Институт морской политики',
    issued: '2025-06-20',
    blocks: blocksOf(`
Министр иностранных дел {severia|Северии} {dromov|Павел Дромов} 10 июня заявил: «{q:dromov|Патрули останутся в заливе столько, сколько потребуется}»[1].
Как подчеркнула {brandvold|Эва Брандволд}, {velmark|Велмарк} «{q:brandvold|не намерен спорить о погоде}»[2]. В ответ {dromov|Дромов} назвал эти слова «{q:dromov|прогнозом без барометра}»[3].
«{q:ostrekova|Мы читаем договор целиком}, — отметила официальный представитель МИД {ostrekova|Галина Острекова}, — {q:ostrekova|а не только те страницы, которые нравятся соседям}»[4].
По мнению {xu|Сюй Вэньбо}, {contact-group|Контактная группа} «{q:xu|ещё не сказала последнего слова}»[5]. Президент {corvania|Корвании} {kalloway|Идрис Каллоуэй} отрицал, что его страна закрыла коридор[6].
Вопрос о {migration|миграции} остаётся открытым[7].
`),
    notes: [
      {
        label: '1',
        text: 'Дромов: патрули останутся // Северный вестник. 10.06.2025. URL: https://vestnik.severia.example/1 (дата обращения: 12.06.2025).',
        works: ['vestnik'],
      },
      {
        label: '2',
        text: 'Выступление Э. Брандволд на форуме в Нортхейвене, 11 июня 2025 г. URL: https://mfa.velmark.example/ru/forum (дата обращения: 12.06.2025).',
        works: ['forum'],
      },
      { label: '3', text: 'Там же.', works: ['forum'] },
      {
        label: '4',
        text: 'Цит. по: Кравец И.П. Малые моря: политика и право. М.: Маяк, 2019. С. 118.',
        works: [['kravets', 'С. 118']],
      },
      { label: '5', text: 'Кравец И.П. Указ. соч. С. 121–122.', works: [['kravets', 'С. 121–122']] },
      { label: '6', text: 'Там же, с. 130.', works: [['kravets', 'с. 130']] },
      { label: '7', text: 'См. прим. 2.', works: ['forum'] },
    ],
  },
  {
    name: '翠鸟湾评论',
    language: 'zh',
    shape: 'text',
    title: '翠鸟湾：没有规则的海湾',
    authors: [],
    site: '海洋评论',
    issued: '2025-06-25',
    blocks: blocksOf(`
6月10日，{severia|塞维里亚}外长{dromov|帕维尔·德罗莫夫}在记者会上表示：“{q:dromov|只要有需要，巡逻就会继续。}”[1]
{yunling|云岭}外长{xu|许文博}则认为，各方应“{q:xu|先把灯打开，再谈房间归谁}”。[2]他还指出，{contact-group|联络小组}的作用不可替代。[3]
“{q:brandvold|我们不争论天气，}”{velmark|维尔马克}外长{brandvold|埃娃·布兰德沃尔}回应说，“{q:brandvold|我们只带伞。}”[4]
对此，{kalloway|伊德里斯·卡洛韦}总统强调：“{q:kalloway|三角洲不是筹码。}”[5]
`),
    notes: [
      {
        label: '1',
        text: '《德罗莫夫答记者问》，载《北方通报》，2025年6月10日，https://vestnik.severia.example/zh/1。',
        works: ['tongbao'],
      },
      { label: '2', text: '许文博：《论小海》，灯塔出版社，2018年版，第12页。', works: [['xiaohai', '第12页']] },
      { label: '3', text: '同上书，第15页。', works: [['xiaohai', '第15页']] },
      { label: '4', text: '同注1。', works: ['tongbao'] },
      { label: '5', text: '许文博，前引书，第88页。', works: [['xiaohai', '第88页']] },
    ],
  },
  {
    name: 'مقال رأي',
    language: 'ar',
    shape: 'blocks',
    title: 'خليج بلا قواعد',
    authors: [],
    site: 'المنبر البحري',
    issued: '2025-07-01',
    blocks: blocksOf(`
قالت وزيرة خارجية {rimal|الرمال} {haddadin|ليلى حدادين} يوم الثلاثاء: «{q:haddadin|لن نغلق الباب، لكننا لن نتركه مفتوحا للريح}».[1]
وأوضحت {haddadin|حدادين} أن {rimal|الرمال} «{q:haddadin|لا تطلب أكثر من النص}».[2]
وردّ الرئيس {kalloway|إدريس كالواي} قائلا: «{q:kalloway|النص واضح لمن يقرأ}».[3]
ونفت {severia|سيفيريا} إغلاق الممر.[4]
وأشارت {brandvold|إيفا براندفولد} إلى أن {migration|الهجرة} عبر {halcyon-gulf|خليج هالسيون} تضاعفت.[5]
`),
    notes: [
      {
        label: '1',
        text: '«حدادين: لن نغلق الباب»، وكالة الرمال، 24 يونيو 2025، https://news.rimal.example/ar/1.',
        works: ['wakala'],
      },
      { label: '2', text: 'المصدر نفسه.', works: ['wakala'] },
      {
        label: '3',
        text: 'سليم القاسمي، البحار الصغيرة (بيت المنارة: دار الموج، 2019)، ص 70.',
        works: [['bihar', 'ص 70']],
      },
      { label: '4', text: 'المرجع نفسه، ص 72.', works: [['bihar', 'ص 72']] },
      { label: '5', text: 'القاسمي، مرجع سابق، ص 90.', works: [['bihar', 'ص 90']] },
    ],
  },
  {
    name: 'Une note d’analyse',
    language: 'fr',
    shape: 'drupal',
    title: 'Le golfe et ses gardiens',
    authors: ['Héloïse Carpentras'],
    site: 'Institut du large',
    issued: '2025-03-28',
    blocks: blocksOf(`
« {q:armandeau|Le golfe n’appartient à personne}, déclarait en janvier {armandeau|Jean-Luc Armandeau}, {q:armandeau|et c’est pourquoi tout le monde s’y noie.} »[1]
Pour {brandvold|Ewa Brandvold}, ministre des affaires étrangères du {velmark|Velmark}, « {q:brandvold|la présence est une politesse} »[2]. Son homologue de {severia|Sévérie}, {dromov|Pavel Dromov}, lui a répondu qu’il préférait « {q:dromov|la politesse de l’absence} »[3].
Le {contact-group|Groupe de contact} se dit « {q:contact-group|préoccupé} », ce qui n’engage à rien[4]. Selon {oyelaran|Tamsin Oyelaran}, « {q:oyelaran|on ne patrouille pas une phrase} »[5].
`),
    notes: [
      {
        label: '1',
        text: 'J.-L. Armandeau, « Entretien », La Revue du large, n° 41, janvier 2025, p. 7.',
        works: [['entretien', 'p. 7']],
      },
      {
        label: '2',
        text: 'Ministère des affaires étrangères du Velmark, « Discours de Mme Brandvold », 3 mars 2025, https://mfa.velmark.example/fr/discours (consulté le 10 mars 2025).',
        works: ['discours'],
      },
      { label: '3', text: 'Ibid.', works: ['discours'] },
      { label: '4', text: 'Voir note 2.', works: ['discours'] },
      { label: '5', text: 'Armandeau, art. cit., p. 9.', works: [['entretien', 'p. 9']] },
    ],
  },
  {
    name: 'Un comunicado',
    language: 'es',
    shape: 'pandoc',
    title: 'La Comisión condena los incidentes en el golfo',
    authors: [],
    site: 'Comisión del Golfo',
    issued: '2025-09-09',
    blocks: blocksOf(`
La {gulf-commission|Comisión del Golfo} condenó este martes los incidentes en el {halcyon-gulf|golfo de Halcyon}.[1]
«{q:vasconcelos|No hay aguas tranquilas con motores encendidos}», afirmó la presidenta de la Comisión, {vasconcelos|María Vasconcelos Prado}.[2] «{q:vasconcelos|Pedimos a todos que apaguen los motores}», agregó.
Por su parte, {kalloway|Idris Kalloway} sostuvo que {corvania|Corvania} «{q:kalloway|no encendió nada}».[3] El mandatario negó haber ordenado el cierre del corredor.[4]
{dromov|Dromov}, en tanto, aseguró: «{q:dromov|Quien siembra boyas recoge patrullas}».[5]
`),
    notes: [
      {
        label: '1',
        text: 'Comisión del Golfo, «Declaración 14/2025», 9 de septiembre de 2025, https://golfo.example/d14.',
        works: ['declaracion'],
      },
      { label: '2', text: 'Ibíd., párr. 3.', works: [['declaracion', 'párr. 3']] },
      {
        label: '3',
        text: 'Inés Taboada, El mar pequeño (Oldhaven: Faro, 2020), p. 33.',
        works: [['taboada', 'p. 33']],
      },
      {
        label: '4',
        text: 'Véase Taboada, op. cit., pp. 40-41.',
        works: [['taboada', 'pp. 40-41']],
      },
      { label: '5', text: 'Véase la nota 1.', works: ['declaracion'] },
    ],
  },
  {
    name: 'Bir ajans haberi',
    language: 'tr',
    shape: 'popups',
    title: 'Tasmara’dan çağrı',
    authors: [],
    site: 'Ajans',
    issued: '2025-10-05',
    blocks: blocksOf(`
{tasmara|Tasmara}’nın özel temsilcisi {erdinc|Hakan Erdinç}, "{q:erdinc|Koridor bir kapı değil, bir söz}" dedi.[1]
{erdinc|Erdinç}, tarafların masaya dönmesi gerektiğini belirtti.[2]
"{q:brandvold|Masa duruyor, sandalyeler boş}" diyen {brandvold|Brandvold} ise yeni bir tur için tarih vermedi.[3]
`),
    notes: [
      {
        label: '1',
        text: '“Erdinç: Koridor bir söz”, Ajans, 4 Ekim 2025, https://ajans.example/1 (Erişim tarihi: 05.10.2025).',
        works: ['ajans'],
      },
      { label: '2', text: 'A.g.e.', works: ['ajans'] },
      { label: '3', text: 'Bkz. dipnot 1.', works: ['ajans'] },
    ],
  },
];
