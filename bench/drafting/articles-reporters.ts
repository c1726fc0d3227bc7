import { blocksOf, type Article } from './article.ts';

/*
 * Articles of a further set: reporters, lawyers, annotators; attribution in the middle, turned round, and by pronouns.
 */

export const REPORTERS: readonly Article[] = [
  {
    name: 'A report from a doorstep',
    language: 'en',
    shape: 'divisions',
    title: 'Ministers leave Port Avel without a text',
    authors: ['Nell Varga'],
    site: 'Strait Courier',
    issued: '2025-03-11',
    notes: [],
    blocks: blocksOf(`
{velling|Marta Velling} left the hall shortly before midnight. “{q:velling|There is no text,}” she told reporters, “{q:velling|and there will be none tonight.}”
Told {reuther|Jonas Reuther} a handful of journalists on the stairs: “{q:reuther|We were one comma away.}”
“{q:gorodin|A comma,}” scoffed {gorodin|Lev Gorodin} minutes later, “{q:gorodin|is what you call a border when you draw it on paper.}” Neither {velling|Velling} nor {reuther|Reuther} would respond.
In a message to the press, {okwute|Adaeze Okwute} struck a softer note, promising that “{q:okwute|the door remains ajar}”.
“{q:al-wadi|I have slept four hours in two days,}” {al-wadi|Samer al-Wadi} confided. “{q:al-wadi|Ask me again tomorrow.}”
`),
  },
  {
    name: 'A paper with notes of several works',
    language: 'en',
    shape: 'pdf',
    title: 'The law of narrow waters',
    authors: ['Ivo Castellan'],
    site: 'Institute for Sea Law',
    issued: '2024-06-01',
    blocks: blocksOf(`
Passage through the {amber-strait|Amber Strait} was never free.[1] Two studies agree on the tolls.[2] The second is the more cautious.[3]
{montferrand|Claire Montferrand} called the tolls “{q:montferrand|a tax on patience}”.[4] The first study had said as much.[5] On this point the treaty is silent.[6]
Whether it binds {dravonia|Dravonia} is disputed.[7]
`),
    notes: [
      {
        label: '1',
        text: 'Ana Belcourt, Straits and Gates (Kingsport: Fathom Press, 2011), pp. 44–46.',
        works: [['gates', 'pp. 44–46']],
      },
      {
        label: '2',
        text: 'Belcourt, op. cit., p. 90; Henrik Odd, “Tolls at Sea”, Review of Sea Law 8 (2015): 101–130.',
        works: [['gates', 'p. 90'], 'tolls'],
      },
      { label: '3', text: 'Ibid., p. 112.', works: [['tolls', 'p. 112']] },
      {
        label: '4',
        text: 'Claire Montferrand, “A Tax on Patience”, speech at the Amber Council, 4 May 2023, https://kestria.example/speeches/patience.',
        works: ['patience'],
      },
      { label: '5', text: 'Belcourt, n. 1 above, p. 61.', works: [['gates', 'p. 61']] },
      {
        label: '6',
        text: 'Treaty on the Amber Strait, signed 9 April 1964, art. 12, https://treaties.example/amber-1964.',
        works: [['treaty', 'art. 12']],
      },
      { label: '7', text: 'See Odd, loc. cit.; cf. n. 6 above, art. 3.', works: ['tolls', ['treaty', 'art. 3']] },
    ],
  },
  {
    name: 'Ein Lagebericht',
    language: 'de',
    shape: 'drupal',
    title: 'Der Rat und die Meerenge',
    authors: ['Kai Brenner'],
    site: 'Institut für Küstenfragen',
    issued: '2025-05-20',
    blocks: blocksOf(`
Der {amber-council|Bernsteinrat} tagte bis in die Nacht. „{q:velling|Wir sind uns nähergekommen}“, berichtete {velling|Marta Velling} vor Journalisten, „{q:velling|aber nicht nah genug.}“[1]
„{q:reuther|Nähe}“, entgegnete {reuther|Jonas Reuther}, „{q:reuther|misst man nicht in Stunden.}“[2] „{q:gorodin|Rechnen liegt mir nicht}“, brummte {gorodin|Lev Gorodin}.[3]
{okwute|Adaeze Okwute} zufolge ist der Entwurf „{q:okwute|zur Hälfte fertig}“.[4]
`),
    notes: [
      {
        label: '1',
        text: 'Pressekonferenz des Bernsteinrats vom 19. Mai 2025, https://rat.example/pk-19-mai (abgerufen am 20. Mai 2025).',
        works: ['pk'],
      },
      { label: '2', text: 'Ebd.', works: ['pk'] },
      {
        label: '3',
        text: 'Berta Holm: Die Rechner. In: Küstenblatt, 18. Mai 2025, S. 3.',
        works: [['rechner', 'S. 3']],
      },
      { label: '4', text: 'Holm, a. a. O., S. 4.', works: [['rechner', 'S. 4']] },
    ],
  },
  {
    name: 'Un reportage',
    language: 'fr',
    shape: 'news',
    title: 'Nuit blanche à Port-Avel',
    authors: ['Lise Aubrac'],
    site: 'Le Phare',
    issued: '2025-03-12',
    notes: [],
    blocks: blocksOf(`
« {q:montferrand|Nous avons tout essayé} », confie {montferrand|Claire Montferrand} à la presse. « {q:montferrand|Tout}, insiste-t-elle, {q:montferrand|sauf le silence.} »
{reuther|Jonas Reuther}, lui, refuse de parler d’échec : « {q:reuther|On ne perd pas une négociation, on la reporte.} »
« {q:arrieta|C’est une belle formule} », réplique {arrieta|Tomás Arrieta}, pour qui « {q:arrieta|les bateaux, eux, n’attendent pas} ».
Interrogé par des journalistes, {al-wadi|Samer al-Wadi} a reconnu que « {q:al-wadi|la fatigue a joué} ».
`),
  },
  {
    name: 'Обзор печати',
    language: 'ru',
    shape: 'docx',
    title: 'Пролив и пресса',
    authors: ['Вера Лугова'],
    site: 'Морской обозреватель',
    issued: '2025-04-02',
    blocks: blocksOf(`
«{q:gorodin|Мы готовы ждать}, — заявил журналистам {gorodin|Лев Городин}, — {q:gorodin|но не вечно}».[1]
{velling|Марта Веллинг} парировала: «{q:velling|Вечность в проливе длится до отлива}».[2] По её словам, «{q:velling|текст готов на две трети}».[3]
«{q:zarechnaya|Две трети — это ещё не мост}», — возразила ей {zarechnaya|Ирина Заречная}.[4]
`),
    notes: [
      {
        label: '1',
        text: 'Стенограмма брифинга 1 апреля 2025 года. URL: https://mfa-dravonia.example/briefing-2025-04-01 (дата обращения: 02.04.2025).',
        works: ['stenogramma'],
      },
      {
        label: '2',
        text: 'Рощин П. К. Слова на берегу // Морской вестник. 2025. № 4. С. 7.',
        works: [['slova', 'С. 7']],
      },
      { label: '3', text: 'Рощин П. К. Указ. соч. С. 9.', works: [['slova', 'С. 9']] },
      { label: '4', text: 'См. сноску 1.', works: ['stenogramma'] },
    ],
  },
  {
    name: '媒体综述',
    language: 'zh',
    shape: 'blocks',
    title: '海峡会谈综述',
    authors: ['周启'],
    site: '檀洲评论',
    issued: '2025-04-05',
    blocks: blocksOf(`
“{q:lin|谈判不是赛跑，}”{lin|林海明}对记者说，“{q:lin|而是一次长途航行。}”[1]
{velling|玛尔塔·韦林}在会后指出：“{q:velling|双方仍有分歧。}”[2]她同时强调，“{q:velling|大门没有关上}”。[3]
`),
    notes: [
      {
        label: '1',
        text: '《林海明答记者问》，檀洲外交部网站，2025年4月3日，https://mfa-tanzhou.example/qa-0403。',
        works: ['dawen'],
      },
      { label: '2', text: '陈波：《海峡四日》，《海洋周刊》2025年第14期，第6页。', works: [['siri', '第6页']] },
      { label: '3', text: '同上，第8页。', works: [['siri', '第8页']] },
    ],
  },
  {
    name: 'A colour piece with many voices',
    language: 'en',
    shape: 'text',
    title: 'Voices from the quay',
    authors: [],
    site: 'Gulf Wire',
    issued: '2025-08-19',
    notes: [],
    blocks: blocksOf(`
On the quay {brandvold|Ewa Brandvold} and {kalloway|Idris Kalloway} stood ten metres apart. “{q:brandvold|We share a view,}” {brandvold|Brandvold} joked. Said {kalloway|Kalloway}: “{q:kalloway|We share a railing.}” {dromov|Pavel Dromov}, watching both, allowed himself a smile: “{q:dromov|It is a start.}”
“{q:ostrekova|What was agreed today,}” cautioned {ostrekova|Galina Ostrekova}, “{q:ostrekova|can be undone tomorrow.}” Her colleague from {rimal|Rimal}, {haddadin|Layla Haddadin}, begged to differ. “{q:haddadin|A handshake is a handshake,}” she shot back.
According to one aide, who asked not to be named, the lunch was “{q:?|colder than the soup}”.
`),
  },
  {
    name: 'A comment with notes as lawyers write them',
    language: 'en',
    shape: 'journal',
    title: 'Gates of the gulf',
    authors: ['Judith Marrow'],
    site: 'Oldhaven Law Quarterly',
    issued: '2023-11-15',
    blocks: blocksOf(`
The {halcyon-gulf|Halcyon Gulf} has two gates, and a regime for each.[1] The first was described in detail long ago.[2] Of the second {vasconcelos|Maria Vasconcelos Prado} has written that it “{q:vasconcelos|exists chiefly in footnotes}”.[3]
Both positions are untenable.[4] {heuvel|Pieter van der Heuvel} concedes as much: “{q:heuvel|We wrote what we could get.}”[5] Later he went further.[6]
`),
    notes: [
      {
        label: '1',
        text: 'Convention on the Halcyon Gulf, Sept. 3, 1971, arts. 4–9, https://treaties.example/halcyon-1971.',
        works: [['convention', 'arts. 4–9']],
      },
      {
        label: '2',
        text: 'See Ruth Amsel, The First Gate, 14 Oldhaven L.Q. 201, 210 (1988).',
        works: [['first', '210']],
      },
      {
        label: '3',
        text: 'Maria Vasconcelos Prado, “The Second Gate,” 31 Oldhaven L.Q. 5, 19 (2005).',
        works: [['second', '19']],
      },
      {
        label: '4',
        text: 'Compare Amsel, supra note 2, at 215, with Vasconcelos Prado, supra note 3, at 22.',
        works: [
          ['first', '215'],
          ['second', '22'],
        ],
      },
      {
        label: '5',
        text: 'Interview with Pieter van der Heuvel, Oldhaven Radio, June 2, 2019, https://oldhaven-radio.example/heuvel.',
        works: ['radio'],
      },
      { label: '6', text: 'Id.', works: ['radio'] },
    ],
  },
];
