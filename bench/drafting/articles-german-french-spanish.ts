import { blocksOf, type Article } from './article.ts';

export const ROMAN: readonly Article[] = [
  {
    name: 'Eine Pressemitteilung mit Fußnoten',
    language: 'de',
    shape: 'pdf',
    title: 'Zur Lage in der Bernsteinstraße',
    authors: ['Anselm Krautwig'],
    site: 'Institut für Küstenfragen',
    issued: '2025-04-02',
    blocks: blocksOf(`
Die Außenministerin von {arvenia|Arvenien}, {velling|Marta Velling}, hat am Mittwoch in Port Avel einen neuen Vorschlag zur {fisheries|Fischerei} in der {amber-strait|Bernsteinstraße} vorgelegt.[1]
„{q:velling|Wir legen heute eine Karte auf den Tisch, die beide Seiten lesen können}“, sagte {velling|Velling} vor Journalisten.[2] „{q:velling|Wer sie zerreißt, muss eine bessere zeichnen.}“
Der Außenminister von {kestria|Kestrien}, {reuther|Jonas Reuther}, reagierte zurückhaltend: „{q:reuther|Eine Karte ist noch kein Hafen.}“[3] Er betonte, dass die Winterquoten zuerst geklärt werden müssten.
„{q:reuther|Wir haben Zeit}“, so {reuther|Reuther}, „{q:reuther|aber die Fische haben keine.}“[4]
{velling|Velling} bestritt, dass der Vorschlag mit {dravonia|Dravonien} abgestimmt sei.[5] Die Sprecherin {zarechnaya|Irina Zarechnaya} erklärte dazu, {dravonia|Dravonien} sei „{q:zarechnaya|nicht gefragt worden und werde trotzdem antworten}“.[6]
Nach Angaben des {amber-council|Bernsteinrats} ist der Bestand seit 2021 um vierzig Prozent gesunken.[7]
`),
    notes: [
      {
        label: '1',
        text: 'Vgl. „Vorschlag zur Bernsteinstraße“, Außenministerium von Arvenien, 2. April 2025, https://mfa.arvenia.example/de/vorschlag (abgerufen am 3. April 2025).',
        works: ['vorschlag'],
      },
      { label: '2', text: 'Ebd.', works: ['vorschlag'] },
      {
        label: '3',
        text: 'Helena Brightwater, Die engen Meere (Oldhaven: Lantern Press, 2020), S. 12 f.',
        works: ['engen-meere'],
      },
      { label: '4', text: 'Ebd., S. 15.', works: [['engen-meere', 'S. 15']] },
      {
        label: '5',
        text: '„Keine Absprache mit Dravonien“, Tagblatt von Avel, 3. April 2025, https://tagblatt.arvenia.example/absprache.',
        works: ['tagblatt'],
      },
      { label: '6', text: 'Brightwater, a. a. O., S. 88.', works: [['engen-meere', 'S. 88']] },
      { label: '7', text: 'Siehe oben, Anm. 1.', works: ['vorschlag'] },
    ],
  },
  {
    name: 'Un article de presse',
    language: 'fr',
    shape: 'amp',
    title: 'Détroit d’Ambre : un accord se dessine',
    authors: ['Lucienne Marval'],
    site: 'Le Courrier du Port',
    issued: '2025-03-05',
    blocks: blocksOf(`
Les ministres des affaires étrangères d’{arvenia|Arvénie} et de {kestria|Kestrie} se sont rencontrés mardi à Port Avel pour parler de la {fisheries|pêche} dans le {amber-strait|détroit d’Ambre}.[1]
« {q:velling|Nous voyons l’autre rive}, a déclaré {velling|Marta Velling} à la presse. {q:velling|Personne ne repartira les mains vides.} »
« {q:reuther|Un texte ne vaut que ce que les bateaux en font} », a répondu son homologue, {reuther|Jonas Reuther}.[2]
Pour {montferrand|Claire Montferrand}, la première ministre de {kestria|Kestrie}, l’accord « {q:montferrand|n’est ni une victoire ni une défaite} ». « {q:montferrand|C’est un travail}, a-t-elle ajouté, {q:montferrand|et le travail continue.} »
{velling|Marta Velling} a nié avoir proposé un retrait des patrouilles.[3]
Selon le {amber-council|Conseil de l’Ambre}, neuf articles sur onze sont acquis.[4]
« {q:gorodin|La porte du détroit ne doit jamais être fermée d’un seul côté} », avait prévenu le président {gorodin|Lev Gorodin} la semaine dernière.[5]
`),
    notes: [
      {
        label: '1',
        text: '« Rencontre de Port Avel », Ministère des affaires étrangères d’Arvénie, 4 mars 2025, https://mfa.arvenia.example/fr/rencontre (consulté le 5 mars 2025).',
        works: ['rencontre'],
      },
      { label: '2', text: 'Ibid., p. 2.', works: [['rencontre', 'p. 2']] },
      {
        label: '3',
        text: 'Voir aussi Helena Brightwater, Les mers étroites (Oldhaven : Lantern Press, 2021), p. 30.',
        works: [['mers', 'p. 30']],
      },
      { label: '4', text: 'Ibidem.', works: ['mers'] },
      { label: '5', text: 'Brightwater, op. cit., p. 31 ; voir note 1.', works: [['mers', 'p. 31'], 'rencontre'] },
    ],
  },
  {
    name: 'Un comunicado con notas finales',
    language: 'es',
    shape: 'docx-endnotes',
    title: 'Comunicado sobre el estrecho del Ámbar',
    authors: ['Dirección de Prensa'],
    site: 'Ministerio de Relaciones Exteriores de Arvenia',
    issued: '2025-05-20',
    blocks: blocksOf(`
El canciller {arrieta|Tomás Arrieta} recibió hoy a una delegación de {kestria|Kestria} encabezada por {okwute|Adaeze Okwute}.[1]
«{q:arrieta|El estrecho no es de nadie y es de todos}», afirmó {arrieta|Arrieta} al término de la reunión.[2] «{q:arrieta|No vamos a discutir sobre mapas}», añadió, «{q:arrieta|sino sobre barcos}».[3]
Por su parte, {okwute|Okwute} señaló que «{q:okwute|la ley del mar no admite atajos}» y pidió más tiempo para los expertos.[4]
{arrieta|Arrieta} negó que existiera un acuerdo secreto con {dravonia|Dravonia}.[5]
“{q:okwute|Nos vamos con más preguntas de las que trajimos}”, dijo {okwute|Okwute} a los periodistas. “{q:okwute|Eso es un avance.}”[6]
Según el {amber-council|Consejo del Ámbar}, la {fisheries|pesca} cayó un cuarenta por ciento en el {amber-strait|estrecho del Ámbar}.[7]
`),
    notes: [
      {
        label: '1',
        text: '«Visita de la delegación», Ministerio de Relaciones Exteriores de Arvenia, 20 de mayo de 2025, https://mfa.arvenia.example/es/visita (consultado el 21 de mayo de 2025).',
        works: ['visita'],
      },
      { label: '2', text: 'Ibíd.', works: ['visita'] },
      { label: '3', text: 'Ibíd., p. 3.', works: [['visita', 'p. 3']] },
      {
        label: '4',
        text: 'Helena Brightwater, Los mares angostos (Oldhaven: Lantern Press, 2021), p. 55.',
        works: [['mares', 'p. 55']],
      },
      { label: '5', text: 'Véase nota 1 supra.', works: ['visita'] },
      { label: '6', text: 'Brightwater, ob. cit., pp. 60-61.', works: [['mares', 'pp. 60-61']] },
      { label: '7', text: 'Ídem, p. 70.', works: [['mares', 'p. 70']] },
    ],
  },
];
