import { blocksOf, type Article } from './article.ts';

/*
 * Articles of the latest set: news, agencies, ministries, institutes and columns.
 */

export const FRESH: readonly Article[] = [
  {
    name: 'A diary of a summit',
    language: 'en',
    shape: 'news',
    title: 'Three days in Oldhaven',
    authors: ['Petra Lindqvist'],
    site: 'Harbour Review',
    issued: '2025-09-04',
    notes: [],
    blocks: blocksOf(`
The first to arrive was {brandvold|Ewa Brandvold}, foreign minister of {velmark|Velmark}. “{q:brandvold|We have come to listen}”, she told reporters on the quay.
{dromov|Pavel Dromov} came an hour later and took a different line. “{q:dromov|Listening is cheap,}” he said. “{q:dromov|Dredging is not.}”
Asked whether the corridor would open before winter, {oyelaran|Tamsin Oyelaran} would only say: “{q:oyelaran|Winter is a long word.}”
To {kalloway|Idris Kalloway}, however, the matter is settled. “{q:kalloway|The buoys stay where they are,}” the president insisted, adding that “{q:kalloway|nobody has asked us to move them}”.
“{q:ostrekova|That is not our recollection,}” countered {ostrekova|Galina Ostrekova}, a spokeswoman for {severia|Severia}.
`),
  },
  {
    name: 'A policy brief with footnotes',
    language: 'en',
    shape: 'pdf',
    title: 'Who pays for the buoys',
    authors: ['Osric Thane'],
    site: 'Gulf Policy Institute',
    issued: '2025-05-12',
    blocks: blocksOf(`
The {gulf-commission|Halcyon Gulf Commission} puts the yearly cost at four million crowns.[1] {armandeau|Jean-Luc Armandeau} has called the figure “{q:armandeau|a polite fiction}”.[2]
In the same interview he conceded that “{q:armandeau|somebody has to pay}”.[3] The commission disagrees.[4]
{xu|Xu Wenbo} described the fund as “{q:xu|an umbrella with holes}”.[5] An earlier audit came to the same conclusion.[6]
`),
    notes: [
      {
        label: '1',
        text: 'Halcyon Gulf Commission, Annual Accounts 2024, p. 17, https://hgc.example/accounts-2024.',
        works: [['accounts', 'p. 17']],
      },
      {
        label: '2',
        text: 'Jean-Luc Armandeau, interview with Marion Feld, “Salt and Paper”, Coastal Quarterly 12, no. 3 (2024): 31–40, at 33.',
        works: ['salt'],
      },
      { label: '3', text: 'Ibid., 38.', works: [['salt', '38']] },
      { label: '4', text: 'Halcyon Gulf Commission, Annual Accounts (note 1), p. 20.', works: [['accounts', 'p. 20']] },
      {
        label: '5',
        text: 'Xu Wenbo, “Shared Waters” (lecture, University of Yunling, 3 March 2025), https://uy.example/lectures/shared-waters.',
        works: ['waters'],
      },
      { label: '6', text: 'Armandeau, “Salt and Paper,” 40.', works: [['salt', '40']] },
    ],
  },
  {
    name: 'A release with a readout',
    language: 'en',
    shape: 'docx',
    title: 'Minister Brandvold receives Vice Minister Oyelaran',
    authors: [],
    site: 'Ministry of Foreign Affairs of Velmark',
    issued: '2025-07-21',
    notes: [],
    blocks: blocksOf(`
Foreign Minister {brandvold|Ewa Brandvold} today received {oyelaran|Tamsin Oyelaran} of {corvania|Corvania}.
“{q:brandvold|Our two coasts share one sea and one responsibility,}” Minister {brandvold|Brandvold} said after the meeting.
Vice Minister {oyelaran|Oyelaran} thanked her host for “{q:oyelaran|a frank and useful exchange}”.
Speaking on behalf of the {contact-group|Contact Group}, {haddadin|Layla Haddadin} noted: “{q:haddadin|Progress is measured in miles of open water.}”
`),
  },
  {
    name: 'Eine Agenturmeldung',
    language: 'de',
    shape: 'divisions',
    title: 'Kommission vertagt Entscheidung',
    authors: [],
    site: 'Nordsee-Presse',
    issued: '2025-11-03',
    notes: [],
    blocks: blocksOf(`
Die {gulf-commission|Golfkommission} hat ihre Entscheidung vertagt. »{q:haddadin|Wir brauchen mehr Zeit}«, sagte {haddadin|Layla Haddadin} am Montag. »{q:haddadin|Und mehr Zahlen.}«
{dromov|Pavel Dromov} reagierte verärgert: »{q:dromov|Zeit ist das Einzige, was wir nicht haben.}« »{q:dromov|Das weiß jeder am Golf}«, fügte er hinzu.
»{q:brandvold|Niemand verliert etwas}«, beschwichtigte {brandvold|Ewa Brandvold}, »{q:brandvold|wenn wir noch einmal rechnen.}«
`),
  },
  {
    name: 'Un compte rendu',
    language: 'fr',
    shape: 'drupal',
    title: 'Le corridor en débat',
    authors: ['Solène Marchal'],
    site: 'Revue du Littoral',
    issued: '2025-02-18',
    blocks: blocksOf(`
{armandeau|Jean-Luc Armandeau} a ouvert la séance. « {q:armandeau|Le corridor n’est pas une faveur}, a-t-il rappelé, {q:armandeau|c’est un droit.} »[1]
Selon {brandvold|Ewa Brandvold}, il s’agit de « {q:brandvold|rendre la mer aux marins} ».[2] « {q:kalloway|Encore faut-il des marins !} » a ironisé {kalloway|Idris Kalloway}.
La {gulf-commission|Golfkommission} a publié ses chiffres.[3]
`),
    notes: [
      {
        label: '1',
        text: 'Compte rendu de la séance du 12 février 2025, p. 4, https://littoral.example/seance-12.',
        works: [['seance', 'p. 4']],
      },
      { label: '2', text: 'Ibid., p. 9.', works: [['seance', 'p. 9']] },
      {
        label: '3',
        text: 'Commission du golfe, Rapport annuel 2024, https://golfe.example/rapport-2024 (consulté le 14 février 2025).',
        works: ['rapport'],
      },
    ],
  },
  {
    name: 'Заметка агентства',
    language: 'ru',
    shape: 'docx',
    title: 'Переговоры продолжатся весной',
    authors: [],
    site: 'Вестник залива',
    issued: '2025-12-02',
    blocks: blocksOf(`
Переговоры о коридоре продолжатся весной, сообщила {ostrekova|Галина Острекова}.[1] «{q:ostrekova|Мы никуда не торопимся}», — сказала она.
{dromov|Павел Дромов} выразился резче: «{q:dromov|Зимой море само закроет коридор}».[2]
По словам {kalloway|Идриса Каллоуэя}, это «{q:kalloway|удобное оправдание}».[3]
`),
    notes: [
      {
        label: '1',
        text: 'Брифинг официального представителя МИД Северии, 1 декабря 2025 года. URL: https://mfa-severia.example/briefing-1 (дата обращения: 02.12.2025).',
        works: ['briefing'],
      },
      { label: '2', text: 'Там же.', works: ['briefing'] },
      { label: '3', text: 'Каллоуэй И. Море и политика. Олдхейвен: Маяк, 2025. С. 15.', works: [['more', 'С. 15']] },
    ],
  },
  {
    name: '外交部答问',
    language: 'zh',
    shape: 'ministry',
    title: '外交部就海湾走廊答记者问',
    authors: [],
    site: '云岭外交部',
    issued: '2025-08-08',
    notes: [],
    blocks: blocksOf(`
{xu|许文博}表示：“{q:xu|海湾走廊应当尽快恢复通航。}”
{brandvold|埃娃·布兰德沃尔}回应称：“{q:brandvold|{velmark|维尔马克}愿意继续对话。}”
{dromov|帕维尔·德罗莫夫}则强调，“{q:dromov|任何方案都必须公平合理}”。
`),
  },
  {
    name: 'تقرير صحفي',
    language: 'ar',
    shape: 'blocks',
    title: 'جدل حول الممر',
    authors: [],
    site: 'صوت الخليج',
    issued: '2025-06-30',
    notes: [],
    blocks: blocksOf(`
قالت {haddadin|ليلى حدادين} إن «{q:haddadin|الممر ملك للجميع}».
وأضاف {dromov|بافل دروموف}: «{q:dromov|لن ننتظر إلى الأبد}».
وأكدت {brandvold|إيفا براندفولد} أن «{q:brandvold|الحوار هو الطريق الوحيد}».
`),
  },
  {
    name: 'A column in Chicago style',
    language: 'en',
    shape: 'docx-endnotes',
    title: 'The harbour master’s memory',
    authors: ['Leda Quill'],
    site: 'Saltmarsh Review',
    issued: '2024-10-10',
    blocks: blocksOf(`
When the protocol was signed, {heuvel|Pieter van der Heuvel} wrote that it was “{q:heuvel|a door without a house.}”[1]
{vasconcelos|Maria Vasconcelos Prado}, never one for metaphors, put it plainly: “{q:vasconcelos|It does not work.}”[2]
“{q:o-dalaigh|Give it ten years,}” replied {o-dalaigh|Fionn O'Dalaigh}, who had drafted it.[3]
`),
    notes: [
      {
        label: '1',
        text: 'Pieter van der Heuvel, Doors and Houses (Oldhaven: Lantern Press, 2022), 5.',
        works: [['doors', '5']],
      },
      {
        label: '2',
        text: 'Maria Vasconcelos Prado, “Plain Words,” Saltmarsh Review, May 2, 2023, https://saltmarsh.example/plain-words.',
        works: ['plain'],
      },
      { label: '3', text: 'Quoted in Vasconcelos Prado, “Plain Words.”', works: ['plain'] },
    ],
  },
  {
    name: 'A live blog',
    language: 'en',
    shape: 'text',
    title: 'Corridor talks: as it happened',
    authors: [],
    site: 'Gulf Wire',
    issued: '2025-10-01',
    notes: [],
    blocks: blocksOf(`
09.15: {erdinc|Hakan Erdinç} of {tasmara|Tasmara} arrives. “{q:erdinc|No comment,}” he says, before commenting at length.
11.40: A source close to the talks says they are “{q:?|hanging by a thread}”.
17.30: The {contact-group|Contact Group} says in a statement that it “{q:contact-group|welcomes the efforts of all sides}”. {kalloway|Kalloway} is less impressed: “{q:kalloway|A statement about a draft about a deal.}”
`),
  },
];
