import { blocksOf, type Article } from './article.ts';

/*
 * Articles of the set behind that: houses that annotate, and reporters of other papers.
 */

export const ANNOTATORS: readonly Article[] = [
  {
    name: 'A write-up of a briefing',
    language: 'en',
    shape: 'ministry',
    title: 'Spokespeople trade barbs over buoys',
    authors: [],
    site: 'Gulf Monitor',
    issued: '2025-02-27',
    notes: [],
    blocks: blocksOf(`
Speaking to journalists after the session, {oyelaran|Tamsin Oyelaran} dismissed the complaint. “{q:oyelaran|It is paper,}” she quipped, “{q:oyelaran|and paper floats.}”
{ostrekova|Galina Ostrekova} was having none of it. “{q:ostrekova|So do mines,}” came her reply.
“{q:armandeau|I would rather we spoke of fish,}” sighed {armandeau|Jean-Luc Armandeau}, who chairs the talks, before conceding: “{q:armandeau|Nobody comes here for the fish.}”
The proposal, {erdinc|Hakan Erdinç} warned the chamber, amounts to “{q:erdinc|a fence made of water}”.
Pressed on the date, {xu|Xu Wenbo} offered only this: “{q:xu|Spring has three months.}”
`),
  },
  {
    name: 'A chapter with endnotes',
    language: 'en',
    shape: 'docx-endnotes',
    title: 'How the corridor was drawn',
    authors: ['Conrad Leigh'],
    site: 'Lantern Press',
    issued: '2022-09-01',
    blocks: blocksOf(`
The line was drawn in an afternoon.[1] {o-dalaigh|Fionn O'Dalaigh} says he “{q:o-dalaigh|held the ruler}”.[2] Others remember it differently.[3]
Two memoirs appeared within a year.[4] The latter has the better maps.[5] “{q:kalloway|Maps,}” {kalloway|Idris Kalloway} once remarked, “{q:kalloway|are opinions with a scale.}”[6]
The remark was not new.[7]
`),
    notes: [
      {
        label: '1',
        text: 'Edda Stroem, Lines in the Sea (Oldhaven: Lantern Press, 2009), 71.',
        works: [['lines', '71']],
      },
      {
        label: '2',
        text: "Fionn O'Dalaigh, “The Ruler,” Coastal Quarterly 4, no. 2 (1999): 12–20, at 14.",
        works: ['ruler'],
      },
      { label: '3', text: 'Stroem, Lines in the Sea, 75–77.', works: [['lines', '75–77']] },
      {
        label: '4',
        text: 'Basil Thorne, A Clerk’s Tale (Kingsport: Fathom Press, 2001), 9; Rhea Lund, The Map Room (Kingsport: Fathom Press, 2002), 3.',
        works: [
          ['clerk', '9'],
          ['room', '3'],
        ],
      },
      { label: '5', text: 'Ibid., p. 4.', works: [['room', 'p. 4']] },
      {
        label: '6',
        text: 'Idris Kalloway, remarks at the Halcyon Forum, 8 October 2014, https://halcyon-forum.example/2014/kalloway.',
        works: ['remarks'],
      },
      {
        label: '7',
        text: 'O’Dalaigh, op. cit., 18; Thorne, n. 4 above, 30.',
        works: [
          ['ruler', '18'],
          ['clerk', '30'],
        ],
      },
    ],
  },
  {
    name: 'Ein Hintergrundpapier',
    language: 'de',
    shape: 'pdf',
    title: 'Bojen, Bojen, Bojen',
    authors: ['Anke Rehder'],
    site: 'Stiftung Meer',
    issued: '2025-10-10',
    blocks: blocksOf(`
Seit Mai streiten {velmark|Velmark} und {corvania|Corvanien} um Bojen.[1] „{q:brandvold|Es geht nicht um Bojen}“, so {brandvold|Ewa Brandvold}.[2] Auf die Frage eines Reporters, worum dann, sagte sie: „{q:brandvold|Um Vertrauen.}“[3]
Ihr Kollege {kalloway|Idris Kalloway} winkt ab: „{q:kalloway|Vertrauen schwimmt nicht.}“[4]
`),
    notes: [
      {
        label: '1',
        text: 'Ole Diercks, „Streit um Seezeichen“, Nordsee-Presse, 4. Mai 2025, S. 1.',
        works: [['streit', 'S. 1']],
      },
      {
        label: '2',
        text: 'Rede von Ewa Brandvold vor der Golfkommission, 2. Juni 2025, https://velmark.example/rede-juni, S. 6.',
        works: [['rede', 'S. 6']],
      },
      { label: '3', text: 'Ebenda, S. 8.', works: [['rede', 'S. 8']] },
      { label: '4', text: 'Zit. nach Diercks (Anm. 1), S. 2.', works: [['streit', 'S. 2']] },
    ],
  },
  {
    name: 'Une analyse annotée',
    language: 'fr',
    shape: 'docx',
    title: 'Le golfe et ses gardiens',
    authors: ['Maud Kervella'],
    site: 'Institut du Littoral',
    issued: '2024-12-03',
    blocks: blocksOf(`
« {q:armandeau|Le golfe n’a pas de gardien} », affirmait {armandeau|Jean-Luc Armandeau} en 2023.[1] {haddadin|Layla Haddadin} lui a répondu sèchement : « {q:haddadin|Il a des riverains.} »[2]
D’après {oyelaran|Tamsin Oyelaran}, « {q:oyelaran|la question est mal posée} ».[3] Le rapport annuel va dans son sens.[4]
`),
    notes: [
      {
        label: '1',
        text: 'Jean-Luc Armandeau, « Gardiens et riverains », Revue du Littoral, no 5, 2023, p. 21.',
        works: [['gardiens', 'p. 21']],
      },
      {
        label: '2',
        text: 'Entretien de Layla Haddadin, Radio Rivage, 6 mars 2024, https://rivage.example/haddadin.',
        works: ['rivage'],
      },
      { label: '3', text: 'Citée par J.-L. Armandeau, art. cit., p. 24.', works: [['gardiens', 'p. 24']] },
      {
        label: '4',
        text: 'Commission du golfe, Rapport annuel 2023, p. 40, https://golfe.example/rapport-2023 ; voir aussi note 2.',
        works: [['rapport', 'p. 40'], 'rivage'],
      },
    ],
  },
  {
    name: 'Репортаж с набережной',
    language: 'ru',
    shape: 'news',
    title: 'Набережная ждёт',
    authors: [],
    site: 'Вестник залива',
    issued: '2025-08-20',
    notes: [],
    blocks: blocksOf(`
«{q:dromov|Рукопожатие было}, — подтвердил репортёрам {dromov|Павел Дромов}. — {q:dromov|Но руки потом все пересчитали пальцы}».
{ostrekova|Галина Острекова} шутку не оценила. «{q:ostrekova|Это не цирк}», — отрезала она.
Как отметил {xu|Сюй Вэньбо}, «{q:xu|терпение тоже груз}». {brandvold|Эва Брандволд}, в свою очередь, пообещала «{q:brandvold|вернуться с картой}».
`),
  },
  {
    name: '港口通讯',
    language: 'zh',
    shape: 'news',
    title: '港口通讯：会谈第三日',
    authors: [],
    site: '云岭日报',
    issued: '2025-08-21',
    notes: [],
    blocks: blocksOf(`
{kalloway|伊德里斯·卡洛韦}告诉记者：“{q:kalloway|我们还在谈。}”
“{q:brandvold|谈总比不谈好。}”{brandvold|埃娃·布兰德沃尔}回答说。
{xu|许文博}认为，航道问题“{q:xu|不能只看一天的潮水}”，并补充道：“{q:xu|要看一年。}”
`),
  },
  {
    name: 'A digest of three speeches',
    language: 'en',
    shape: 'newsletter',
    title: 'Three speeches on one sea',
    authors: ['Tove Aldous'],
    site: 'The Buoy',
    issued: '2025-06-06',
    blocks: blocksOf(`
{brandvold|Brandvold}, opening: “{q:brandvold|We meet in fair weather.}”[1] Later in the same speech she lamented that “{q:brandvold|fair weather does not sign treaties}”.[2]
{dromov|Dromov} followed, and his tone was darker: “{q:dromov|Weather is what happens to others.}”[3]
Last came {vasconcelos|Vasconcelos Prado}. “{q:vasconcelos|Small states,}” she observed to laughter, “{q:vasconcelos|own the umbrellas.}”[4]
`),
    notes: [
      {
        label: '1',
        text: 'Ewa Brandvold, “Fair Weather” (speech, Oldhaven, 2 June 2025), https://velmark.example/fair-weather.',
        works: ['fair'],
      },
      { label: '2', text: 'ibid., para. 12', works: [['fair', 'para. 12']] },
      {
        label: '3',
        text: 'Pavel Dromov, “What Happens to Others” (speech, Oldhaven, 2 June 2025), https://severia.example/others.',
        works: ['others'],
      },
      {
        label: '4',
        text: 'As reported in “Umbrellas and Treaties”, The Buoy, 3 June 2025; for the opening, see note 1 above.',
        works: ['umbrellas', 'fair'],
      },
    ],
  },
  {
    name: 'Una crónica',
    language: 'es',
    shape: 'unlinked',
    title: 'Crónica de un desencuentro',
    authors: ['Inés Robledo'],
    site: 'El Faro del Golfo',
    issued: '2025-07-01',
    notes: [],
    blocks: blocksOf(`
«{q:vasconcelos|No hemos venido a posar}», espetó {vasconcelos|María Vasconcelos Prado} a los periodistas. «{q:vasconcelos|Hemos venido}, añadió, {q:vasconcelos|a firmar.}»
{erdinc|Hakan Erdinç} se mostró más prudente y habló de «{q:erdinc|un primer paso}».
«{q:kalloway|Los primeros pasos}», ironizó {kalloway|Idris Kalloway}, «{q:kalloway|suelen darse hacia atrás}».
`),
  },
];
