/** An invented report in many scripts, one paragraph a line, with footnotes. */
export const REPORT = [
  'The ministers of Exampleland and Samplia met on 5 March 2024.[1] Ada Example said that trade “would grow” by 3.5 per cent.[2] Nobody disagreed! The talks – long and open – went on until night.',
  '两国外长五日在样例城举行会谈。[3]双方重申“合作共赢”的原则。会谈气氛坦诚友好。',
  'قال الوزير إن السلام ممكن. واتفق الجانبان على مواصلة الحوار. والتقى الوفدان مرة أخرى في المساء.',
  'मंत्रियों ने शांति और स्थिरता पर चर्चा की। दोनों पक्ष सहयोग जारी रखेंगे। वार्ता क्षेत्रीय सुरक्षा पर केंद्रित थी।',
  '두 장관은 평화를 위해 협력하기로 했다. 회담은 비공개로 진행되었다. 다음 회담은 가을에 열린다.',
  'Министры договорились о встрече осенью.[4] Переговоры были открытыми. Стороны подтвердили прежние договорённости.',
  'รัฐมนตรีทั้งสองเห็นพ้องกันเรื่องสันติภาพ',
  'Bakanlar İstanbul’da ılımlı bir dille konuştu. 🇨🇳🤝🇷🇺 Görüşme 👩‍👩‍👧‍👦 için de önemliydi. Toplantı bitti.',
  '[1] “Ministers meet”, Example Gazette, (Accessed on 01.04.2024).',
  '[2] Ibid.',
].join('\n');
