import { blocksOf, type Article } from './article.ts';

/*
 * Articles of the set behind that: a report, an interview, a readout and a paper, written with their answers before the
 * rules had read them.
 */

export const DESKS: readonly Article[] = [
  {
    name: 'A report of an evening of talks',
    language: 'en',
    shape: 'news',
    title: 'Late night in Oldhaven ends without a deal on quotas',
    authors: ['Hester Marlowe'],
    site: 'The Oldhaven Courier',
    issued: '2025-05-14',
    notes: [],
    blocks: blocksOf(`
Talks on quotas in the {halcyon-gulf|Halcyon Gulf} broke up after midnight on Tuesday, with {velmark|Velmark} and {corvania|Corvania} each blaming the other.
“{q:brandvold|We came with a pencil,}” Prime Minister {brandvold|Ewa Brandvold} told reporters on the steps, adding: “{q:brandvold|They came with an eraser.}”
“{q:kalloway|That is a nice line,}” {kalloway|Idris Kalloway}, {corvania|Corvania}’s foreign minister, said when the remark was put to him. “{q:kalloway|It is not what happened.}”
The Prime Minister, he added, had “{q:kalloway|left the room twice}” before the coffee was cold.
A spokesman for the {velmark-mfa|Velmark Foreign Ministry} denied this. “{q:?|Nobody left,}” the spokesman said.
{dromov|Pavel Dromov}, whose country holds the chair, was more sanguine. “{q:dromov|Two drafts are better than none,}” he said, “{q:dromov|and one of them is short.}”
Asked whether he had spoken to {brandvold|Brandvold} since, {kalloway|Kalloway} shook his head. “{q:kalloway|I have her number,}” he said. “{q:kalloway|She has mine.}”
According to {haddadin|Layla Haddadin}, who attended for {rimal|Rimal}, the text was “{q:haddadin|ninety per cent fish}”.
The meeting had been billed as the “{q:?|last chance summit}” by several newspapers.
{brandvold|Brandvold}, for her part, said she would return in June “{q:brandvold|with or without a text}”.
`),
  },
  {
    name: 'An interview in questions and answers',
    language: 'en',
    shape: 'divisions',
    title: '“A treaty is a habit”: a conversation with Galina Ostrekova',
    authors: ['Basil Thorne'],
    site: 'Meridian Review',
    issued: '2025-04-02',
    notes: [],
    blocks: blocksOf(`
{ostrekova|Galina Ostrekova} has negotiated for {severia|Severia} for two decades. She spoke to Meridian Review in her office.
Meridian Review: Is the treaty dead?
{ostrekova|Galina Ostrekova}: {q:ostrekova|No. A treaty is a habit, and habits die slowly.}
MR: Your colleague {dromov|Pavel Dromov} has called it a ruin.
GO: {q:ostrekova|He is a poet. I count pages.}
MR: And what do you count today?
GO: {q:ostrekova|Eleven articles out of fourteen. The other three are about money.}
`),
  },
  {
    name: 'A readout with titles',
    language: 'en',
    shape: 'ministry',
    title: 'Prime Minister’s meeting with the Foreign Minister of Yunling',
    authors: [],
    site: 'Office of the Prime Minister of Velmark',
    issued: '2025-06-03',
    notes: [],
    blocks: blocksOf(`
The Prime Minister, {brandvold|Ewa Brandvold}, met the Foreign Minister of {yunling|Yunling}, {xu|Xu Wenbo}, this afternoon.
The importance of the {halcyon-gulf|Halcyon Gulf} was underlined by the Prime Minister, who described the sea lanes as “{q:brandvold|a road without a toll}”.
It was noted by the Foreign Minister that {yunling|Yunling} “{q:xu|does not build walls in water}”.
The Prime Minister said that {velmark|Velmark} would keep its ports open. She thanked the Foreign Minister for “{q:brandvold|twelve patient years}”.
Both sides agreed to stay in touch.
`),
  },
  {
    name: 'Ein Aufsatz mit Kurztiteln',
    language: 'de',
    shape: 'docx',
    title: 'Die Quote als Gewohnheit',
    authors: ['Imke Sanders'],
    site: 'Zeitschrift für Seerecht',
    issued: '2024-11-01',
    blocks: blocksOf(`
Die Quote ist älter als der Vertrag.[1] {brandvold|Ewa Brandvold} nannte sie „{q:brandvold|eine Gewohnheit mit Stempel}“.[2] Dem hielt {dromov|Pavel Dromov} entgegen, sie sei „{q:dromov|ein Stempel ohne Gewohnheit}“.[3]
Die Literatur ist geteilt.[4] „{q:heuvel|Wer zählt, der fischt nicht}“, spottete {heuvel|Pieter van der Heuvel} schon 2011.[5]
{severia|Severia} folgt dem bis heute.[6]
`),
    notes: [
      {
        label: '1',
        text: 'Imke Sanders, Fisch und Recht (Kingsport: Fathom Press, 2008), S. 12.',
        works: [['fisch', 'S. 12']],
      },
      {
        label: '2',
        text: 'Ewa Brandvold, „Rede vor der Kommission“, 4. März 2019, https://velmark.example/reden/4.',
        works: ['rede'],
      },
      { label: '3', text: 'Ebd.', works: ['rede'] },
      {
        label: '4',
        text: 'Sanders, Fisch und Recht, S. 40; anders Oskar Lindqvist, Das leere Netz (Oldhaven: Lantern Press, 2010), S. 7.',
        works: [
          ['fisch', 'S. 40'],
          ['netz', 'S. 7'],
        ],
      },
      {
        label: '5',
        text: 'Pieter van der Heuvel, „Zählen“, Zeitschrift für Seerecht 3 (2011), S. 1–9, hier S. 4.',
        works: ['zaehlen'],
      },
      {
        label: '6',
        text: 'Lindqvist, a. a. O., S. 9; van der Heuvel, Anm. 5, S. 8.',
        works: [
          ['netz', 'S. 9'],
          ['zaehlen', 'S. 8'],
        ],
      },
    ],
  },
  {
    name: 'A paper with back references',
    language: 'en',
    shape: 'pdf',
    title: 'Counting what swims',
    authors: ['Rhea Lund'],
    site: 'Fathom Institute',
    issued: '2024-09-12',
    blocks: blocksOf(`
Quotas were first proposed by engineers.[1] {armandeau|Jean-Luc Armandeau} has argued that they are “{q:armandeau|an accountant’s idea of the sea}”.[2] The phrase recurs.[3]
As {vasconcelos|Maria Vasconcelos Prado} put it, “{q:vasconcelos|the sea does not keep minutes}”.[4] The record suggests otherwise.[5]
Two schools have formed.[6] Neither has counted.[7]
`),
    notes: [
      { label: '1', text: 'Edda Stroem, The First Net (Oldhaven: Lantern Press, 1999), 17.', works: [['net', '17']] },
      {
        label: '2',
        text: 'Jean-Luc Armandeau, “Accounts of Water,” Journal of Gulf Studies 12, no. 1 (2015): 44–61, at 50.',
        works: ['accounts'],
      },
      {
        label: '3',
        text: 'Ibid., 52; see also Stroem, First Net, 20.',
        works: [
          ['accounts', '52'],
          ['net', '20'],
        ],
      },
      {
        label: '4',
        text: 'Maria Vasconcelos Prado, remarks to the Halcyon Gulf Commission, 9 May 2017, https://hgc.example/2017/9.',
        works: ['remarks'],
      },
      { label: '5', text: 'Armandeau, supra note 2, at 58.', works: [['accounts', '58']] },
      {
        label: '6',
        text: 'Compare Basil Thorne, Slow Water (Kingsport: Fathom Press, 2003), 8, with Stroem, op. cit., 31.',
        works: [
          ['slow', '8'],
          ['net', '31'],
        ],
      },
      {
        label: '7',
        text: 'Thorne, n. 6 above, 9; Armandeau, “Accounts of Water,” 60.',
        works: [
          ['slow', '9'],
          ['accounts', '60'],
        ],
      },
    ],
  },
];
