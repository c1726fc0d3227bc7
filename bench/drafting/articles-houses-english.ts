import { blocksOf, type Article } from './article.ts';

/*
 * Articles in the styles of many houses, written before the rules were tried on them.
 */

export const HOUSES_ENGLISH: readonly Article[] = [
  {
    name: 'A readout of a telephone call',
    language: 'en',
    shape: 'line-breaks',
    title: 'Readout of Minister Brandvold’s Call with President Kalloway',
    authors: [],
    site: 'Velmark Foreign Ministry',
    issued: '2025-10-02',
    notes: [],
    blocks: blocksOf(`
Minister of Foreign Affairs {brandvold|Ewa Brandvold} spoke by telephone today with the President of {corvania|Corvania}, {kalloway|Idris Kalloway}.
The Minister conveyed her condolences to the people of {corvania|Corvania} following the floods in the delta. She reaffirmed {velmark|Velmark}’s commitment to the work of the {contact-group|Contact Group}, and thanked the President for what she called “{q:brandvold|the patience of a host who has been kept waiting.}”
President {kalloway|Kalloway} expressed appreciation for {velmark|Velmark}’s assistance. He underscored that {corvania|Corvania} “{q:kalloway|does not regard the delta as a bargaining chip}” and that aid convoys must be allowed to pass.
The two leaders discussed {migration|migration} across the {halcyon-gulf|Halcyon Gulf} and agreed to remain in close contact.
Asked after the call whether a visit was planned, spokesperson {heuvel|Pieter van der Heuvel} told reporters: “{q:heuvel|Nothing to announce. When there is, you will hear it from us, and not from the airline.}”
`),
  },
  {
    name: 'Wire copy of a long day',
    language: 'en',
    shape: 'divisions',
    title: 'Severia says gulf patrols to continue as talks falter',
    authors: ['Odile Marchbanks', 'Teo Lindqvist'],
    site: 'Meridian Wire',
    issued: '2025-10-14',
    notes: [],
    blocks: blocksOf(`
NORTHAVEN, Oct 14 (Meridian Wire) - {severia|Severia} will keep its patrols in the {halcyon-gulf|Halcyon Gulf} "{q:ostrekova|for as long as there is a gulf to patrol}", its foreign ministry spokeswoman said on Tuesday, dampening hopes that talks in Northaven would produce a deal this week.
{ostrekova|Galina Ostrekova} told a briefing that ships from {corvania|Corvania} had twice ignored warnings. "{q:ostrekova|The third time there will not be a warning,}" she said.
{corvania|Corvania} dismissed the remarks. "{q:armandeau|One does not answer a megaphone,}" said {armandeau|Jean-Luc Armandeau}, the country's chief negotiator. "{q:armandeau|One waits until its battery is empty.}"
{armandeau|Armandeau}, 61, a former judge, has led the delegation since March.
"{q:oyelaran|We came here with a mandate and a deadline,}" {oyelaran|Tamsin Oyelaran}, {corvania|Corvania}'s deputy foreign minister, told Meridian Wire in an interview late on Monday. "{q:oyelaran|The mandate is still alive. I would not say the same of the deadline.}"
Two diplomats with knowledge of the discussions said the parties were "{q:?|nowhere near}" an agreement on inspections.
{velmark|Velmark}, which hosts the talks, called for restraint. Foreign Minister {brandvold|Ewa Brandvold}, speaking alongside {dromov|Pavel Dromov}, her counterpart from {severia|Severia}, said the gulf had become "{q:brandvold|a very small bathtub with very large toys in it}".
{dromov|Dromov} smiled, then shook his head. "{q:dromov|Not toys,}" he said.
The {contact-group|Contact Group} - made up of {velmark|Velmark}, {yunling|Yunling} and {rimal|Rimal} - said in a statement it "{q:contact-group|regrets the tone of recent exchanges}".
{o-dalaigh|Fionn O'Dalaigh}, an opposition lawmaker in {velmark|Velmark}, was blunter. "{q:o-dalaigh|This is theatre with live ammunition,}" he wrote on his website.
According to {xu|Xu Wenbo}, {yunling|Yunling}'s foreign minister, a new round could be held "{q:xu|before the first snow}".
The so-called "grain corridor" has been closed since August.
"{q:dromov|If they want the corridor open, they know which door to knock on,}" {dromov|Dromov} added before leaving for the airport.
`),
  },
  {
    name: 'An essay of an institute, in Chicago style',
    language: 'en',
    shape: 'blocks',
    title: 'The Patrol and the Promise',
    authors: ['Ottoline Vance'],
    site: 'Centre for Gulf Studies',
    issued: '2025-09-18',
    blocks: blocksOf(`
When {brandvold|Ewa Brandvold} took office she promised “{q:brandvold|fewer communiqués and more commas.}”[1] Three years on, the commas have come, and so have the communiqués.[2]
# A promise deferred
The doctrine, as first set out in 2021, rests on two pillars.[3] The first is presence; the second, in the words of {heuvel|Pieter van der Heuvel}, is “{q:heuvel|the willingness to be bored together.}”[4] Neither survived the winter.[5]
“{q:kalloway|Presence without purpose is tourism,}” {kalloway|Idris Kalloway} remarked at the time.[6] Scholars have been hardly kinder: one review speaks of a “{q:?|doctrine in search of a sea.}”[7] Yet {velmark|Velmark} has not abandoned it.[8]
# What remains
{dromov|Dromov} has argued that the patrols “{q:dromov|will outlive the doctrine that invented them.}”[9] He may be right.[10] On the evidence of the {gulf-commission|Halcyon Gulf Commission}, traffic has doubled since 2019.[11]
`),
    notes: [
      {
        label: '1',
        text: 'Ewa Brandvold, “Address to the Harbour Club” (speech, Northaven, September 9, 2022), https://mfa.velmark.example/speeches/2022/club.',
        works: ['club'],
      },
      { label: '2', text: 'Ibid.', works: ['club'] },
      {
        label: '3',
        text: 'Linus Abernethy, Presence: A Short History of Patrols (Northaven: Saltmarsh Press, 2021), 14–19.',
        works: [['presence', '14–19']],
      },
      {
        label: '4',
        text: 'Quoted in Ruta Selwyn, “Bored Together,” Gulf Quarterly 12, no. 4 (Winter 2023): 55.',
        works: [['bored', '55']],
      },
      {
        label: '5',
        text: 'See Selwyn, “Bored Together,” 57–58; Abernethy, Presence, 201.',
        works: [
          ['bored', '57–58'],
          ['presence', '201'],
        ],
      },
      { label: '6', text: 'Ibid., 203.', works: [['presence', '203']] },
      {
        label: '7',
        text: 'Anselm Roy, review of Presence, by Linus Abernethy, Journal of Small Navies 3, no. 1 (2022): 101, https://doi.org/10.55556/jsn.2022.31.',
        works: [['review', '101']],
      },
      { label: '8', text: 'But see Selwyn, op. cit., p. 60.', works: [['bored', 'p. 60']] },
      {
        label: '9',
        text: '“Dromov: patrols are here to stay,” Northaven Gazette, June 1, 2025, https://gazette.example/2025/06/01/dromov.',
        works: ['gazette'],
      },
      { label: '10', text: 'Cf. Abernethy, n. 3 above, p. 77.', works: [['presence', 'p. 77']] },
      {
        label: '11',
        text: 'Halcyon Gulf Commission, Traffic Report 2024 (Northaven: HGC, 2025), table 3.',
        works: ['traffic'],
      },
    ],
  },
  {
    name: 'A note of lawyers',
    language: 'en',
    shape: 'endnotes-aside',
    title: 'Who May Board a Ship?',
    authors: ['Isolde Marrable', 'Ken Watanuki-Holt'],
    site: 'Law at Sea',
    issued: '2025-05-30',
    blocks: blocksOf(`
In its submission, {severia|Severia} maintained that boarding “{q:severia|is not a search but a greeting.}”[1] The tribunal was not amused.[2]
Judge {armandeau|Jean-Luc Armandeau}, as he then was, wrote separately to say that “{q:armandeau|a greeting does not require a crowbar.}”[3] That line has been cited in four later cases.[4]
The agent for {corvania|Corvania}, {oyelaran|Tamsin Oyelaran}, put the point more gently: “{q:oyelaran|My friend’s greeting lasted nine hours.}”[5]
The rule since then has been consent, save in distress.[6] {severia|Severia} has never accepted it.[7] Whether it must is another matter.[8] Compare the position before 1990.[9]
`),
    notes: [
      {
        label: '1',
        text: 'Memorial of Severia, The Ellen Rae (Corvania v. Severia), 12 March 2003, para. 44.',
        works: [['memorial', 'para. 44']],
      },
      {
        label: '2',
        text: 'The Ellen Rae (Corvania v. Severia), Judgment of 4 June 2004, 2004 Gulf Trib. Rep. 112.',
        works: ['judgment'],
      },
      { label: '3', text: 'Id. at 140 (separate opinion of Judge Armandeau).', works: [['judgment', '140']] },
      {
        label: '4',
        text: 'See Philippa Crane, “Crowbars,” 19 Admiralty Law Review 201 (2015), https://alr.example/19/201.',
        works: ['crowbars'],
      },
      { label: '5', text: 'Judgment, supra note 2, at 118.', works: [['judgment', '118']] },
      { label: '6', text: 'Id. at 121.', works: [['judgment', '121']] },
      { label: '7', text: 'Crane, supra note 4, at 230–31.', works: [['crowbars', '230–31']] },
      {
        label: '8',
        text: 'See id. at 240; see also Memorial of Severia, supra note 1, para. 50.',
        works: [
          ['crowbars', '240'],
          ['memorial', 'para. 50'],
        ],
      },
      {
        label: '9',
        text: 'Theodor Haas, The Old Law of Visit (2nd ed., Lantern Press, 1988), ch. 3.',
        works: [['haas', 'ch. 3']],
      },
    ],
  },
  {
    name: 'An essay with notes in its margin',
    language: 'en',
    shape: 'sidenotes',
    title: 'On Small Seas',
    authors: ['Wilhelmina Strand'],
    site: 'Margins',
    issued: '2024-11-11',
    blocks: blocksOf(`
Small seas make for long memories.[1] {kalloway|Kalloway} likes to say that the {halcyon-gulf|Halcyon Gulf} is “{q:kalloway|a lake with ambitions}”.[2]
His opponents have their own version. “{q:o-dalaigh|It is a moat,}” {o-dalaigh|O'Dalaigh} told me, “{q:o-dalaigh|and we are on the wrong side of it.}”[3]
The historian’s answer is that a moat needs a castle.[4]
`),
    notes: [
      {
        label: '1',
        text: 'Agnes Tolliver, Small Seas (Oldhaven: Lantern Press, 2011), p. 9.',
        works: [['small-seas', 'p. 9']],
      },
      {
        label: '2',
        text: '“Kalloway opens the boat show”, The Delta Post, 3 May 2024, https://deltapost.example/boats.',
        works: ['boats'],
      },
      { label: '3', text: 'Interview with the author, Northaven, October 2024.', works: ['interview'] },
      { label: '4', text: 'Tolliver, Small Seas, p. 88.', works: [['small-seas', 'p. 88']] },
    ],
  },
  {
    name: 'An interview of a magazine',
    language: 'en',
    shape: 'unlinked',
    title: '“I Have Packed Twice”: A Conversation with Tamsin Oyelaran',
    authors: ['Bram Oosterveld'],
    site: 'Delta Review',
    issued: '2025-08-19',
    notes: [],
    blocks: blocksOf(
      `
{oyelaran|Tamsin Oyelaran} is deputy foreign minister of {corvania|Corvania}. She spoke with Delta Review in Northaven.
DELTA REVIEW: You said in spring that the talks had a month to live.
OYELARAN: {q:oyelaran|I did, and they have lived four.} {q:oyelaran|I have packed my suitcase twice and unpacked it twice.}
DELTA REVIEW: What would make you pack it a third time?
OYELARAN: {q:oyelaran|A boarding.} {q:oyelaran|One more, and the delegation goes home.}
DELTA REVIEW: {dromov|Pavel Dromov} says no ship was boarded.
OYELARAN: {q:oyelaran|{dromov|Pavel Dromov} has a generous idea of the word ship.}
`.replace(/OYELARAN:/gu, '{oyelaran|OYELARAN}:'),
    ),
  },
  {
    name: 'A letter to subscribers',
    language: 'en',
    shape: 'newsletter',
    title: 'Buoys Will Be Buoys',
    authors: ['Calliope Renn'],
    site: 'The Tide Table',
    issued: '2025-11-02',
    blocks: blocksOf(`
So the corridor is shut again.[1] {xu|Xu} calls this “{q:xu|a pause between two sentences.}”[2] I call it Tuesday.
Here is {haddadin|Layla Haddadin}, never one to waste a metaphor: “{q:haddadin|You cannot moor a promise.}”[3]
And here, for balance, is {ostrekova|Ostrekova}:
> {q:ostrekova|The buoys were placed in accordance with the agreement, and they will be removed in accordance with the agreement.}
That is a lot of agreement for one sentence.[4] “Agreement” is of course a term of art.[5]
{erdinc|Hakan Erdinç}, the envoy of {tasmara|Tasmara}, was in the room and says he heard laughter.
`),
    notes: [
      {
        label: '1',
        text: 'For the record: “Corridor closed until further notice,” Harbour Authority notice 88/25, October 30, 2025, https://harbour.example/88-25.',
        works: ['notice'],
      },
      {
        label: '2',
        text: 'He said so on the radio; see “Xu on the corridor,” Radio Northaven, October 31, 2025, https://radio.example/xu.',
        works: ['radio'],
      },
      { label: '3', text: 'Ibid. (she was the other guest).', works: ['radio'] },
      { label: '4', text: 'I counted. So did my editor.', works: [] },
      {
        label: '5',
        text: 'Abernethy, Presence: A Short History of Patrols (Saltmarsh Press, 2021), p. 31, has the best account; see also the notice cited in note 1.',
        works: [['presence', 'p. 31'], 'notice'],
      },
    ],
  },
];
