import type { SpeechWords } from './form.ts';

export const en: SpeechWords = {
  affirms:
    'say|argue|warn|insist|maintain(?=\\sthat\\b)|acknowledge|admit|assert|contend(?:s|ed)?|allege[sd]?|caution(?:s|ed)|said|says|saying|stated|states|stating|told|tells|telling|added|adds|adding|argued|argues|arguing|warned|warns|warning|claimed|claims|claiming|announced|announces|announcing|insisted|insists|stressed|stresses|stressing|noted|notes|noting|declared|declares|declaring|asked|asks(?=\\sthat\\b)|suggested|suggests|accused|accuses|reiterated|reiterates|reiterating|proposed|proposes|reported(?=\\sthat\\b)|reports(?=\\sthat\\b)|emphasi[sz]ed|emphasi[sz]es|emphasi[sz]ing|underlined|underlines|underlining|underscored|underscores|pointed out|points out|pointing out|affirmed|affirms|reaffirmed|reaffirms|confirmed|confirms|explained|explains|recalled|recalls|replied|replies|responded|responds|observed(?=\\sthat\\b)|observes(?=\\sthat\\b)|remarked|remarks|maintained(?=\\sthat\\b)|maintains(?=\\sthat\\b)|asserted|asserts|acknowledged|acknowledges|admitted|admits|conceded|concedes|urged|urges|called for|calls for|called on|calls on|demanded|demands|vowed|vows|pledged|pledges|promised|promises|predicted|predicts|concluded(?=\\sthat\\b)|concludes(?=\\sthat\\b)|believes(?=\\sthat\\b)|hopes(?=\\s(?:that|to)\\b)|expressed|expresses|welcomed|welcomes|praised|praises|condemned|condemns|criticized|criticised|criticizes|criticises|highlighted|highlights|highlighting|wrote|writes|tweeted|quipped|continued|went on|expects(?=\\s(?:that|to)\\b)|agreed(?=\\s(?:that|to)\\b)|agrees(?=\\s(?:that|to)\\b)|recommended|recommends',
  denies:
    'denied|denies|denying|rejected|rejects|rejecting|refuted|refutes|dismiss(?:ed|es)(?![^.]{0,60}\\sas\\s)|disputed|disputes|contradicted|contradicts',
  doubts: 'doubted|doubts|doubting|questioned|questions|questioning',
  nouns:
    'statements?|remarks?|words|emphasis|calls?|claims?|warnings?|appreciation|assertions?|comments?|insistence|denial|message|argument|use of',
  accordingTo: 'according to|in the words of|as',
  that: '(?:(?:an?|the|his|her|its|state) (?:[\\p{L}-]+ )?(?:briefing|conference|committee|parliament|council|audience|newspaper|agency|radio|television|hearing|crowd|interviewer)|lawmakers|parliament|journalists|delegates) that|that|to reporters that|reporters that|journalists that|to reporters|reporters|journalists|how|whether|if',
  pronouns: 'he|she|they|it',
  unnamed:
    '(?:the|a|an|its|his|her|their|one|another|several|two|some|both|many)\\s(?:[\\p{L}-]+\\s){0,3}(?:ministry|minister|ministers|spokesman|spokeswoman|spokesperson|government|official|officials|president|ambassador|embassy|envoy|diplomat|source|sources|diplomats|aide|aides|lawmaker|lawmakers|witness|witnesses|negotiator|negotiators|journalist|analyst|expert|resident|commander|agency|report|review|reviewer|study|newspaper|paper|editorial|columnist|commentator|historian|scholar|author|observer|critic|adviser|chief|leader|secretary|delegation|letter|statement|email|e-mail|memo|document|article|column|petition|lawsuit|complaint|filing|ruling|opinion|book|ad|poll|survey|release|website|group|groups|campaign|administration|senator|congressman|congresswoman|professor|voter|supporters|friend|protesters|demonstrators)|(?:one|others|another|some)(?=,|\\s(?:called|said|says|wrote|argued|put|described))|commentators|critics|officials|analysts|experts|observers|diplomats|sources',
  indefinite: 'an?|one|another|two|three|several|some|many',
  lead: 'so|thus|as|or so',
  as: '(?<!such )as',
  together:
    '(?:the\\s)?(?:two|both|three)\\s(?:sides?|ministers|countries|parties|leaders|presidents|delegations|diplomats|states|nations|governments|officials|capitals|men|foreign ministers)|the\\s(?:sides|parties|ministers|leaders|delegations|talks|meeting|negotiations|discussions|consultations|conversation)',
  talks:
    'discussed|agreed|exchanged views|reaffirmed|focused on|focussed on|addressed|took up|dwelt on|touched upon|touched on|considered|reviewed|reiterated|stressed|emphasi[sz]ed|underlined|confirmed|noted|expressed|pledged|committed|signed|called for|welcomed|decided|spoke about|talked about|covered|underscored',
  meets:
    '(?:meeting|meetings|talks|consultations|negotiations|conversation|call|discussions|summit) (?:between|with)|met(?: with)?|meets(?: with)?|held talks|spoke (?:by (?:tele)?phone )?(?:today )?(?:with|to)|hosted|received',
  agenda:
    '(?:(?:was|were)(?: also)? (?:discussed|addressed|raised|reviewed|considered|touched (?:up)?on|on the agenda)|play(?:ed|s)? an? (?:[\\p{L}]+ ){0,2}(?:role|part) in|dominated|featured(?: prominently)? in)(?=[^.;]{0,60}(?:talks|meetings?|negotiations|discussions|consultations|conversation|call)(?!\\p{L}))|(?:main |central )?agenda(?: items?| points?)? (?:of|at|for) (?:the|these|those|their) [\\p{L}]+ (?:was|were|included|includes|include)',
  attitudes:
    '(?:appreciation|praise|criticism|condemnation|rejection|denial) of|(?:call|calls|demand|demands|plea|support) for|warnings? (?:of|about|against)|insistence on',
  jointDocument: '(?:the|a|their)\\s(?:joint|final)\\s(?:statement|communiqu[ée]|declaration|document)',
  aside: 'who|whom|whose|which|after|during|speaking|meeting|when|while|at|in|following',
  citing: '(?<!(?:was|were|is|been|being) )(?:quoted|quotes|quoting|cited|cites|citing)',
  passive:
    '(?:is|are|was|were|been|being|be)(?:\\s(?:[\\p{L}]+ly|once|often|also|sometimes|still|now|since)){0,2}\\s(?:described|dubbed|called|labell?ed|characteri[sz]ed|hailed|mocked|denounced|dismissed|condemned|praised|derided|billed|known|referred to|summed up|decried|branded|told|asked|warned|accused)',
  by: 'by',
  auxiliary: 'is|are|was|were|been|being|be',
  objects: 'him|her|them',
  quoting:
    'promising|pledging|predicting|conceding|admitting|acknowledging|replying|claiming|suggesting|urging|explaining|remarking|joking|recalling|calling|describing|dismissing|complaining|lamenting|observing|written(?=\\s(?:that|of)\\b)|observed|thanked|called|calls|described|describes|dubbed|labell?ed|labels|dismissed|hailed|characteri[sz]ed|likened|spoke of|speaks of|spoken of|referred to|refers to|talked of|put it|puts it|quoted as saying|cited as saying|reported as saying|thought|joked|laughed|began|recalled|shouted|whispered|posted|commented|comments|answered|answers|read|reads|reading|offered|mused|joined in|countered|retorted|interjected|objected|protested|complained|lamented|vowing|branded|denounced|decried|defended|promised|signalled|signaled|summed up|reported|concluded|concludes|fired back|shot back|hit back|fires back|shoots back|blasted|blasts|ripped|slammed|slams|mocked|mocks|mocking|boasted|boasts|bragged|credited|chided|scolded|lambasted|assailed|touted|bemoaned|proclaimed|proclaims|exclaimed|yelled|cried|chanted|asserting|insisting|writing|tweeting|asking|blamed|blames|assured|assures|confessed|testified|wondered|opined|fumed|groused|vented|sniped|jokes|cracked|deadpanned|pronounced|indicated|echoed|agrees|agreed|thinks|demurred|ventured|cautioning|accusing|thanking|praising|criticizing|criticising|blasting|slamming|adding|continues|responding|answering|declares|repeated|repeats|charged|charges',
  theirWords:
    'in (?:his|her|their|its) (?:own )?(?:words|view|opinion|telling)|by (?:his|her|their|its) own (?:account|admission|telling)|(?:came|was|ran|read) (?:his|her|their|its) (?:reply|answer|response|retort|verdict|comment)|as (?:he|she|they) put it',
  governs:
    'of|in|with|from|to|for|at|against|between|about|on|after|before|near|over|under|via|towards?|than|into|through|by|and with|as well as with',
  conjunctions:
    'and|while|but|as|that|which|who|whom|whose|whereas|though|although|when|after|before|because|if|where|or|than',
  and: 'and|as well as',
  asks: 'question(?:er)?s?|q|reporter|journalist|correspondent|moderator|interviewer',
  answers: 'answer|a|reply',
  genders: [
    {
      pronouns: 'he|his|him',
      titles: 'Mr|Sir|Lord|King|Prince|Father|Congressman|Chairman|Spokesman|Councilman|Assemblyman|Pope|Bishop',
      nouns:
        'congressman|chairman|vice chairman|spokesman|businessman|councilman|father|husband|brother|son|nephew|uncle|grandfather',
    },
    {
      pronouns: 'she|her',
      titles: 'Mrs|Ms|Miss|Dame|Lady|Queen|Princess|Congresswoman|Chairwoman|Spokeswoman|Councilwoman|Assemblywoman',
      nouns:
        'congresswoman|chairwoman|vice chairwoman|spokeswoman|businesswoman|councilwoman|mother|wife|sister|daughter|niece|aunt|grandmother|first lady',
    },
  ],
  things: 'it',
  attributes:
    '(?:(?:top|senior|former|longtime|longstanding|campaign|press|policy|communications|deputy|legal|media|political|foreign policy|national security|economic) ){0,2}(?:campaign|administration|team|camp|staff|staffers?|aides?|all(?:y|ies)|supporters?|backers?|advis[eo]rs?|spokes(?:man|woman|person|people)|officials?|surrogates?|voters?|critics?|strategists?|managers?|lawyers?|attorneys?|famil(?:y|ies)|representatives?|delegates?|superdelegates?|operatives?|donors?|fans|loyalists?|volunteers?|director|chair(?:man|woman)?|lieutenants?|confidants?|friends?|protesters?|biographer|rall(?:y|ies))',
  participles: '[\\p{L}]+ing',
  joins: '(?:and|but|or|then)(?:\\s(?:then|also|later|even|again|[\\p{L}]+ly))?',
  strangers: {
    titles:
      '(?:Vice|Ex|Deputy)-[\\p{L}]+|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Maj|Adm|Rev|Hon|Amb|President|Senator|Governor|Congressman|Congresswoman|Representative|Secretary|Minister|Chancellor|Premier|Speaker|Ambassador|General|Colonel|Captain|Lieutenant|Sergeant|Admiral|Mayor|Judge|Justice|Sheriff|Reverend|Father|Pastor|Archbishop|Rabbi|Imam|Queen|Princess|Chairman|Chairwoman|Chair|Director|Commissioner|Commander|Chief|Leader|Attorney|Spokesman|Spokeswoman|Spokesperson|Editor|Analyst|Officer|Adviser|Advisor|Envoy|Manager|Strategist|Delegate|Councilman|Councilwoman|Candidate|Host|Correspondent|Reporter|Columnist|Treasurer|Counsel|Administrator|Inspector|Detective',
    bodies:
      'Party|House|Department|Ministry|Committee|Commission|Council|Court|University|College|School|Institute|Institution|Center|Centre|Foundation|Association|Federation|Union|League|Alliance|Coalition|Campaign|Group|Company|Corporation|Corp|Inc|Bank|Fund|Agency|Authority|Bureau|Board|Office|Service|Services|Administration|Government|Parliament|Congress|Senate|Assembly|Caucus|Conference|Convention|Summit|Society|Church|Hospital|Project|Program|Network|News|Times|Post|Journal|Tribune|Herald|Press|Magazine|Review|Report|Radio|Television|TV|Street|Avenue|Square|Tower|Hotel|Airport|Island|Islands|River|Sea|Mountain|Valley|Lake|Bay|Beach|County|City|State|States|Kingdom|Republic|Nations|Emirates|Act|Treaty|Agreement|Accord|Deal|Plan|Award|Cup|War|Day|Night|North|South|East|West|New|San|Los|Las|Saint|St|Fort|Port|United|Super|Twitter|Facebook|PAC|Poll',
    others:
      "January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I|I[’']\\p{L}+|The|A|An|In|On|At|But|And|If|When|While|After|Before|As|For|To|From|With|By|So|Yet|Or|Nor|Not|No|Yes|That|This|These|Those|There|Here|It|Its|He|She|They|We|You|His|Her|Their|Our|My|Your|What|Who|Why|How|Where|Which|Also|Asked|According|Still|Even|Now|Then|One|Two|Some|Many|Most|Like|Both|Since|Although|Though|Despite|During|Of|All|Just|Only|Once|Well|Instead|Meanwhile|Later|Earlier|However|Because|Until|Under|Over|Among|Other|Others|Another|Every|Each|Said|GOP|Yesterday|Today|Tonight|Tomorrow|Finally|Recently|Eventually|Previously|Reportedly|Perhaps|Maybe|Indeed|Again|Soon|Republican|Democrat|Democratic|Conservative|Liberal|Labour|Independent|American|British|French|German|Russian|Chinese|Indian|Japanese|Israeli|Iranian|Turkish|Ukrainian",
  },
};
