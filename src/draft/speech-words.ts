/*
 * Words by which texts tell who said what, one table for each language; a language is added by adding its table. Each
 * entry is a list of forms, parted by `|`, in the syntax of regular expressions.
 */

export type SpeechWords = {
  /** Verbs of saying, by what they make of what is said. */
  affirms: string;
  denies: string;
  doubts: string;
  /** Nouns that stand for what somebody said, behind a possessive. */
  nouns?: string;
  accordingTo: string;
  /** What may stand between a verb and what is said. */
  that: string;
  /** Before whoever said it, in the passive. */
  by?: string;
  /** Words that stand for whoever was named last. */
  pronouns: string;
  /** Somebody who is not named: an office, an institution. */
  unnamed: string;
  /** Several who speak as one, and what they do: a readout of talks. */
  together: string;
  talks: string;
  /** A document that several made. */
  jointDocument: string;
  /** Relative clauses and the like within commas, whose names say nothing. */
  aside?: string;
  /** Whether words are not parted by spaces. */
  unspaced?: true;
  /** Whether a sentence ends with its verb, and what is said stands before it. */
  verbFinal?: true;
};

const en: SpeechWords = {
  affirms:
    'said|says|saying|stated|states|stating|told|tells|telling|added|adds|adding|argued|argues|arguing|warned|warns|warning|claimed|claims|claiming|announced|announces|announcing|insisted|insists|stressed|stresses|stressing|noted|notes|noting|declared|declares|declaring|asked|asks(?=\\sthat\\b)|suggested|suggests|accused|accuses|reiterated|reiterates|reiterating|proposed|proposes|reported(?=\\sthat\\b)|reports(?=\\sthat\\b)|emphasi[sz]ed|emphasi[sz]es|emphasi[sz]ing|underlined|underlines|underlining|underscored|underscores|pointed out|points out|pointing out|affirmed|affirms|reaffirmed|reaffirms|confirmed|confirms|explained|explains|recalled|recalls|replied|replies|responded|responds|observed(?=\\sthat\\b)|observes(?=\\sthat\\b)|remarked|remarks|maintained(?=\\sthat\\b)|maintains(?=\\sthat\\b)|asserted|asserts|acknowledged|acknowledges|admitted|admits|conceded|concedes|urged|urges|called for|calls for|called on|calls on|demanded|demands|vowed|vows|pledged|pledges|promised|promises|predicted|predicts|concluded(?=\\sthat\\b)|concludes(?=\\sthat\\b)|believes(?=\\sthat\\b)|hopes(?=\\s(?:that|to)\\b)|expressed|expresses|welcomed|welcomes|praised|praises|condemned|condemns|criticized|criticised|criticizes|criticises|highlighted|highlights|highlighting|wrote|writes|tweeted|quipped|continued|went on|expects(?=\\s(?:that|to)\\b)|agreed(?=\\s(?:that|to)\\b)|agrees(?=\\s(?:that|to)\\b)|recommended|recommends',
  denies:
    'denied|denies|denying|rejected|rejects|rejecting|refuted|refutes|dismissed|dismisses|disputed|disputes|contradicted|contradicts',
  doubts: 'doubted|doubts|doubting|questioned|questions|questioning',
  nouns:
    'statements?|remarks?|words|emphasis|calls?|claims?|warnings?|appreciation|assertions?|comments?|insistence|denial|message|argument|use of',
  accordingTo: 'according to|in the words of|as',
  that: 'that|to reporters that|reporters that|journalists that|to reporters|reporters|journalists|how|whether|if',
  by: 'by',
  pronouns: 'he|she|they|it',
  unnamed:
    '(?:the|a|an|its|his|her|their)\\s(?:[\\p{L}-]+\\s){0,3}(?:ministry|minister|ministers|spokesman|spokeswoman|spokesperson|government|official|officials|president|ambassador|embassy|envoy|diplomat|source|sources|agency|report|adviser|chief|leader|secretary|delegation)|critics|officials|analysts|experts|observers|diplomats|sources',
  together:
    '(?:the\\s)?(?:two|both|three)\\s(?:sides?|ministers|countries|parties|leaders|presidents|delegations|diplomats|states|nations|governments|officials|capitals|men|foreign ministers)|the\\s(?:sides|parties|ministers|leaders|delegations|talks|meeting|negotiations|discussions|consultations|conversation)',
  talks:
    'discussed|agreed|exchanged views|reaffirmed|focused on|focussed on|addressed|took up|dwelt on|touched upon|touched on|considered|reviewed|reiterated|stressed|emphasi[sz]ed|underlined|confirmed|noted|expressed|pledged|committed|signed|called for|welcomed|decided|spoke about|talked about|covered|underscored',
  jointDocument: '(?:the|a|their)\\s(?:joint|final)\\s(?:statement|communiqu[ée]|declaration|document)',
  aside: 'who|whom|whose|which|after|during|speaking|meeting|when|while|at|in|following',
};

