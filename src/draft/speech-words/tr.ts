import type { SpeechWords } from './form.ts';

export const tr: SpeechWords = {
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
  quoting:
    'diyen|ifadelerini kullanan|ifadesini kullanan|şeklinde konuşan|diye konuşan|diye konuştu|şeklinde konuştu|dediğini|nitelendirdi|tanımladı|sordu|yanıtladı|cevapladı|ifadelerini kullandı|ifadesini kullandı|değerlendirmesinde bulundu',
  conjunctions: 've|ama|fakat|ancak|ki|iken',
  and: 've|ile',
  dropsSubject: true,
  asks: 'soru|gazeteci|muhabir',
  answers: 'cevap|yanıt',
};
