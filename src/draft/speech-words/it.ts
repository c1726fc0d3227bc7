import type { SpeechWords } from './form.ts';

export const it: SpeechWords = {
  affirms:
    'ha detto|dice|disse|ha dichiarato|dichiara|ha affermato|afferma|ha sottolineato|sottolinea|ha aggiunto|aggiunge|ha annunciato|annuncia|ha spiegato|spiega|ha ricordato|ricorda|ha avvertito|avverte|ha ribadito|ribadisce|ha assicurato|assicura|ha sostenuto|sostiene|ha scritto|scrive|ha precisato|precisa|ha osservato|osserva|ha chiesto|chiede|ha riferito|riferisce|ha confermato|conferma',
  denies: 'ha negato|nega|ha smentito|smentisce|ha respinto|respinge',
  doubts: 'ha messo in dubbio|dubita|ha dubitato',
  citing: 'ha citato|cita|citando',
  quoting:
    'ha definito|definisce|ha parlato di|parla di|ha risposto|risponde|ha replicato|replica|ha commentato|commenta|ha concluso|conclude|ha proseguito|prosegue|ha criticato|critica|ha denunciato|denuncia|ha ammesso|ammette|ha promesso|promette|ha chiarito|chiarisce',
  accordingTo: 'secondo|stando a|a detta di|per',
  that: 'che|ai giornalisti che|ai giornalisti|se',
  pronouns: 'lui|lei|egli|ella|loro|essi',
  unnamed:
    '(?:il|la|lo|i|le|un|una|l’)\\s?(?:[\\p{L}-]+\\s){0,2}(?:ministro|ministra|ministero|portavoce|governo|presidente|ambasciatore|ambasciatrice|funzionari[oa]?|diplomatic[oi])',
  governs: 'di|del|della|dei|delle|dell’|con|in|a|al|alla|da|dal|dalla|per|tra|fra|su|sul|sulla|contro|verso',
  conjunctions: 'e|ma|che|chi|mentre|quando|dove|perché|anche se|o|come',
  and: 'e|ed',
  indefinite: 'un[ao]?|due|alcuni|diversi',
  lead: 'così',
  as: 'come',
  together: '(?:le|i)\\s(?:due\\s)?(?:parti|ministri|paesi|leader|presidenti)',
  talks:
    'hanno discusso|hanno concordato|hanno affrontato|si sono accordati|hanno ribadito|hanno sottolineato|hanno espresso',
  jointDocument: '(?:la|una)\\sdichiarazione\\s(?:congiunta|comune)|il\\scomunicato\\s(?:congiunto|finale)',
  asks: 'domanda|giornalista|d|moderatore',
  answers: 'risposta|r',
  dropsSubject: true,
};
