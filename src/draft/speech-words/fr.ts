import type { SpeechWords } from './form.ts';

export const fr: SpeechWords = {
  affirms:
    '(?:a|ont|avait|avaient)(?:\\s\\p{Ll}[\\p{L}’-]*){0,3}?\\s(?:commenté|conclu|confié|demandé|dénoncé|glissé|jugé|lancé|martelé|observé|plaidé|poursuivi|promis|prévenu|qualifié|reconnu|regretté|reproché|répliqué|répondu|salué|tranché|évoqué|affirmé|ajouté|annoncé|assuré|averti|dit|déclaré|estimé|expliqué|indiqué|insisté|noté|précisé|rappelé|réaffirmé|souligné|écrit|réagi|résumé|ironisé|déploré|tempéré|concédé|admis)|réagit|résume|veut croire|s’emporte|se félicite|déclare|dit|affirme|souligne|ajoute|indique|estime|avertit|annonce|explique|rappelle|insiste|précise|assure|a appelé à|appelle à|écrit|note|réaffirme|(?:déclarait|affirmait|disait|soulignait|ajoutait|indiquait|estimait|avertissait|annonçait|expliquait|rappelait|insistait|précisait|assurait|écrivait|notait|lançait|répondait|jugeait|observait|confiait|prévenait|plaidait|regrettait|promettait|concluait|martelait)(?:-(?:il|elle)s?)?|s’alarme|s’inquiète|se disent|se dit|s’est dite?|fait valoir|a fait valoir|renchérit|tempère|nuance|rétorque|ironise|déplore|a déploré',
  denies: 'a nié|nie|a démenti|dément|a rejeté|rejette|a réfuté|réfute|a contesté|conteste',
  doubts: 'a douté|doute|a mis en doute',
  accordingTo: "selon|d’après|d'après|pour|aux yeux de",
  that: "que|qu’|qu'|aux journalistes que|aux journalistes",
  pronouns: 'il|elle|ils|elles|-t-il|-t-elle|-il|-elle',
  unnamed:
    '(?:le|la|les|un|une|des)\\s(?:[\\p{L}-]+\\s){0,2}(?:ministre|ministère|porte-parole|gouvernement|président|présidente|ambassadeur|responsables?|diplomates?|source|sources|expert|experts|analyste|analystes|observateur|observateurs|témoin|négociateur)(?:\\s\\p{Ll}[\\p{L}-]+)?',
  indefinite: 'une?|des|deux|plusieurs',
  lead: 'ainsi',
  as: 'comme|de',
  together: '(?:les\\s)?deux\\s(?:parties|ministres|pays|côtés|dirigeants|États)',
  talks:
    'ont discuté|ont convenu|ont évoqué|ont échangé|ont réaffirmé|ont souligné|ont abordé|se sont accordé(?:e?s)?|ont exprimé',
  jointDocument:
    '(?:la|une)\\s(?:déclaration|communiqué)\\s(?:commune|conjointe)|le\\scommuniqué\\s(?:commun|conjoint|final)',
  citing: 'a cité|cite|citant',
  quoting:
    "\\p{Ll}[\\p{L}’]*(?:-t)?-(?:il|elle)s?|répond|réplique|lance|poursuit|conclut|confie|martèle|dénonce|qualifie|a parlé d(?:e|u|es)|a parlé d’une?|parle d(?:e|u|es)|parle d’une?|parlent d(?:e|u|es)|parlent d’une?|évoque|prévient|salue|regrette|observe|juge|demande|commente|a fait savoir|fait savoir|reconnaît|promet|plaide|glisse|tranche|s’est félicité|s'est félicité|s’est réjouie?|a-t-(?:il|elle) (?:déclaré|dit|ajouté|affirmé|souligné|poursuivi|conclu|expliqué|précisé|indiqué|lancé|estimé|assuré|répondu|prévenu|averti|rappelé)|ont-(?:ils|elles) (?:déclaré|dit|ajouté|affirmé)|avait (?:déclaré|dit|affirmé|annoncé|ajouté|souligné|averti|promis)|dit-(?:il|elle)|déclare-t-(?:il|elle)|ajoute-t-(?:il|elle)|explique-t-(?:il|elle)|assure-t-(?:il|elle)|poursuit-(?:il|elle)|affirme-t-(?:il|elle)|souligne-t-(?:il|elle)|estime-t-(?:il|elle)",
  theirWords: 'selon (?:ses|leurs) (?:propres )?(?:mots|termes)|selon (?:lui|elle|eux|elles)',
  ownSubject: '-(?:il|elle)s?',
  governs: "de|du|des|avec|en|à|au|aux|par|contre|chez|entre|sur|dans|vers|depuis|d’|d'|de la|de l’|de l'|que",
  conjunctions: 'et|mais|que|qui|dont|où|alors que|tandis que|quand|lorsque|parce que|ou|comme|puis',
  and: 'et|ainsi que',
  incise: ',\\sVERB(?![\\p{L}])[^«».!?,]{0,120}(?:[.](?=\\s)|,(?=\\s)|$)',
  asks: 'question|journaliste|q',
  answers: 'réponse|r',
};
