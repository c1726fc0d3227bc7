import { Gazetteer } from './src/draft/gazetteer.ts';
import { layoutOf } from './src/draft/layout.ts';
import { speechActs } from './src/draft/speech.ts';
const g = new Gazetteer([
  { type: 'actor', id: 'o', name: 'Tamsin Oyelaran', isPerson: true },
  { type: 'actor', id: 'a', name: 'Jean Armandeau', isPerson: true },
]);
const t =
  'Chefunterhändler Jean Armandeau sprach von einem »Megafon ohne Batterie«.\nVizeaußenministerin Tamsin Oyelaran gab sich gelassen. »Wir haben ein Mandat und eine Frist«, erklärte sie. »Das Mandat lebt noch.«';
for (const a of speechActs(t, layoutOf(t).sentences, g.find(t, 'de'), 'de'))
  console.log(
    a.speakers,
    a.reasons,
    a.quotes.map((q) => t.slice(q.start, q.end)),
  );
