/*
 * Abbreviations of several languages, by what their full stop says about the end of a sentence. Where an entry begins in
 * lower case it holds with a capital too; one with a capital holds as it is, so that "No. 5" is one and "no." is none.
 */

const set = (...lists: string[]): ReadonlySet<string> =>
  new Set(
    lists
      .join(' ')
      .split(/\s+/u)
      .flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1)]),
  );

/** Something always follows: a name, a place, an example. */
export const BEFORE_SOMETHING = set(
  // English
  'Mr Mrs Ms Messrs Dr Drs Prof Gen Sen Rep Reps Gov Lt Col Maj Capt Cmdr Sgt Adm Brig Rev Fr Hon Amb Pres Supt St Mt Ft Sts Dept Univ vs viz cf approx',
  // German
  'Hr Hrn Fr Frl Dipl Ing Mag Hl bzw vgl sog insb insbes einschl gem lt evtl ggf zzgl abzgl dgl jew Abt Reg Bez Präs Bgm',
  // French
  'Mme Mmes Mlle Mlles MM Mgr Pr Dr Me St Ste av bd bld boul env',
  // Spanish, Portuguese, Italian
  'EE FF RR Sr Sra Sres Sras Srta D Dña Dr Dra Dres Lic Ing Arq Excmo Excma Ilmo Ilma Gral Cnel Tte Cap Mons Pbro Sto Sta Fr Prof Profa Exmo Exma Des Dep Sen Min Emb Sig Sigg Sigra Dott Dottssa Avv Arch Geom Rag Cav Comm Mons',
  // Russian, Ukrainian, Belarusian, Bulgarian, Serbian
  'г гг гр ул пл пр просп пер наб обл р-н р-на пос дер им св проф акад доц инж канд докт ген полк подп майор кап лейт адм зам пом нач см ср напр т.н т.е т.к т.зв вул м с смт ім ген-м ген-лейт напр див див. гл тов госп пан р',
  // Polish, Czech, Slovak, Croatian, Slovene
  'mgr inż prof dr hab lic gen płk ppłk mjr kpt por płk ks bp abp św bł im ul al pl os tzw tzn np m.in ok woj mł asp ing doc mudr judr phdr rndr sv tř nám tzv např resp mons gosp g gđa npr tj',
  // Dutch, Danish, Norwegian, Swedish
  'dhr mw mevr drs ir mr ing prof ds zgn bijv o.a d.w.z m.b.t t.a.v hr fr fru f.eks bl.a dvs s.k t.ex',
  // Turkish, Hungarian, Romanian, Greek
  'Sn Av Doç Yrd Arş Gör Öğr Org Korg Tümg Tuğg Alb Yb Bnb Yzb örn bkz krş ifj özv ún pl dl dna conf κ κα κος δρ αρ π.χ λ.χ',
  // Hindi and others of India
  'डॉ प्रो श्री कु पं सु ले जन ব্রি ড ডা মো প্রো டாக்டர் திரு డా శ్రీ',
  // Arabic, Persian, Urdu
  'د أ م ا.د أ.د م.م ر.ک ق.م هـ.ق هـ.ش',
);

/** A number follows, or a letter that counts; else a sentence may have ended. */
export const BEFORE_NUMBER = set(
  'no nos nr nrs num núm nº art arts arts para paras par pars sec sect secs ch chap chs vol vols fig figs p pp pg pgs ed eds ser tab app annex cl ll',
  'Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec',
  'S Bd Bde Kap Abs Abb Ziff Art Nr Rn Rdnr Anm Aufl Jg ca zirka Str Jän Mrz Mai Okt Dez Z',
  'janv févr avr juil sept oct nov déc chap t éd',
  'pág págs pag pagg núm cap caps vol tomo inc ene abr ago dic fev mai set out dez gen mag giu lug ott art',
  'с стр ст ч п пп рис табл гл вып кн т тт янв февр апр авг сент окт нояб дек ок прим арт розд',
  'str s ust rozdz t lp poz zob r č čl odst obr kap',
  'blz hfst afb art lid jr',
  'md fık s sf sy ss c bk σ σελ άρθρ παρ τ',
  'ص ج ط س م ش',
);

