import { blocksOf, type Article } from './article.ts';

export const ENGLISH: readonly Article[] = [
  {
    name: 'A report on a news site',
    language: 'en',
    shape: 'news',
    title: 'Arvenia and Kestria edge towards a deal on the strait',
    authors: ['Nell Harrow'],
    site: 'The Harbour Courier',
    issued: '2025-03-04',
    notes: [],
    blocks: blocksOf(`
PORT AVEL — The foreign ministers of {arvenia|Arvenia} and {kestria|Kestria} said on Monday that they were close to an agreement on {fisheries|fisheries} in the {amber-strait|Amber Strait}, after four days of talks that both sides had called the last chance.
“{q:velling|We are not there yet, but we can see the other shore,}” {velling|Marta Velling}, the Arvenian foreign minister, told reporters outside the old customs house. “{q:velling|Nobody will leave this table with everything. Nobody will leave it with nothing.}”
Her Kestrian counterpart, {reuther|Jonas Reuther}, was more guarded. “{q:reuther|A text,}” he said, “{q:reuther|is only worth what the boats at sea make of it.}” He added that his government would not sign before the winter quotas were settled.
{velling|Velling} denied reports that she had offered to withdraw patrol vessels from the northern half of the strait. “{q:velling|That is an invention,}” she said. “{q:velling|I read it in the newspapers, like you.}”
A senior official of the {amber-council|Amber Council}, who spoke on condition of anonymity, said: “{q:?|The hard part begins when they go home.}”
In {dravonia|Dravonia}, which has observer status at the talks, President {gorodin|Lev Gorodin} was quoted as saying that the “{q:gorodin|door to the strait must never be locked from one side.}” His spokeswoman, {zarechnaya|Irina Zarechnaya}, told the {ana|Arven News Agency} that {dravonia|Dravonia} “{q:zarechnaya|will judge the agreement by its map and not by its preamble}”.
{gorodin|Gorodin} has said in the past that any agreement without {dravonia|Dravonia} would be “{q:gorodin|a lock without a key}”, a phrase that {reuther|Reuther} dismissed on Monday as “{q:reuther|poetry, and not very good poetry}”.
Asked whether the two ministers had discussed the detained crew of the trawler “Gannet”, {velling|Velling} replied: “{q:velling|We discussed everything. When I say everything, I mean that we also discussed what you call ‘the Gannet question’, and that we did so without raising our voices.}”
“{q:okwute|It was a good meeting,}” said {okwute|Adaeze Okwute}, who leads the Kestrian delegation’s legal team. “{q:okwute|For the first time the lawyers were not asked to leave the room.}”
The so-called “median line” has divided the two countries since the treaty of 1961. {okwute|Okwute} noted that the line “{q:okwute|was drawn with a ruler by people who had never seen a herring}”, while {velling|Velling} called it “{q:velling|the only line we have}”.
> {q:velling|We will come back in April, and we will come back with a map.}
Those were {velling|Velling}’s last words before she boarded her train. The talks resume on 14 April.
According to the {arvenian-mfa|Arvenian Foreign Ministry}, the draft has eleven articles, of which nine are agreed.
“{q:lin|{tanzhou|Tanzhou} welcomes any arrangement that keeps the strait open to all,}” {lin|Lin Haiming} said in a statement, adding: “{q:lin|Ships have no nationality in a storm.}”
`),
  },
  {
    name: 'An analysis of an institute, with footnotes',
    language: 'en',
    shape: 'journal',
    title: 'Law without a Map: The Amber Strait after Port Avel',
    authors: ['Ruben Aldergate', 'Mira Sandholt'],
    site: 'Journal of Maritime Order',
    issued: '2025-06-18',
    blocks: blocksOf(`
# Introduction
The talks of Port Avel have been described as a turning point in the law of narrow seas.[1] This article argues that they were nothing of the kind. The delegations of {arvenia|Arvenia} and {kestria|Kestria} met eleven times between January and May 2025,[2] and at no point did they exchange a chart.[3]
# The Arvenian position
In February, {velling|Marta Velling} told parliament that “{q:velling|the treaty of 1961 is a floor and not a ceiling}”.[4] She repeated the point a month later, when she said: “{q:velling|We shall build on the floor that our grandfathers laid.}”[5] {velling|Velling}’s claim that {arvenia|Arvenia} had “{q:velling|never once fired upon a fishing boat}” was contradicted by the {amber-council|Amber Council}’s own register of incidents.[6]
As Sandholt has shown, the register is incomplete.[7] It nevertheless lists four incidents for 2019 alone.[8]
# The Kestrian position
{kestria|Kestria} has been consistent. {reuther|Reuther} stated in April that his country “{q:reuther|does not negotiate about fish; it negotiates about law}”.[9] {okwute|Adaeze Okwute}, his legal adviser, has argued that the median line has no basis in custom.[10] The two positions are, in her words, “{q:okwute|two monologues in one room}”.[11]
{gorodin|Lev Gorodin}, the president of {dravonia|Dravonia}, warned that a bilateral settlement “{q:gorodin|would be a settlement of accounts with those who are absent}”.[12] Similar language appears in the communiqué of the {amber-council|Amber Council}.[13]
# Conclusion
The {amber-strait|Amber Strait} will remain a place where law is spoken and not written.[14] What the parties agreed at Port Avel was to go on disagreeing in an orderly way.[15][16]
`),
    notes: [
      {
        label: '1',
        text: 'Helena Brightwater, The Narrow Seas: A History of Passage (Oldhaven: Lantern Press, 2019), pp. 41–44.',
        works: [['brightwater', 'pp. 41–44']],
      },
      {
        label: '2',
        text: '“Port Avel talks: a chronology”, Arvenian Foreign Ministry, 30 May 2025, https://mfa.arvenia.example/port-avel/chronology (accessed 2 June 2025).',
        works: ['chronology'],
      },
      { label: '3', text: 'Ibid.', works: ['chronology'] },
      {
        label: '4',
        text: 'Parliament of Arvenia, “Official Report, 11 February 2025”, vol. 212, col. 88, https://parliament.arvenia.example/or/212.',
        works: ['official-report'],
      },
      { label: '5', text: 'Ibid., vol. 214, col. 12.', works: ['official-report'] },
      {
        label: '6',
        text: 'Amber Council, “Register of Incidents 2015–2024”, AC/REG/24, p. 7; see also Brightwater, op. cit., p. 203.',
        works: [
          ['register', 'p. 7'],
          ['brightwater', 'p. 203'],
        ],
      },
      {
        label: '7',
        text: 'Mira Sandholt, “Counting Shots: The Registers of the Amber Council”, Review of Small Wars 12, no. 3 (2023): 201–230, https://doi.org/10.55555/rsw.2023.0312.',
        works: ['sandholt'],
      },
      { label: '8', text: 'Amber Council, n. 6 above, pp. 9–10.', works: [['register', 'pp. 9–10']] },
      {
        label: '9',
        text: 'Cf. “Reuther: we negotiate about law”, The Kestrian Observer, 7 April 2025, https://observer.kestria.example/2025/04/07/reuther-law.',
        works: ['observer'],
      },
      {
        label: '10',
        text: 'Adaeze Okwute, “Custom and the Line”, in Oskar Fenwick (ed.), Borders at Sea (Oldhaven: Lantern Press, 2022), pp. 77–101, at p. 80.',
        works: ['okwute-custom'],
      },
      { label: '11', text: 'Ibid., p. 99.', works: [['okwute-custom', 'p. 99']] },
      {
        label: '12',
        text: 'See “President Gorodin addresses the Council”, Office of the President of Dravonia, 12 May 2025, http://president.dravonia.example/en/news/7731; Sandholt, “Counting Shots”, p. 222.',
        works: ['gorodin-address', ['sandholt', 'p. 222']],
      },
      {
        label: '13',
        text: 'Amber Council, “Communiqué of the Twenty-Second Session”, AC/S/22, 14 May 2025, para. 5.',
        works: [['communique', 'para. 5']],
      },
      { label: '14', text: 'Brightwater, The Narrow Seas, p. 310.', works: [['brightwater', 'p. 310']] },
      { label: '15', text: 'Supra note 13, para. 9.', works: [['communique', 'para. 9']] },
      { label: '16', text: 'Id. at para. 11.', works: [['communique', 'para. 11']] },
    ],
  },
  {
    name: 'A page of an encyclopedia',
    language: 'en',
    shape: 'wiki',
    title: 'Port Avel talks',
    authors: [],
    site: 'Openpedia',
    issued: '2025-09-01',
    blocks: blocksOf(`
The Port Avel talks were negotiations between {arvenia|Arvenia} and {kestria|Kestria} on {fisheries|fisheries} in the {amber-strait|Amber Strait}, held in 2025.[1]
# Background
The strait has been disputed since 1961.[2] In 2019 a trawler was fired upon; {arvenia|Arvenia} denied responsibility.[1][3]
# Positions
{velling|Marta Velling} said that the treaty was “{q:velling|a floor and not a ceiling}”.[2] The Kestrian minister {reuther|Jonas Reuther} said, “{q:reuther|We negotiate about law.}”[4] {velling|Velling} later described his remark as “{q:velling|an invitation to the lawyers to stay for dinner}”.[3]
{reuther|Reuther} stated that “{q:reuther|no chart will be signed before the ice is gone}”.[4]
`),
    notes: [
      {
        label: '1',
        text: '"Talks open in Port Avel". The Harbour Courier. 12 January 2025. Retrieved 3 March 2025.',
        works: ['courier'],
      },
      {
        label: '2',
        text: 'Brightwater, Helena (2019). The Narrow Seas: A History of Passage. Oldhaven: Lantern Press. pp. 41–44. ISBN 978-3-16-148410-0.',
        works: [['brightwater', 'pp. 41–44']],
      },
      {
        label: '3',
        text: 'Harrow, Nell (4 March 2025). "Arvenia and Kestria edge towards a deal". The Harbour Courier. Archived from the original on 5 March 2025.',
        works: ['harrow'],
      },
      { label: '4', text: 'Brightwater 2019, p. 88.', works: [['brightwater', 'p. 88']] },
    ],
  },
  {
    name: 'A transcript of a press conference',
    language: 'en',
    shape: 'ministry',
    title: 'Foreign Minister Marta Velling’s answers to questions, Port Avel, 9 May 2025',
    authors: [],
    site: 'Ministry of Foreign Affairs of Arvenia',
    issued: '2025-05-09',
    notes: [],
    blocks: blocksOf(`
On 9 May 2025 Foreign Minister {velling|Marta Velling} answered questions of journalists after the meeting with {reuther|Jonas Reuther}.
Question: Minister, is there going to be an agreement before the summer?
{velling|Marta Velling}: {q:velling|I do not give dates.} {q:velling|Dates are for calendars, and agreements are for people.}
Question: {kestria|Kestria} says that you have moved the line. Is that so?
{velling|Marta Velling}: {q:velling|The line has not moved since 1961.} {q:velling|What has moved are the fish.}
{q:velling|I have told my colleague so today.}
Question (to {reuther|Jonas Reuther}): Do you share that view?
{reuther|Jonas Reuther}: {q:reuther|I share the table, and that is something.} {q:reuther|The view is better from our shore.}
Question: And {dravonia|Dravonia}?
{velling|Marta Velling}: {q:velling|{dravonia|Dravonia} is a neighbour, and neighbours are informed.} {q:velling|President {gorodin|Gorodin} said to me last week: “We will be reasonable.”}
Moderator: Thank you. This was the last question.
`),
  },
  {
    name: 'A paper of two columns',
    language: 'en',
    shape: 'pdf-columns',
    title: 'Fish, Fire and Law in the Amber Strait',
    authors: ['Oskar Fenwick'],
    site: 'Annals of Coastal Studies',
    issued: '2025-02-01',
    blocks: blocksOf(`
# Abstract
This paper reviews forty years of incidents in the {amber-strait|Amber Strait} and asks why neither {arvenia|Arvenia} nor {kestria|Kestria} has ever brought one of them before a court. It concludes that silence has been the cheaper policy for both of them.
# 1. The incidents
Between 1984 and 2024 the {amber-council|Amber Council} recorded sixty-one incidents that involved fire-arms.[1] Most of them were never reported in the press.[2] The best known, that of the trawler Gannet, led to an exchange of notes in which {arvenia|Arvenia} spoke of “{q:arvenia|a regrettable misunderstanding between seafarers}” and nothing more.[3]
Later governments were less laconic. In a speech of October 2023 {velling|Marta Velling} said that “{q:velling|a shot across the bow is still a shot}”,[4] and she announced an inquiry whose results have not been published.[5] {reuther|Jonas Reuther}, who was then ambassador to the {amber-council|Amber Council}, replied: “{q:reuther|We have waited for that sentence since the year in which I was born.}”[6]
# 2. The courts
A case would have been possible under the treaty of 1961, which has a clause on arbitration.[7] According to {okwute|Okwute}, the clause was invoked once and then withdrawn within a week.[8] “{q:okwute|The letter that withdrew it is the shortest in the archive,}” she wrote.[9] The archive itself remains closed to non-nationals, as several authors have deplored.[10]
{gorodin|Lev Gorodin} claimed in 2024 that “{q:gorodin|courts are where small states go to be heard and not obeyed}”.[11] No state of the region has adopted that view in so many words.
# 3. Why silence is cheap
Silence costs little as long as the fish are plentiful. That has changed: the {fisheries|fisheries} reports of the past three years show a decline of well over forty per cent.[12] The incentives of both governments will change with it, and so will what they say.
`),
    notes: [
      {
        label: '1',
        text: 'Amber Council, “Register of Incidents 2015–2024”, AC/REG/24, p. 3.',
        works: [['register', 'p. 3']],
      },
      { label: '2', text: 'Ibid., p. 5.', works: [['register', 'p. 5']] },
      {
        label: '3',
        text: 'Note verbale of 2 August 1984, reprinted in Brightwater, The Narrow Seas (Oldhaven: Lantern Press, 2019), p. 140.',
        works: ['note-verbale'],
      },
      {
        label: '4',
        text: '“Speech at the Naval Academy”, Arvenian Foreign Ministry, 10 October 2023, https://mfa.arvenia.example/speeches/academy-2023.',
        works: ['academy'],
      },
      { label: '5', text: 'Ibid.', works: ['academy'] },
      {
        label: '6',
        text: '“Kestria answers Velling”, Kestrian Observer, 12 October 2023, https://observer.kestria.example/answers.',
        works: ['answers'],
      },
      { label: '7', text: 'Treaty on the Amber Strait, 3 May 1961, art. 14.', works: [['treaty', 'art. 14']] },
      {
        label: '8',
        text: 'Adaeze Okwute, “The Clause That Was Used Once”, Archive and Law 4 (2021): 11–29.',
        works: ['clause'],
      },
      { label: '9', text: 'Ibid., p. 17.', works: [['clause', 'p. 17']] },
      {
        label: '10',
        text: 'See, e.g., ibid., p. 12; Register of Incidents, n. 1 above, p. ii.',
        works: [
          ['clause', 'p. 12'],
          ['register', 'p. ii'],
        ],
      },
      {
        label: '11',
        text: '“Gorodin on small states”, Office of the President of Dravonia, 1 March 2024, http://president.dravonia.example/en/news/6120.',
        works: ['small-states'],
      },
      { label: '12', text: 'Amber Council, “Stocks of the Strait 2024”, AC/FISH/24, table 2.', works: ['stocks'] },
    ],
  },
];
