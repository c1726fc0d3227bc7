import type { SpeechWords } from './form.ts';

export const es: SpeechWords = {
  affirms:
    'dijo|dice|dijeron|afirmó|afirma|declaró|declara|señaló|señala|subrayó|subraya|añadió|añade|indicó|indica|advirtió|advierte|anunció|anuncia|explicó|explica|destacó|destaca|insistió|insiste|aseguró|asegura|recordó|recuerda|sostuvo|sostiene|reiteró|reitera|pidió|pide|escribió|escribe|agregó|agrega|manifestó|manifiesta',
  denies: 'negó|niega|desmintió|desmiente|rechazó|rechaza|refutó|refuta',
  doubts: 'dudó|duda|puso en duda|cuestionó|cuestiona',
  accordingTo: 'según|de acuerdo con',
  that: 'que|a los periodistas que|a la prensa que|si',
  pronouns: 'él|ella|ellos|ellas',
  unnamed:
    '(?:el|la|los|las|un|una)\\s(?:[\\p{L}-]+\\s){0,2}(?:ministro|ministra|ministerio|portavoz|gobierno|presidente|presidenta|embajador|funcionarios?|diplomáticos?)',
  indefinite: 'una?|unos|unas|dos|varios|varias',
  lead: 'así',
  as: 'como|de',
  together: '(?:los|las|ambos|ambas)\\s(?:dos\\s)?(?:partes|ministros|países|lados|líderes|cancilleres|Estados)',
  talks:
    'discutieron|acordaron|abordaron|intercambiaron|reafirmaron|subrayaron|reiteraron|hablaron de|coincidieron en|expresaron',
  jointDocument: '(?:la|una)\\sdeclaración\\sconjunta|el\\scomunicado\\s(?:conjunto|final)',
  citing: 'citó|cita a|citando',
  quoting:
    'llamó|llama|calificó|califica|describió|describe|habló de|habla de|respondió|responde|replicó|replica|contestó|contesta|preguntó|pregunta|concluyó|concluye|comentó|comenta|apuntó|apunta|zanjó|lamentó|lamenta|criticó|critica|denunció|denuncia|celebró|prosiguió|prosigue|continuó|continúa|resumió|admitió|admite|reconoció|reconoce|prometió|promete|matizó|matiza|recalcó|recalca|enfatizó|enfatiza|expresó|expresa|había dicho|ha dicho|ha declarado|ha afirmado|ha señalado|ha asegurado|ha explicado|ha añadido',
  theirWords: 'en sus (?:propias )?palabras|según (?:él|ella|ellos|ellas)',
  governs: 'de|del|con|en|a|al|por|para|contra|entre|sobre|desde|hacia|de la|de los|de las|que',
  conjunctions: 'y|e|pero|que|quien|quienes|cuyo|cuya|mientras|cuando|donde|porque|aunque|como|o',
  and: 'y|e',
  // Only short ones: what somebody says may tell of what others say.
  incise: ',\\s(?:VERB)(?![\\p{L}])(?:\\s\\p{Lu}[^«».!?,]{0,60})?,(?=\\s)',
  dropsSubject: true,
  asks: 'pregunta|periodista|p|moderador|moderadora',
  answers: 'respuesta|r',
};