const de: SpeechWords = {
  affirms:
    'sagte|sagt|sagten|erklärte|erklärt|erklärten|betonte|betont|betonten|teilte mit|warnte|warnt|kündigte an|behauptete|behauptet|fügte hinzu|meinte|meint|unterstrich|unterstreicht|forderte|fordert|bekräftigte|bekräftigt|berichtete|berichtet|stellte fest|wies darauf hin|schrieb|schreibt|äußerte|äußert|hob hervor|versicherte|versichert|bestätigte|bestätigt',
  denies:
    'bestritt|bestreitet|dementierte|dementiert|leugnete|leugnet|wies[^.]{0,60}\\szurück|weist[^.]{0,60}\\szurück|verneinte|widersprach',
  doubts: 'bezweifelte|bezweifelt|zweifelte',
  accordingTo: 'laut|nach Angaben von|nach Angaben des|nach Angaben der|zufolge',
  that: 'dass|daß|ob|Reportern|Journalisten',
  by: 'von',
  pronouns: 'er|sie',
  unnamed:
    '(?:der|die|das|ein|eine)\\s(?:[\\p{L}-]+\\s){0,2}(?:Minister|Ministerin|Sprecher|Sprecherin|Regierung|Ministerium|Außenministerium|Präsident|Botschafter|Beamte[rn]?)',
  together:
    '(?:die\\s)?(?:beiden?|zwei)\\s(?:Seiten|Minister|Länder|Parteien|Außenminister|Staaten)|beide\\s(?:Seiten|Minister|Länder|Staaten)',
  talks:
    'besprachen|erörterten|vereinbarten|einigten sich|bekräftigten|betonten|sprachen über|tauschten sich aus|unterstrichen|erklärten',
  jointDocument: '(?:die|eine|der|ein)\\sgemeinsame[rns]?\\s(?:Erklärung|Kommuniqué)',
};

const fr: SpeechWords = {
  affirms:
    'a déclaré|déclare|ont déclaré|a dit|dit|a affirmé|affirme|a souligné|souligne|a ajouté|ajoute|a indiqué|indique|a estimé|estime|a averti|avertit|a annoncé|annonce|a expliqué|explique|a rappelé|rappelle|a insisté|insiste|a précisé|précise|a assuré|assure|a appelé à|appelle à|a écrit|écrit|a noté|note|a réaffirmé|réaffirme',
  denies: 'a nié|nie|a démenti|dément|a rejeté|rejette|a réfuté|réfute|a contesté|conteste',
  doubts: 'a douté|doute|a mis en doute',
  accordingTo: "selon|d’après|d'après",
  that: "que|qu’|qu'|aux journalistes que|aux journalistes",
  by: 'par',
  pronouns: 'il|elle|ils|elles|-t-il|-t-elle|-il|-elle',
  unnamed:
    '(?:le|la|les|un|une|des)\\s(?:[\\p{L}-]+\\s){0,2}(?:ministre|ministère|porte-parole|gouvernement|président|présidente|ambassadeur|responsables?|diplomates?)',
  together: '(?:les\\s)?deux\\s(?:parties|ministres|pays|côtés|dirigeants|États)',
  talks:
    'ont discuté|ont convenu|ont évoqué|ont échangé|ont réaffirmé|ont souligné|ont abordé|se sont accordé(?:e?s)?|ont exprimé',
  jointDocument:
    '(?:la|une)\\s(?:déclaration|communiqué)\\s(?:commune|conjointe)|le\\scommuniqué\\s(?:commun|conjoint|final)',
};

