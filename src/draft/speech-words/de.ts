import type { SpeechWords } from './form.ts';

export const de: SpeechWords = {
  affirms:
    '(?:hat|haben|hatte|habe)(?:\\s[^,.;:!?]{1,60}?)?\\s(?:gesagt|erklärt|betont|gewarnt|angekündigt|behauptet|hinzugefügt|bestätigt|mitgeteilt|gefordert|versichert|geschrieben)|sagte|sagt|sagten|erklärte|erklärt|erklärten|betonte|betont|betonten|teilte mit|warnte|warnt|kündigte an|behauptete|behauptet|fügte hinzu|(?:fügte|teilte|kündigte|räumte|fuhr|stellte|wiegelte|hielt)(?=\\s(?:er|sie|\\p{Lu}[\\p{L}-]*(?:\\s\\p{Lu}[\\p{L}-]*)?)\\s(?:hinzu|mit|an|ein|fort|klar|ab|dagegen|entgegen)(?!\\p{L}))|meinte|meint|unterstrich|unterstreicht|forderte|fordert|bekräftigte|bekräftigt|berichtete|berichtet|stellte fest|wies darauf hin|schrieb|schreibt|äußerte|äußert|hob hervor|versicherte|versichert|bestätigte|bestätigt',
  denies:
    'bestritt|bestreitet|dementierte|dementiert|leugnete|leugnet|wies[^.]{0,60}\\szurück|weist[^.]{0,60}\\szurück|verneinte|widersprach',
  doubts: 'bezweifelte|bezweifelt|zweifelte',
  accordingTo:
    'laut|nach Angaben (?:von|vom|des|der)|nach den Worten (?:von|des|der)|nach (?:Ansicht|Auffassung|Meinung|Einschätzung|Überzeugung|Darstellung|Aussage|Aussagen|Worten|Auskunft|Informationen) (?:von|vom|des|der)|in den Worten (?:von|des|der)',
  accordingAfter: 'zufolge|nach(?=\\s(?:ist|sei|sind|hat|habe|war|wird|werde))',
  that: 'dass|daß|ob|Reportern|Journalisten',
  pronouns: 'er|sie',
  unnamed:
    '(?:der|die|das|ein|eine)\\s(?:[\\p{L}-]+\\s){0,2}(?:Minister|Ministerin|Sprecher|Sprecherin|Regierung|Ministerium|Außenministerium|Präsident|Botschafter|Beamte[rn]?)',
  indefinite: 'eine?|mehrere|einige|zwei|drei|viele',
  lead: 'so|also',
  as: 'als',
  together:
    '(?:die\\s)?(?:beiden?|zwei)\\s(?:Seiten|Minister|Länder|Parteien|Außenminister|Staaten)|beide\\s(?:Seiten|Minister|Länder|Staaten)',
  talks:
    'besprachen|erörterten|vereinbarten|einigten sich|bekräftigten|betonten|sprachen über|tauschten sich aus|unterstrichen|erklärten',
  jointDocument: '(?:die|eine|der|ein)\\sgemeinsame[rns]?\\s(?:Erklärung|Kommuniqué)',
  citing: 'zitierte|zitiert|zitierten',
  passive:
    '(?:wird|werden|wurde|wurden)(?=\\s[^.!?]{0,240}?\\s(?:bezeichnet|genannt|beschrieben|verspottet|kritisiert|gelobt|gewürdigt|gefeiert|verurteilt|abgetan|zitiert|geschmäht)(?!\\p{L}))',
  by: 'von|vom|durch',
  objects: 'ihn|sie',
  quoting:
    'nannte|nennt|bezeichnete|bezeichnet|sprach von|spricht von|zitierte|kommentierte|fragte|antwortete|antwortet|entgegnete|entgegnet|erwiderte|ergänzte|ergänzt|reagierte|lobte|kritisierte|kritisiert|verurteilte|würdigte|rief|fuhr fort|sagte zu|resümierte|monierte|beklagte|hieß es|gab zu bedenken|konterte|mahnte|mahnt|drohte|zeigte sich|räumte ein|beschwichtigte|beteuerte|schimpfte|spottete|urteilte|bilanzierte|frohlockte|wiegelte ab|stellte klar|hielt dagegen|hielt entgegen',
  accordingBehind: 'so',
  theirWords: 'in (?:seinen|ihren) (?:eigenen )?Worten|wie (?:er|sie) sagte',
  governs:
    'von|vom|mit|aus|in|im|nach|zu|zum|zur|bei|beim|gegen|für|über|an|am|auf|zwischen|durch|gegenüber|seit|des|der',
  conjunctions: 'und|während|aber|dass|daß|als|der|die|das|welche[rs]?|weil|obwohl|nachdem|bevor|wenn|doch|sowie|oder',
  and: 'und|sowie',
  asks: 'frage|reporter(?:in)?|journalist(?:in)?|moderator(?:in)?|interviewer(?:in)?',
  answers: 'antwort',
};
