import { blocksOf, type Article } from './article.ts';

export const OTHER_SCRIPTS: readonly Article[] = [
  {
    name: 'Комментарий со сносками',
    language: 'ru',
    shape: 'docx',
    title: 'О переговорах в Порт-Авеле',
    authors: ['Глеб Ветлугин'],
    site: 'Вестник пролива',
    issued: '2025-05-13',
    blocks: blocksOf(`
Президент {dravonia|Дравонии} {gorodin|Лев Городин} заявил во вторник, что «{q:gorodin|дверь в пролив нельзя запирать с одной стороны}».[1]
«{q:gorodin|Мы не просим места за столом}, — сказал {gorodin|Городин}. — {q:gorodin|Мы за ним уже сидим}».[2]
Официальный представитель МИД {dravonia|Дравонии} {zarechnaya|Ирина Заречная} сообщила журналистам, что страна «{q:zarechnaya|будет судить о соглашении по карте, а не по преамбуле}».[3]
«{q:velling|Это выдумка}», — заявила в ответ {velling|Марта Веллинг}.[4] По словам {velling|Веллинг}, {arvenia|Арвения} не предлагала отводить патрульные суда.
{reuther|Йонас Ройтер} опроверг сообщения о тайной встрече с {gorodin|Городиным}.[5] «{q:reuther|Я был на рыбалке}», — добавил он.[6]
В {amber-council|Янтарном совете} отметили, что {fisheries|рыболовство} в {amber-strait|Янтарном проливе} сократилось на сорок процентов.[7]
`),
    notes: [
      {
        label: '1',
        text: 'Выступление Президента Дравонии // Официальный сайт Президента Дравонии. 13 мая 2025. URL: http://president.dravonia.example/news/7731 (дата обращения: 14.05.2025).',
        works: ['address'],
      },
      { label: '2', text: 'Там же.', works: ['address'] },
      {
        label: '3',
        text: 'Брайтуотер Х. Узкие моря: история прохода. Олдхейвен: Лантерн, 2020. С. 41.',
        works: [['uzkie', 'С. 41']],
      },
      { label: '4', text: 'Там же. С. 45.', works: [['uzkie', 'С. 45']] },
      {
        label: '5',
        text: 'См.: Ройтер опроверг встречу // Вестник пролива. 12 мая 2025. URL: https://vestnik.example/reuther.',
        works: ['vestnik'],
      },
      { label: '6', text: 'Брайтуотер Х. Указ. соч. С. 90.', works: [['uzkie', 'С. 90']] },
      { label: '7', text: 'См. сноску 1.', works: ['address'] },
    ],
  },
  {
    name: '会谈新闻稿',
    language: 'zh',
    shape: 'ministry',
    title: '林海明同韦林举行会谈',
    authors: [],
    site: '檀洲外交部',
    issued: '2025-04-18',
    blocks: blocksOf(`
2025年4月18日，{tanzhou|檀洲}外长{lin|林海明}在港口同{arvenia|阿尔维尼亚}外长{velling|玛尔塔·韦林}举行会谈。[1]
{lin|林海明}表示，“{q:lin|海峡应当向所有船只开放，风暴中的船没有国籍。}”[2]
{velling|玛尔塔·韦林}说：“{q:velling|我们还没有到达彼岸，但已经看得见彼岸。}”[3]
“{q:lin|{tanzhou|檀洲}愿意提供一切必要的协助，}”{lin|林海明}强调。[4]
双方就{amber-strait|琥珀海峡}的{fisheries|渔业}问题交换了意见。[5]
{lin|林海明}否认{tanzhou|檀洲}在海峡部署了舰船。
`),
    notes: [
      {
        label: '1',
        text: '《林海明同韦林会谈》，檀洲外交部，2025年4月18日，https://mfa.tanzhou.example/zh/huitan。',
        works: ['huitan'],
      },
      { label: '2', text: '同上。', works: ['huitan'] },
      { label: '3', text: '布赖特沃特：《狭窄的海》，灯塔出版社，2020年，第41页。', works: [['xiazhai', '第41页']] },
      { label: '4', text: '同上，第45页。', works: [['xiazhai', '第45页']] },
      { label: '5', text: '同注1。', works: ['huitan'] },
    ],
  },
  {
    name: 'خبر من وكالة',
    language: 'ar',
    shape: 'news',
    title: 'محادثات بشأن مضيق العنبر',
    authors: [],
    site: 'بريد المرفأ',
    issued: '2025-03-06',
    blocks: blocksOf(`
أجرى وزير الخارجية {al-wadi|سامر الوادي} محادثات في المرفأ مع نظيره {reuther|يوناس رويتر} بشأن {fisheries|مصايد الأسماك} في {amber-strait|مضيق العنبر}.[1]
وقال {al-wadi|الوادي} للصحفيين: «{q:al-wadi|لم نصل بعد، لكننا نرى الضفة الأخرى}».[2]
وأضاف: «{q:al-wadi|لن يغادر أحد هذه الطاولة خالي اليدين}».
من جانبه أكد {reuther|يوناس رويتر} أن {kestria|كستريا} «{q:reuther|لا تتفاوض على السمك بل على القانون}».[3]
ونفى {al-wadi|الوادي} وجود اتفاق سري مع {dravonia|درافونيا}.[4]
وبحسب {amber-council|مجلس العنبر} تراجع الصيد بنسبة أربعين في المئة.[5]
`),
    notes: [
      {
        label: '1',
        text: '«محادثات المرفأ»، وزارة الخارجية، 6 مارس 2025، https://mfa.arvenia.example/ar/talks.',
        works: ['talks'],
      },
      { label: '2', text: 'المرجع نفسه.', works: ['talks'] },
      {
        label: '3',
        text: 'هيلينا برايتووتر، البحار الضيقة (أولدهيفن: دار الفنار، 2020)، ص 41.',
        works: [['bihar', 'ص 41']],
      },
      { label: '4', text: 'المرجع نفسه، ص 45.', works: [['bihar', 'ص 45']] },
      { label: '5', text: 'انظر الهامش 1.', works: ['talks'] },
    ],
  },
];