const es: SpeechWords = {
  affirms:
    'dijo|dice|dijeron|afirmó|afirma|declaró|declara|señaló|señala|subrayó|subraya|añadió|añade|indicó|indica|advirtió|advierte|anunció|anuncia|explicó|explica|destacó|destaca|insistió|insiste|aseguró|asegura|recordó|recuerda|sostuvo|sostiene|reiteró|reitera|pidió|pide|escribió|escribe|agregó|agrega|manifestó|manifiesta',
  denies: 'negó|niega|desmintió|desmiente|rechazó|rechaza|refutó|refuta',
  doubts: 'dudó|duda|puso en duda|cuestionó|cuestiona',
  accordingTo: 'según|de acuerdo con',
  that: 'que|a los periodistas que|a la prensa que|si',
  by: 'por',
  pronouns: 'él|ella|ellos|ellas',
  unnamed:
    '(?:el|la|los|las|un|una)\\s(?:[\\p{L}-]+\\s){0,2}(?:ministro|ministra|ministerio|portavoz|gobierno|presidente|presidenta|embajador|funcionarios?|diplomáticos?)',
  together: '(?:los|las|ambos|ambas)\\s(?:dos\\s)?(?:partes|ministros|países|lados|líderes|cancilleres|Estados)',
  talks:
    'discutieron|acordaron|abordaron|intercambiaron|reafirmaron|subrayaron|reiteraron|hablaron de|coincidieron en|expresaron',
  jointDocument: '(?:la|una)\\sdeclaración\\sconjunta|el\\scomunicado\\s(?:conjunto|final)',
};

const ru: SpeechWords = {
  affirms:
    'сказал[аи]?|говорит|заявил[аи]?|заявляет|заявляют|отметил[аи]?|отмечает|подчеркнул[аи]?|подчёркнул[аи]?|подчеркивает|подчёркивает|добавил[аи]?|добавляет|сообщил[аи]?|сообщает|указал[аи]?|указывает|напомнил[аи]?|предупредил[аи]?|объявил[аи]?|пояснил[аи]?|считает|выразил[аи]?|призвал[аи]?|призывает|утверждает|утверждал[аи]?|написал[аи]?|пообещал[аи]?|заверил[аи]?|подтвердил[аи]?',
  denies: 'опроверг(?:ла|ли|ает)?|отрицает|отрицал[аи]?|отверг(?:ла|ли|ает)?',
  doubts: 'усомнил(?:ся|ась|ись)|сомневается',
  accordingTo: 'по словам|по мнению|как сообщил|согласно|по данным',
  that: 'что|журналистам, что|журналистам|о том, что',
  pronouns: 'он|она|они',
  unnamed:
    '(?:министр|министерство|представитель|представительница|правительство|президент|посол|чиновник|глава|МИД|ведомство|эксперты|аналитики|источник)(?:\\s[\\p{Ll}-]+){0,2}',
  together: 'стороны|обе\\sстороны|министры|главы\\s(?:МИД|дипломатии|государств)|оба\\s(?:министра|лидера)',
  talks:
    'обсудили|договорились|обменялись мнениями|подтвердили|рассмотрели|затронули|подчеркнули|отметили|выразили|согласились|высказались за',
  jointDocument: 'совместное\\s(?:заявление|коммюнике)|в\\sсовместном\\s(?:заявлении|коммюнике)',
};

const tr: SpeechWords = {
  affirms:
    'söyledi|belirtti|vurguladı|ifade etti|açıkladı|kaydetti|dedi|ekledi|uyardı|savundu|aktardı|bildirdi|duyurdu|dile getirdi|altını çizdi|hatırlattı|yazdı',
  denies: 'reddetti|yalanladı|inkâr etti|inkar etti',
  doubts: 'şüphe duyduğunu|sorguladı',
  accordingTo: 'göre',
  that: 'ki',
  pronouns: 'o|onlar',
  unnamed: '(?:[\\p{L}-]+\\s){0,2}(?:bakan|bakanı|bakanlığı|sözcüsü|hükümeti|büyükelçisi|yetkililer)',
  together: 'iki\\s(?:bakan|ülke|taraf|lider)|taraflar|bakanlar',
  talks: 'görüştü|görüştüler|ele aldı|ele aldılar|anlaştı|anlaştılar|vurguladı|vurguladılar',
  jointDocument: 'ortak\\s(?:bildiri|açıklama)',
  verbFinal: true,
};

const zh: SpeechWords = {
  affirms: '表示|强调|指出|说|称|认为|重申|宣布|警告|补充说|透露|呼吁|声明|写道|介绍',
  denies: '否认|驳斥|反驳',
  doubts: '质疑|怀疑',
  accordingTo: '据|根据|按照',
  that: '，|：|:|,',
  pronouns: '他|她|他们|它',
  unnamed: '(?:外交部|国防部|商务部)?发言人|官员|专家|分析人士',
  together: '双方|两国外长|两国|两位外长|两国领导人',
  talks: '讨论|同意|就[^，。]{1,40}交换(?:了)?意见|重申|强调|一致认为|达成',
  jointDocument: '联合(?:声明|公报)',
  unspaced: true,
};

/** By the primary subtag of BCP 47. */
export const SPEECH_WORDS: Readonly<Record<string, SpeechWords>> = { en, de, fr, es, ru, tr, zh };