/** They end a sentence now and then: only what follows tells. */
export const AT_AN_END = set(
  'etc Inc Ltd Co Cos Corp Bros Jr Sr Esq al ibid id op cit loc ff f sq sqq seq est dept assn Ave Blvd Rd',
  'usw usf etc o.ä u.a u.ä GmbH Mio Mrd Tsd Min Std Sek Jh Jhd v.Chr n.Chr d.h z.B',
  'Cie Sté p.ex p.m a.m EE.UU UU AA HH ss sgts cía Ltda pp S.A ecc seg sgg',
  'др пр т.д т.п т.д. млн млрд тыс руб долл коп см кг км мин сек чел экз шт н.э в вв л др. тис грн ін',
  'itp itd in m.in tys mln mld zł gr godz min sek km kg atd apod tj mil mld tis',
  'enz e.d e.a jl m.fl o.s.v osv mv',
  'vb vd yy stb kb ill π.μ μ.μ κ.ά κ.λπ κλπ κ.τ.λ',
);

/** German months, in front of which a number with a full stop is a day. */
export const MONTHS = set(
  'Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember',
  'Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık',
);

/** In front of a number with a full stop these make it an ordinal: German, Danish, Norwegian, Turkish. */
export const BEFORE_ORDINAL = set(
  'der die das dem den des am vom zum zur beim im ins ab bis seit und oder sowie unser ihr ihre ihren ihrem sein seine seinen dieser diese dieses diesem diesen jeder jede jedes jedem jeden ein eine einen einem einer eines kein keine',
  'det den de på fra til i',
);

/** Words that begin sentences far more often than they follow an abbreviation within one. */
export const SENTENCE_STARTERS: ReadonlySet<string> = new Set(
  [
    'The A An He She It They We I You This That These Those There Here In On At By For From With After Before During When While If As But And Or So Yet However Also Both All Some Many Most No Not Its His Her Their Our My What Who Why How Where Later Then Now According Asked Since Under Over Such Each Another Other Only Still Today Yesterday Although Though Because Once Until Nor Neither Either Nothing Nobody Everyone',
    'Der Die Das Ein Eine Einer Er Sie Es Wir Ich Ihr Im In Am Auf Bei Mit Nach Vor Seit Von Zu Zum Zur Aber Und Doch Auch Diese Dieser Dieses Denn Wenn Weil Als Nur Noch Dann Danach Dabei Dazu Damit Zudem Außerdem Sein Seine Ihre Man Nicht Kein Keine Jetzt Heute Gestern',
    'Le La Les Un Une Des Il Elle Ils Elles On Nous Vous Je Ce Cette Ces Cela Dans En Au Aux Mais Et Ou Pour Par Selon Sur Avec Après Avant Si Son Sa Ses Leur Leurs Depuis Lors',
    'El Los Las Una Unos Él Ella Ellos Por Para Pero Y Se Según Este Esta Estos Además Con Sin Su Sus Desde Cuando Al Lo No',
    'Il Lo I Gli Uno Egli Essi Nel Nella Ma E Per Secondo Questo Questa Con Non Anche Dopo Quando Se',
    'O Os As Um Uma Ele Ela Eles Elas Em No Na Nos Nas Mas Isso Este Esta Com Não Também Depois Segundo',
    'Он Она Оно Они Мы Я Вы Ты В Во На По Но И А Это Этот Эта Эти За Для При После До Так Как Если Когда Также Однако Его Её Ее Их Все Всё С Со К О Об От Из Что Не Кроме Поэтому',
    'Він Вона Воно Вони Ми У Але Та І Й Це Цей Ця Ці Після Так Як Якщо Коли Також Однак Його Її Їх Усі Всі З Зі До Про Від Що',
    'On Ona Ono Oni One My W We Na Po Ale I To Ten Ta Te Jego Jej Ich Nie Z Za Do Od Dla Jak Gdy Także Jednak',
    'Bu Şu O Bir Ancak Ve Ama Onlar Biz Siz Daha Ayrıca Fakat Çünkü Sonra',
    'De Het Een Hij Zij Ze Wij Ik Op Maar En Of Dit Dat Deze Die Volgens Ook Na Voor Met Van Er Niet',
    'Ten Ta To Tento Tato Toto A Ale V Ve Na Po Podle Det Den Han Hun Hon Vi Jeg Jag Men Och Og I På',
  ]
    .join(' ')
    .split(' '),
);

/** Starters that are a part of names too, so that behind an initial they begin nothing. */
export const NAME_PARTICLES: ReadonlySet<string> = new Set(
  'De La Le Les Du Des Van Von Vom Zu Zur Di Da Do Dos Das Del Della Lo El Al Los Las Ten Ter Den Der Het St Y E I A O'.split(
    ' ',
  ),
);
