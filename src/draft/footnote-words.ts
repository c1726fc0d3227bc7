/*
 * What footnotes say in several languages. A language is added by adding its words to each pattern.
 */

/** The work just before: "Ibid." and its like, at the beginning. */
export const IBID =
  /^(?:[ií]b[ií]d(?:em)?|[ií]d(?:em)?|ivi|ebda?|ebenda|tamże|a\.\s?g\.\s?e|a\.\s?g\.\s?m|aynı yer|там же|тамже|там само|то же|同上[注书文]?|同前[注书文]?|同书|出处同上|المرجع (?:السابق )?نفسه|المصدر (?:السابق )?نفسه|نفس المرجع|نفس المصدر|همان)(?![\p{L}\p{N}])\.?/iu;

/** A work cited before, of the author who is named: "Smith, op. cit." */
export const OP_CIT =
  /(?:\bo[pb]\.?\s*cit\b\.?|\bart\.?\s*cit\b\.?|\bouvr\.?\s*cité\b|\bdz\.?\s*cyt\b\.?|\bloc\.?\s*cit\b\.?|\ba\.\s?a\.\s?O\b\.?|\ba\.\s?g\.\s?[em]\b\.?|указ\.?\s*соч\.?|цит\.?\s*соч\.?|前引书?|المرجع السابق|المصدر السابق|مرجع سابق|مصدر سابق)/iu;

/** A footnote by its number: "n. 3 above", "supra note 3", "см. сноску 3", "同注3". */
export const NOTE_NUMBER =
  /(?:(?<![\p{L}\p{N}])(?:supra\s+|above,?\s+|infra\s+)?(?:nn?|notes?|fn|footnotes?|dipnot|сноск[аиуе]|прим(?:ечание|\.)?|anm(?:erkung)?|fußn(?:ote)?|nota|注释?|(?:ال)?حاشية|(?:ال)?هامش|przypis)\.?\s*(?:no\.?\s*)?|同注|见注)\[?(\d{1,4})\]?/iu;

/** What a place in a work is called, before its number. */
const PLACE =
  '[Pp]{1,2}|[Pp]gs?|[Pp]ages?|[Pp]aras?|[Pp]aragraphs?|[Cc]hap(?:ter)?s?|[Cc]hs?|[Aa]rts?|[Aa]rticles?|[Ss]ec(?:tion)?s?|[Vv]ol|[Tt]ables?|[Ff]igs?|[Ff]igures?|[Aa]nnex|[Cc]l|[Ll]ines?|s|ss|sf|[сС]|[сС]тр|[пП]{1,2}|[сС]т|[гГ]л|[тТ]абл|S|Seiten?|R[nz]|Rdnr|Abs|Kap|Tab|Abb|Ziff|[Cc]ap|[Pp]ágs?|[Pp]árrs?|[Pp]árrafos?|[Aa]p|[Ll]it|cols?|madde|m|ص|ص ص|صص|المادة|الفقرة|ف';
const NUMBERS = '(?:\\d+|[ivxlc]+)(?:\\s*[-–—]\\s*\\d+)?(?:\\s*,\\s*\\d+(?:\\s*[-–—]\\s*\\d+)?)*';

/**
 * Where in a work: "p. 5", "pp. 3–4", "para. 12", "at 5", "s. 5", "с. 5", "S. 5 f.", "第5页"; a number that ends the
 * footnote, or that stands behind the year of an issue, or behind the first page of an article: "14 Law Review 201, 210".
 */
export const LOCATOR = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${PLACE})\\.?\\s*${NUMBERS}(?:\\s?ff?\\.)?(?!\\p{L})|§+\\s*\\d+[\\w.]*|第\\s*[\\d一二三四五六七八九十百]+(?:\\s*[-–—~至]\\s*[\\d一二三四五六七八九十百]+)?\\s*[页頁章条節节段]|(?<=(?<![\\p{L}])at\\s)\\d+(?:\\s*[-–—]\\s*\\d+)?(?![\\p{L}\\d])|(?<=[,;]\\s*|^\\s?)\\d{1,4}(?:\\s*[-–—]\\s*\\d{1,4})?(?=\\s*[.,)]?$)|(?<=\\)\\s?:\\s?)\\d{1,4}(?=\\s*(?:[.,;]|$))|(?<=\\d\\s\\p{Lu}[\\p{L}.\\s&’'-]{1,60}\\s\\d{1,4},\\s)\\d{1,4}(?:\\s*[-–—]\\s*\\d{1,4})?(?=[\\s.,;]*(?:\\(|$))`,
  'u',
);

/** Before the day on which an address was looked at. */
export const ACCESSED =
  /(?:accessed|retrieved|last\s+(?:accessed|visited)|visited|erişim(?:\s+tarihi)?|дата\s+обращения|дата\s+доступу|abgerufen|zugriff|consulté|consultado|consultato|geraadpleegd|访问(?:日期|时间)?|تاريخ\s+(?:الدخول|الاطلاع|الوصول))(?:\s*(?:on|am|le|el|il|op))?\s*[:：]?\s*/iu;

const SIGNALS =
  'see\\s+also|see\\s+generally|see\\s+especially|see,?\\s+e\\.?g\\.?,?|see,?\\s+for\\s+example,?|see|cf\\.?|cfr\\.?|compare|but\\s+see|contra|e\\.g\\.,?|quoted\\s+in|cited\\s+in|quoting|citing|bkz\\.?|см\\.?\\s+также|см\\.?|ср\\.?|цит\\.?\\s+по|vgl\\.?(?:\\s+(?:auch|nur|etwa|dazu))?|siehe(?:\\s+auch)?|zit(?:iert|\\.)?\\s+nach|so\\s+auch|voir(?:\\s+aussi)?|cité\\s+(?:dans|par)|véase(?:\\s+también)?|citado\\s+(?:en|por)|vid\\.?|参见|另见|见|转引自|参阅|انظر|راجع|ينظر|نقلا\\s+عن|zob\\.?|vedi|veja|ver|also|auch|aussi|также|and|und|et|y|и';

/** Words that lead to a work and are none of it: "See also", "for a hopeful view, see". */
export const SIGNAL = new RegExp(
  `^(?:(?:(?:for|on|zu|pour|para)\\s+\\p{Ll}[^,;:“"]{2,60},\\s+(?:see\\s+(?:also\\s+)?)?)?(?:${SIGNALS})\\s*(?:ايضا|أيضا|أيضًا|también)?\\s*[:,]?\\s+|(?:for|on)\\s+(?:an?|the|more|another|other)\\s\\p{Ll}[^,;:“"]{2,60},\\s+)+|^(?:参见|另见|见|转引自|参阅)[:：]?`,
  'iu',
);

/** Where a footnote goes on to another work behind a full stop. */
export const NEXT_WORK = new RegExp(
  `(?<=[.)”"»])\\s+(?=(?:see\\s+also|see|cf\\.|but\\s+see|for\\s+[^,;]{2,60},\\s+see|vgl\\.|siehe\\s+auch|см\\.|voir|véase|cfr\\.)\\s)`,
  'iu',
);

/** "Compare A with B": two works. */
export const COMPARED = /^compare\s(.+?),\swith\s(.+)$/isu;
