import { blocksOf, type Article } from './article.ts';

export const AGENCIES: readonly Article[] = [
  {
    name: 'A wire report with many speakers',
    language: 'en',
    shape: 'amp',
    title: 'Council chief urges calm after strait collision',
    authors: ['Staff reporter'],
    site: 'Wire',
    issued: '2025-07-21',
    notes: [],
    blocks: blocksOf(`
AVEL, July 21 (Wire) - {arvenia|Arvenia} and {kestria|Kestria} traded accusations on Monday after two patrol boats collided in the {amber-strait|Amber Strait}, injuring three sailors.
"{q:velling|This was no accident,}" Foreign Minister {velling|Marta Velling} told a news conference in Avel. "{q:velling|It was the result of a policy.}"
{kestria|Kestria}'s Foreign Minister {reuther|Jonas Reuther} rejected the charge, saying his country's vessel had been "{q:reuther|at anchor, with its lights on}".
"{q:reuther|If you sail into a parked car, you do not get to call it a policy,}" {reuther|Reuther} told reporters.
The two ministers spoke by phone late on Sunday, {velling|Velling}'s office said.
"{q:montferrand|We are not going to be drawn into a shouting match,}" Prime Minister {montferrand|Claire Montferrand} said. "{q:montferrand|We have asked the Council to send its inspectors, and we have told our captains to keep their distance.}"
Asked if {kestria|Kestria} would recall its ambassador, {montferrand|Montferrand} said: "{q:montferrand|No.}"
{gorodin|Gorodin}, whose country borders the strait, urged both sides to show restraint, according to a statement issued by his office. "{q:gorodin|Nobody wins a race to the bottom of the sea,}" the statement quoted him as saying.
In a post on social media, {okwute|Adaeze Okwute} wrote: "{q:okwute|The line is on the map. Read the map.}"
{lin|Lin}, the {tanzhou|Tanzhou} foreign minister, who was visiting {dravonia|Dravonia}, said {tanzhou|Tanzhou} was "{q:lin|deeply concerned}" and offered to mediate.
"{q:?|We have seen this film before,}" said one diplomat, who asked not to be named. "{q:?|It does not get better at the end.}"
{zarechnaya|Zarechnaya} told the {ana|ANA} news agency: "{q:zarechnaya|We call on {arvenia|Arvenia} to publish the radar data. If there is nothing to hide, let nothing be hidden.}"
Neither {velling|Velling} nor {reuther|Reuther} would say whether the talks in Port Avel, which are due to resume next week, would go ahead. "{q:reuther|Ask me on Friday,}" {reuther|Reuther} said.
But {velling|Velling} insisted: "{q:velling|The talks are the only thing that still floats.}"
`),
  },
  {
    name: 'A commentary with notes in Chicago style',
    language: 'en',
    shape: 'docx',
    title: 'Whose Strait?',
    authors: ['Mira Sandholt'],
    site: 'Institute for Narrow Seas',
    issued: '2025-08-03',
    blocks: blocksOf(`
Few documents have been quoted as often, and read as seldom, as the treaty of 1961.[1] Its authors were in a hurry.[2]
{velling|Velling} once remarked, "{q:velling|I have read it so many times that I can no longer see it.}"[3] Her critics say she never saw it.[4] At a hearing in 2024 she conceded that article 9 "{q:velling|could have been written by a fish}" and that article 10 "{q:velling|probably was}".[5]
{reuther|Reuther}, for his part, believes that the treaty "{q:reuther|says what it says}".[6] What it says, as {okwute|Okwute} puts it, "{q:okwute|is a matter of where you put the comma}".[7] The comma is in fact missing from the copy in {kestria|Kestria}.[8]
As early as 1970 the {amber-council|Amber Council} observed that "{q:amber-council|the parties do not agree on what they have agreed}".[9] It has said so in every report since.[10]
`),
    notes: [
      {
        label: '1',
        text: 'Treaty on the Amber Strait, signed 3 May 1961, entered into force 1 January 1963.',
        works: ['treaty'],
      },
      {
        label: '2',
        text: 'Helena Brightwater, The Narrow Seas: A History of Passage (Oldhaven: Lantern Press, 2019), 112; Oskar Fenwick, "The Long Night of Port Avel," Annals of Coastal Studies 8, no. 2 (2017): 33–60.',
        works: [['brightwater', '112'], 'long-night'],
      },
      {
        label: '3',
        text: 'Marta Velling, interview by Nell Harrow, The Harbour Courier, June 2, 2023, https://courier.example/2023/06/02/velling.',
        works: ['interview'],
      },
      {
        label: '4',
        text: 'See, for example, Fenwick, "Long Night," 41; and Brightwater, Narrow Seas, 118.',
        works: [
          ['long-night', '41'],
          ['brightwater', '118'],
        ],
      },
      {
        label: '5',
        text: 'Parliament of Arvenia, Committee on Foreign Affairs, "Hearing of 14 March 2024," transcript, 6–7, https://parliament.arvenia.example/h/2024-03-14.',
        works: ['hearing'],
      },
      { label: '6', text: 'Ibid., 9.', works: [['hearing', '9']] },
      { label: '7', text: 'Adaeze Okwute, "Commas of State," Archive and Law 6 (2023): 5.', works: ['commas'] },
      { label: '8', text: 'Okwute, "Commas of State," 8.', works: [['commas', '8']] },
      {
        label: '9',
        text: 'Amber Council, Annual Report 1970, 3, quoted in Brightwater, Narrow Seas, 150.',
        works: ['report-1970'],
      },
      { label: '10', text: 'See Fenwick, op. cit., p. 58.', works: [['long-night', 'p. 58']] },
    ],
  },
  {
    name: 'Ein Bericht einer Zeitung',
    language: 'de',
    shape: 'news',
    title: 'Streit um Bernsteinstraße',
    authors: ['Jette Lundgreen'],
    site: 'Avelsche Allgemeine',
    issued: '2025-07-22',
    notes: [],
    blocks: blocksOf(`
Nach dem Zusammenstoß zweier Patrouillenboote in der {amber-strait|Bernsteinstraße} haben sich {arvenia|Arvenien} und {kestria|Kestrien} gegenseitig die Schuld gegeben.
„{q:velling|Das war kein Unfall}“, sagte Außenministerin {velling|Marta Velling} am Montag in Avel. „{q:velling|Das war das Ergebnis einer Politik.}“
Ihr Kollege {reuther|Jonas Reuther} wies den Vorwurf zurück. Das Schiff habe „{q:reuther|vor Anker gelegen, mit brennenden Lichtern}“, erklärte {reuther|Reuther}.
Die kestrische Ministerpräsidentin {montferrand|Claire Montferrand} mahnte zur Ruhe: „{q:montferrand|Wir lassen uns nicht in einen Schreiwettbewerb ziehen.}“ Man habe den Rat gebeten, Inspektoren zu schicken, fügte sie hinzu.
„{q:montferrand|Wir haben unseren Kapitänen gesagt}“, so {montferrand|Montferrand} weiter, „{q:montferrand|dass sie Abstand halten sollen.}“
Laut {gorodin|Gorodin} gewinnt „{q:gorodin|niemand ein Rennen zum Meeresgrund}“.
Auf die Frage, ob die Gespräche fortgesetzt würden, antwortete {velling|Velling}: „{q:velling|Die Gespräche sind das Einzige, was noch schwimmt.}“
Die {ana|ANA} zitierte die Sprecherin {zarechnaya|Irina Zarechnaya} mit den Worten: „{q:zarechnaya|Wer nichts zu verbergen hat, soll nichts verbergen.}“
`),
  },
  {
    name: 'Сообщение агентства',
    language: 'ru',
    shape: 'news',
    title: 'МИД Дравонии призвал опубликовать данные',
    authors: [],
    site: 'Агентство',
    issued: '2025-07-22',
    notes: [],
    blocks: blocksOf(`
{dravonia|Дравония} призывает {arvenia|Арвению} опубликовать данные радаров, заявила журналистам официальный представитель МИД {zarechnaya|Ирина Заречная}.
"{q:zarechnaya|Если скрывать нечего, пусть ничего и не скрывают}", — сказала она, отвечая на вопрос агентства.
«{q:gorodin|Никто не выигрывает гонку ко дну моря}, — подчеркнул ранее президент {gorodin|Лев Городин}. — {q:gorodin|И мы не собираемся в ней участвовать}».
Глава МИД {kestria|Кестрии} {reuther|Йонас Ройтер} назвал обвинения «{q:reuther|недостойными соседей}».
По его словам, судно «{q:reuther|стояло на якоре с включенными огнями}».
Как отметила {velling|Марта Веллинг}, «{q:velling|переговоры — единственное, что ещё держится на плаву}».
"{q:velling|Это не было случайностью}", - считает {velling|Веллинг}.
`),
  },
  {
    name: 'Une dépêche',
    language: 'fr',
    shape: 'ministry',
    title: 'Collision dans le détroit',
    authors: [],
    site: 'Dépêches',
    issued: '2025-07-22',
    notes: [],
    blocks: blocksOf(`
« {q:velling|Ce n’était pas un accident} », a affirmé lundi {velling|Marta Velling}, ministre des affaires étrangères d’{arvenia|Arvénie}, lors d’une conférence de presse. « {q:velling|C’était le résultat d’une politique.} »
Le chef de la diplomatie de {kestria|Kestrie}, {reuther|Jonas Reuther}, a rejeté ces accusations : « {q:reuther|Le navire était à l’ancre.} »
{montferrand|Claire Montferrand} a pris ses distances. "{q:montferrand|Nous ne nous laisserons pas entraîner}", a-t-elle dit.
Interrogé par la presse, M. {reuther|Reuther} a précisé que les pourparlers « {q:reuther|auraient lieu comme prévu} ».
Le président {gorodin|Gorodin} a pour sa part jugé que « {q:gorodin|personne ne gagne une course au fond de la mer} ».
`),
  },
  {
    name: '外交部例行记者会',
    language: 'zh',
    shape: 'ministry',
    title: '2025年7月22日外交部发言人主持例行记者会',
    authors: [],
    site: '檀洲外交部',
    issued: '2025-07-22',
    notes: [],
    blocks: blocksOf(`
{lin|林海明}今天主持例行记者会。
记者：{arvenia|阿尔维尼亚}外长说碰撞不是意外，你对此有何评论？
{lin|林海明}：{q:lin|我们对有关事件深表关切。}{q:lin|海峡是公共水道，各方应当保持克制。}
记者：{tanzhou|檀洲}愿意调解吗？
{lin|林海明}：{q:lin|只要双方愿意，我们随时可以提供协助。}
`),
  },
];
