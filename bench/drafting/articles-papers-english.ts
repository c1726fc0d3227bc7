import { blocksOf, type Article } from './article.ts';

/*
 * Articles in the styles of more houses.
 */

export const PAPERS_ENGLISH: readonly Article[] = [
  {
    name: 'A feature of a newspaper, in single quotation marks',
    language: 'en',
    shape: 'text',
    title: 'The harbour that waits',
    authors: ['Prudence Ashdown'],
    site: 'The Northern Echoist',
    issued: '2025-06-07',
    notes: [],
    blocks: blocksOf(`
On a grey morning in Northaven, {brandvold|Ewa Brandvold} is late. ‘{q:brandvold|Blame the tide,}’ she says, shaking off her coat. ‘{q:brandvold|It doesn’t read my diary.}’
The foreign minister of {velmark|Velmark} has had a year to forget. Her talks with {dromov|Pavel Dromov} collapsed in May; her party is restless. ‘{q:o-dalaigh|She’s a fine captain of a ship that isn’t moving,}’ says {o-dalaigh|Fionn O'Dalaigh}, who wants her job.
Others are kinder. {xu|Xu Wenbo}, who has sat across from her for six years, calls her ‘{q:xu|the only person in the room who reads the annexes}’. {haddadin|Layla Haddadin} goes further: ‘{q:haddadin|Without her there would be no room.}’
But the mood on the quay is sour. ‘{q:?|They talk and we rust,}’ says a skipper who gives his name only as Old Tam.
The harbourmaster’s log for the ‘Grey Lady’ has not been opened since August. In a note to colleagues last month, {heuvel|Pieter van der Heuvel} wrote that the ministry was ‘{q:heuvel|running on tea and precedent}’.
‘{q:brandvold|I’ll be here,}’ {brandvold|Brandvold} says at the door. ‘{q:brandvold|Where else would I go?}’
`),
  },
  {
    name: 'A note in the style of law reviews',
    language: 'en',
    shape: 'pandoc',
    title: 'Distress and Consent',
    authors: ['Thaddeus Quill'],
    site: 'Gulf Law Forum',
    issued: '2025-01-20',
    blocks: blocksOf(`
The duty to assist is old.[1] It is, {oyelaran|Oyelaran} told the tribunal, “{q:oyelaran|older than the flag}”.[2] The tribunal agreed, though for other reasons.[3]
{severia|Severia}’s answer was short: “{q:severia|No duty runs through a minefield.}”[4] Commentators have found it wanting.[5] One, writing in 2019, called it “{q:?|an alibi in search of a crime}”.[6]
{armandeau|Armandeau} later conceded that the court had “{q:armandeau|looked at the sea through a keyhole}”.[7] The keyhole has since been widened.[8] The {contact-group|Contact Group} has said as much.[9] So has the Assembly.[10]
`),
    notes: [
      {
        label: '1',
        text: 'Lucasta Fairweather, The Duty to Assist (2nd edn, Saltmarsh Press 2016) 3.',
        works: ['duty'],
      },
      {
        label: '2',
        text: 'Verbatim Record, The Ellen Rae (Corvania v Severia), 14 January 2004, CR 2004/2, p 31.',
        works: [['record', 'p 31']],
      },
      {
        label: '3',
        text: 'The Ellen Rae (Corvania v Severia) (Judgment) [2004] GTR 112, para 60.',
        works: [['judgment', 'para 60']],
      },
      { label: '4', text: 'ibid, para 22.', works: [['judgment', 'para 22']] },
      {
        label: '5',
        text: 'See eg Fairweather (n 1) 55–57; Theodor Haas, ‘Keyholes’ (2011) 4 Journal of Small Navies 88.',
        works: [['duty', '55–57'], 'keyholes'],
      },
      {
        label: '6',
        text: 'Marguerite Obi, ‘Alibis’ (2019) 12 Journal of Small Navies 1, 14.',
        works: [['alibis', '14']],
      },
      {
        label: '7',
        text: 'Jean-Luc Armandeau, ‘Ten Years On’, lecture, Northaven, 4 June 2014, https://lectures.example/ten-years.',
        works: ['lecture'],
      },
      { label: '8', text: 'Haas (n 5) 90.', works: [['keyholes', '90']] },
      {
        label: '9',
        text: 'Contact Group, ‘Statement on Assistance’ (3 March 2020) <https://contactgroup.example/s/2020-3> accessed 5 January 2025.',
        works: ['statement'],
      },
      {
        label: '10',
        text: 'Obi (n 6) 20; cf Fairweather (n 1) 101.',
        works: [
          ['alibis', '20'],
          ['duty', '101'],
        ],
      },
    ],
  },
  {
    name: 'A press release of an international body',
    language: 'en',
    shape: 'unlinked',
    title: 'Commission Concludes Session on Migration in the Gulf',
    authors: [],
    site: 'Halcyon Gulf Commission',
    issued: '2025-04-11',
    blocks: blocksOf(`
The {gulf-commission|Halcyon Gulf Commission} today concluded its general debate on {migration|migration}, hearing from eleven delegations.[1]
{vasconcelos|Maria Vasconcelos Prado}, President of the Commission, said that the debate had been “{q:vasconcelos|franc, which is to say long}”. She recalled the report of 2024.[2]
Speaking for {rimal|Rimal}, {haddadin|Layla Haddadin} noted that her country hosted a third of those displaced. “{q:haddadin|Hospitality is not a budget line,}” she said, calling on others to contribute.[3]
The representative of {severia|Severia}, {ostrekova|Galina Ostrekova}, rejected what she described as “{q:ostrekova|arithmetic with a grudge}”.
{xu|Xu Wenbo} ({yunling|Yunling}) said his delegation would abstain.
Also speaking today were representatives of {velmark|Velmark} and {corvania|Corvania}.
`),
    notes: [
      { label: '1', text: 'See document HGC/56/1.', works: ['doc'] },
      {
        label: '2',
        text: 'Halcyon Gulf Commission, Report on Displacement 2024, HGC/55/12, 9 December 2024.',
        works: ['report'],
      },
      { label: '3', text: 'Ibid., para. 14.', works: [['report', 'para. 14']] },
    ],
  },
  {
    name: 'A working paper in two columns',
    language: 'en',
    shape: 'pdf-columns',
    title: 'Buoys and Borders',
    authors: ['Cosima Eldridge'],
    site: 'Gulf Papers',
    issued: '2025-02-14',
    blocks: blocksOf(`
Maritime boundaries are drawn on paper and contested at sea.[1] In the {halcyon-gulf|Halcyon Gulf} the two have seldom met. {kalloway|Kalloway} once told parliament that “{q:kalloway|the line moves whenever a minister sharpens a pencil}”.[2]
The record bears him out.[3] Between 1998 and 2014 the buoys were moved nine times, mostly at night.[4] {severia|Severia} denies this.[5]
“{q:dromov|Buoys drift,}” {dromov|Dromov} explained in 2016. “{q:dromov|That is what they are for.}”[6] His critics were not persuaded, and said so.[7]
`),
    notes: [
      {
        label: '1',
        text: 'Agnes Tolliver, Small Seas (Oldhaven: Lantern Press, 2011), pp. 9-12.',
        works: [['small-seas', 'pp. 9-12']],
      },
      {
        label: '2',
        text: 'Parliament of Corvania, Official Report, 6 May 2012, col. 431.',
        works: [['hansard', 'col. 431']],
      },
      { label: '3', text: 'See generally Tolliver, supra note 1, chs. 2-4.', works: [['small-seas', 'chs. 2-4']] },
      {
        label: '4',
        text: 'Halcyon Gulf Commission, Survey of Marks and Lights, 2015, annex 3.',
        works: [['survey', 'annex 3']],
      },
      { label: '5', text: 'Ibid., annex 5 (statement by Severia).', works: [['survey', 'annex 5']] },
      {
        label: '6',
        text: '"Dromov on the buoys", Northaven Gazette, 11 October 2016, https://gazette.example/2016/buoys.',
        works: ['gazette'],
      },
      {
        label: '7',
        text: 'See also Tolliver, op. cit., p. 140; Official Report, n. 2 above, col. 440.',
        works: [
          ['small-seas', 'p. 140'],
          ['hansard', 'col. 440'],
        ],
      },
    ],
  },
  {
    name: 'A brief saved from a program for texts',
    language: 'en',
    shape: 'word-page',
    title: 'Inspection Without Inspectors',
    authors: [],
    site: 'Saltmarsh Institute',
    issued: '2025-07-30',
    blocks: blocksOf(`
Inspection regimes fail for lack of trust, not of inspectors.[1] As {brandvold|Brandvold} put it in March, “{q:brandvold|you cannot inspect a mood.}”[2]
The 2022 protocol tried to do just that.[3] {armandeau|Armandeau}, its drafter, now admits it was “{q:armandeau|a thermometer for a patient who had left.}”[4] {ostrekova|Ostrekova} was less charitable, telling one interviewer: “{q:ostrekova|It was written by people who had never seen a ship.}”[5]
Whether a new protocol would fare better is doubtful.[6]
`),
    notes: [
      {
        label: '1',
        text: 'Barnaby Osei, Trust and Verify: Inspection at Sea, 2nd ed. (Northaven: Saltmarsh Press, 2020), 7.',
        works: [['trust', '7']],
      },
      { label: '2', text: 'Ewa Brandvold, remarks at the Saltmarsh Institute, March 3, 2025.', works: ['remarks'] },
      {
        label: '3',
        text: 'Protocol on Inspection in the Halcyon Gulf, opened for signature February 1, 2022, art. 4.',
        works: [['protocol', 'art. 4']],
      },
      {
        label: '4',
        text: 'Author’s interview with Jean-Luc Armandeau, Northaven, May 2025. See also Osei, Trust and Verify, 210.',
        works: ['interview', ['trust', '210']],
      },
      { label: '5', text: '“Ostrekova Unbound,” Severian Weekly, April 12, 2025, 18.', works: [['unbound', '18']] },
      {
        label: '6',
        text: 'For a more hopeful view, see Osei, Trust and Verify, 233–40; for a darker one, Protocol, art. 9.',
        works: [
          ['trust', '233–40'],
          ['protocol', 'art. 9'],
        ],
      },
    ],
  },
];
