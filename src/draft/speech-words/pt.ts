import type { SpeechWords } from './form.ts';

export const pt: SpeechWords = {
  affirms:
    'disse|diz|afirmou|afirma|declarou|declara|destacou|destaca|sublinhou|sublinha|acrescentou|acrescenta|anunciou|anuncia|explicou|explica|lembrou|lembra|alertou|alerta|reiterou|reitera|garantiu|garante|sustentou|sustenta|escreveu|escreve|ressaltou|ressalta|observou|observa|pediu|pede|informou|informa|confirmou|confirma|advertiu|adverte|salientou|salienta|defendeu|defende',
  denies: 'negou|nega|desmentiu|desmente|rejeitou|rejeita|refutou|refuta',
  doubts: 'duvidou|duvida|questionou|questiona',
  citing: 'citou|citando',
  quoting:
    'chamou|chama|classificou|classifica|descreveu|descreve|falou de|fala de|respondeu|responde|replicou|comentou|comenta|concluiu|conclui|prosseguiu|criticou|critica|denunciou|admitiu|admite|prometeu|promete|resumiu|completou',
  accordingTo: 'segundo|de acordo com|conforme|para',
  that: 'que|aos jornalistas que|aos jornalistas|se',
  pronouns: 'ele|ela|eles|elas',
  unnamed:
    '(?:o|a|os|as|um|uma)\\s(?:[\\p{L}-]+\\s){0,2}(?:ministro|ministra|ministério|porta-voz|governo|presidente|embaixador|embaixadora|funcionários?|diplomatas?)',
  governs: 'de|do|da|dos|das|com|em|no|na|a|ao|à|por|pelo|pela|para|contra|entre|sobre|desde',
  conjunctions: 'e|mas|que|quem|enquanto|quando|onde|porque|embora|ou|como',
  and: 'e',
  indefinite: 'uma?|dois|duas|vários|várias',
  lead: 'assim',
  as: 'como|de',
  together: '(?:os|as|ambos|ambas)\\s(?:dois\\s|duas\\s)?(?:partes|ministros|países|lados|líderes|chanceleres)',
  talks:
    'discutiram|acordaram|abordaram|trocaram|reafirmaram|sublinharam|reiteraram|falaram sobre|concordaram|expressaram',
  jointDocument: '(?:a|uma)\\sdeclaração\\sconjunta|o\\scomunicado\\s(?:conjunto|final)',
  asks: 'pergunta|jornalista|p|moderador',
  answers: 'resposta|r',
  dropsSubject: true,
};
