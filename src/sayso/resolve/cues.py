"""The wordings by which an article credits an outlet: before its name ("according to X") or after it ("X reported")."""

import re

_NATION = (
    r"American|British|UK|UK[’']s|US|U\.S\.|U\.K\.|Britain[’']s|Italian|Italy[’']s|French|German|Spanish|Russian"
    r"|Chinese|Israeli"
    r"|Australian|Canadian|Irish|Scottish|Indian|Saudi|Palestinian|Venezuelan|Cuban|Swedish|Japanese|Korean|Mexican"
    r"|Iraqi"
    r"|London[’']s|New York[’']s|Dutch|Turkish|Egyptian|Brazilian|Danish|Norwegian|Arabic|Arab|European"
)
_NOUN = (
    r"newspapers?|papers?|magazines?|tabloids?|websites?|web ?sites?|sites?|webloids?|blogs?|outlets?|channel"
    r"|network|station"
    r"|broadcaster|agency|agencies|portal|publication|podcast|newsletter|sister|show|programme|program|daily|weekly|report(?:er|ers)?|writer"
    r"|editors?"
    r"|news|gossip|celebrity|tech|technology|satirical|fake|celeb|entertainment|local|online|media|radio|TV"
    r"|television|trade"
    r"|wire|service|sports?|business|state|official|popular|respected|rival|fellow|film|industry|music|hoax|parody|joke"
)
SOFT = (  # possessive: nothing is tried twice, however long the run of such words
    rf"(?:[A-Z][\w’'-]+ (?=newspaper|paper|outlet|magazine|station|channel|website|tabloid)"
    rf"|(?:[A-Z][\w.]+, )?[A-Z][\w.]+[ -]based,? "
    rf"|(?:the|The|a|an|its|his|her|their|our|this|that|one|new|latest|recent|earlier|exclusive|exclusively|same"
    rf"|another"
    rf"|both|to|at|from|for|on|of|by|in|with|over at|sources at|folks at|people at|{_NOUN}|{_NATION}"
    rf"|(?:report|story|article|piece|post|interview|tweet|statement|item|account|exclusive|coverage|scoop|column"
    rf"|comments?)s?"
    r"|(?:published|posted|printed|released|issued|filed|aired|appearing|written)"
    rf"|(?:yesterday|today|tonight|this morning|[A-Z][a-z]+day)[’']s(?: edition of)?)\b,? ?|[“\"‘'(])*+"
)
_REPORTS = (
    r"(?:report(?:s|ed|ing)?|claim(?:s|ed|ing)?|says?|said|saying|writes?|wrote|writing|notes?|noted|reveal(?:s|ed)?"
    r"|quot(?:es?|ed|ing)|cit(?:es?|ed|ing)|publish(?:es|ed)?|print(?:s|ed)|ran|runs|broke|learned|learnt|obtained"
    r"|tells|told|adds?"
    r"|added|stat(?:es|ed)|announc(?:es|ed)|suggest(?:s|ed)?|confirm(?:s|ed)?|describ(?:es|ed)|explain(?:s|ed)"
    r"|point(?:s|ed) out"
    r"|post(?:s|ed)|den(?:ies|ied)|debunk(?:s|ed)|contest(?:s|ed)|refut(?:es|ed)|disput(?:es|ed)|dismiss(?:es|ed)"
    r"|rubbish(?:es|ed)"
    r"|shot|updat(?:es|ed)|retract(?:s|ed)|correct(?:s|ed)|issued|apologi[sz](?:es|ed)|speculat(?:es|ed)"
    r"|predict(?:s|ed)"
    r"|spoke|interview(?:s|ed)|contact(?:s|ed)|reach(?:es|ed)|found|discover(?:s|ed)|got|picked|shar(?:es|ed)"
    r"|featur(?:es|ed)"
    r"|insist(?:s|ed)|maintain(?:s|ed)|argu(?:es|ed)|tweet(?:s|ed)|call(?:s|ed)|offer(?:s|ed)|show(?:s|ed)"
    r"|mention(?:s|ed)"
    r"|indicat(?:es|ed)|alleg(?:es|ed)|estimat(?:es|ed)|follow(?:s|ed)|caught|spotted|received|detail(?:s|ed)"
    r"|list(?:s|ed)"
    r"|ha[sd] the (?:scoop|story|backstory|details|video|full))"
)
# after the name, which may have "'s report" or a relative clause before its verb
AFTER = re.compile(
    r"[”\"’')]{0,2}(?:,? (?:which|who|that))?(?: \([^)]{1,30}\))?"
    r"(?:(?:'s|’s|'|’)? (?:\w+ ){0,2}?(?:report|story|article|piece|post|account|source|sources|coverage|video"
    r"|exclusive"
    r"|interview|correction|staff|editors?|reporters?|website|site|twitter account|scoop)s?)?"
    r"(?:,? (?:on|in|last|this|earlier|late|yesterday|today|also|first|now|then|later|has|have|had|is|was|meanwhile"
    r"|however"
    r"|who|since|recently|previously|originally|exclusively|initially|even|just|reportedly|already|quickly|been"
    r"|itself|too"
    r"|[A-Z][a-z]+day|week|month|year|night|morning|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|\d+|\w+ly),?){0,5} " + _REPORTS + r"\b"
)
POSSESSIVE_PIECE = re.compile(
    r"[”\"]?(?:'s|’s|'|’)? (?:\w+ ){0,2}?(?:report|story|article|piece|account|sources?|coverage|exclusive"
    r"|interview|scoop"
    r"|blog post|headline|correspondent|reporter)s?\b"
)
# before the name
ACCORDING = re.compile(
    r"\b(?:according to|per|via|courtesy of|thanks to|h/t:?|hat tip(?: to)?:?|contacted|emailed|e-mailed|tipped off"
    r"|source:|sources:|credit(?:ed)? to|from a report"
    r"|(?:first |originally |widely |also |was |as |were )?(?:reported|published|broken|revealed|quoted|cited"
    r"|printed|posted|aired"
    r"|obtained|noted|spotted|noticed|discovered|uncovered|picked up|carried|run|shared|seen|covered|pointed out"
    r"|featured|written"
    r"|debunked|confirmed|questioned|asked|approached|conducted|claimed|put out|circulated|relayed|described"
    r"|mentioned|contested|appear(?:ed|s))"
    r"(?: (?:(?:on |late |early )?\w+day|today|yesterday|earlier|first|exclusively|online|last \w+"
    r"|this \w+))* (?:by|in|on|at)"
    r"|(?:report|story|article|piece|post|item|interview|exclusive|account|headline|reporting|coverage|information"
    r"|scoop|claims?|review"
    r"|reports|stories|articles|study|tweet|video|statement)s?(?:,?"
    r" (?:published|posted|printed|first|released|issued|that|appearing|appeared|earlier|today|this week|\w+day)){0,3}"
    r" (?:by|in|from|on|for|of|at|via|to|with)"
    r"|citing|quoting|cites|cited|quotes|quoted|reports|reported|reporting|writes|says|notes|claims|adds|reveals"
    r"|explains|said|wrote"
    r"|credits|crediting|credited|trusting|believes?|visited?|website|site"
    rf"|(?:{_NOUN}|page|something|account|one) (?:\w+ )?called) " + SOFT + r"$",
    re.IGNORECASE,
)
_ADDRESSED = (
    r"told|tells|tell|telling|informed|(?:spoke|speaking|speaks|spoken|talked|talking|talks|chatted"
    r"|chatting)(?: (?:\w+ly|later|earlier|afterwards|today|yesterday|on \w+day))? (?:to|with)"
    r"|(?:interview|interviews|interviewed|statement|statements|email|e-mail|emails|comment|comments|conversation"
    r"|quote|letter|note"
    r"|message|remarks|call|source|sources|spokes\w+|appearance|appeared|appearing|sit-down)(?:,? \w+){0,3}?"
    r" (?:to|with|by|on|for|from)"
    r"|(?:confirm|reveal|explain|admit|insist|claim|acknowledg|describ|recall|joke|brag|deni|respond|complain|relay"
    r"|clarif|clear|stress|disclos|indicat|provid|sa|gave"
    r"|giv|sen)\w*(?: [\w’'-]+){0,5}? to|confirm\w*(?: [\w’'-]+){0,5}? with"
    r"|(?:said|says|saying|wrote|asked|asks|admitted|appeared|explained|writing) (?:on|in|for)"
    r"|(?:wrote|writes|writing|explained|said) in an? (?:[\w-]+ ){0,2}?(?:piece|column|essay|op-ed|article|blog post)"
    r"(?: \w+){0,3} (?:for|in|on)|quoted (?:\w+ ){0,2}(?:as )?(?:saying|telling) (?:by|in)"
)
ADDRESSEE = re.compile(rf"\b(?:{_ADDRESSED}) {SOFT}$", re.IGNORECASE)
OURSELVES = re.compile(
    r"\b(?:told|tells|telling|informed|spoke to|spoke with|speaking to|speaking with|confirmed to|confirms to"
    r"|interview with"
    r"|statement to|sent|sent to|responded to|assures|assured|informs) (?:us\b|me\b"
    r"|our\b(?! (?:sister|friends|colleagues|partner|parent|rival)s?\b)|this (?:newspaper"
    r"|reporter|website|site)\b)"
)
LEARNED = re.compile(
    r"\b(?:has|have|had) (?:exclusively |also |just )?(?:learned|learnt|confirmed|obtained|been told)\b"
    r"|\bcan (?:exclusively )?(?:reveal|disclose|confirm)\b|\bunderstands\b"
)
ANONYMITY = re.compile(
    r"^\W*(?:not to be|to remain anonymous|for anonymity|that (?:he|she|they|his|her|their|we) (?:\w+ )?not\b"
    r"|anonymity|on condition|to speak anonymously|not be (?:named|identified))",
    re.IGNORECASE,
)
SPEECH = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|according|report\w*|claim\w*|stat(?:e|es|ed|ing)\b"
    r"|announc\w*|add(?:s|ed|ing)?"
    r"|confirm\w*|explain\w*|reveal\w*|wr(?:ite|ites|ote|iting|itten)|tweet\w*|post(?:s|ed|ing)?|den(?:y|ies|ied"
    r"|ying)|admit\w*"
    r"|insist\w*|not(?:e|es|ed|ing)\b|suggest\w*|quot(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|argu(?:e|es|ed)|warn\w*"
    r"|repl(?:y|ies|ied)"
    r"|respond\w*|describ\w*|declar\w*|alleg\w*|assert\w*|speculat\w*|estimat\w*|indicat\w*|point(?:s|ed|ing)? out"
    r"|call(?:s|ed)(?! (?:off|time|for|on|up|back|it)\b)|fear(?:s|ed)?|confid(?:e|es|ed|ing)|sw(?:ear|ears|ore)|traced"
    r"|show(?:s|ed|n)?|read(?:s)?\b|learn\w*|comment\w*|debunk\w*|dismiss\w*|refut\w*|disput\w*|contest\w*"
    r"|rubbish\w*|reject\w*"
    r"|brag\w*|boast\w*|vouch\w*|testif\w*|told|joke\w*|recall\w*|conced\w*|acknowledg\w*|emphasi\w*|predict\w*"
    r"|caution\w*|complain\w*"
    r"|ask(?:s|ed|ing)?|questio\w+|doubt\w*|clarif\w*|publish\w*|shot down|hint\w*|slam\w*|blast\w*|credit\w*"
    r"|rumou?r\w*|updat\w*"
    r"|mention\w*|defend\w*|apologi\w*|correct\w*|document\w*|found|discover\w*|believ\w*|think\w*|thought"
    r"|expect\w*|conclud\w*"
    r"|observ\w*|spot(?:s|ted)|notic\w*|express\w*|share[sd]?|issue[sd]?|gave|offer\w*|maintain\w*|detail\w*|uncover\w*"
    r"|broke|leak\w*|reckon\w*|theor\w*|hypothe\w*|list(?:s|ed)|saw|heard|hear|appeal\w*|urg\w*|promis\w*"
    r"|agree\w*|accus\w*|understands)\b|^\W*:\W*$|^$",
    re.IGNORECASE,
)
POSTED = re.compile(
    r"\b(?:(?:[Rr]e)?[Tt]weet(?:ed|s|ing)?\b|(?:on|to|via|using|through|over) (?:(?:his|her|their|its|the|a|own"
    r"|official"
    r"|personal"
    r"|verified|[A-Z]\w+[’']s) ){0,3}(?:Twitter|Facebook|Instagram|Tumblr|YouTube|Snapchat|Weibo|MySpace|Reddit"
    r"|imgur|Vine|LinkedIn"
    r"|Google\+|social media|blog)"
    r"|(?:wrote|writes|writing|said|says|announced|explained|added|replied|confirmed|revealed|responded) in"
    r" (?:a|an|one) (?:[\w-]+ ){0,2}post\b|(?:Facebook|Instagram|Twitter|Tumblr|YouTube|blog) (?:post|page"
    r"|account|feed|message"
    r"|status|update|video|profile|caption)|used (?:Twitter|Facebook|Instagram))"
)
_SAYS = (
    r"(?:said|says|saying|told|tells|telling|wrote|writes|claims?|claimed|insist(?:s|ed)|confirm(?:s|ed)"
    r"|explain(?:s|ed)"
    r"|reveal(?:s|ed)|announc(?:es|ed)|den(?:ies|ied)|dismiss(?:es|ed)|tweet(?:s|ed)|suggest(?:s|ed)"
    r"|acknowledg(?:es|ed)"
    r"|argu(?:es|ed)|not(?:es|ed)|add(?:s|ed)|admit(?:s|ted)|warn(?:s|ed)|repl(?:ies|ied)|point(?:s|ed) out"
    r"|pronounc(?:es|ed)|wonders|debunk(?:s|ed)|e-?mailed|released? a (?:\w+ )?statement|issued a (?:\w+ )?statement"
    r"|made (?:a|the) (?:\w+ ){0,2}(?:statement|announcement|comments?|remarks)|let slip|brag(?:s|ged)|boast(?:s|ed))"
)
PERSON_SPEAKS = re.compile(
    r"[”\"’]?"
    r"(?:, [^.;:\n]{0,90}?,|,? who(?= (?!spoke\b))| (?:of|from|at|who|with|himself|herself)\b[^.;:,\n]{0,50}?,?)?"
    r" (?:(?:has|have|had|also|even|later|then|reportedly|supposedly|allegedly|\w+ly) ){0,3}"
    r"(?:" + _SAYS + r"|(?:is|was) (?:\w+ )?(?:quoted|cited|reported|said to have|supposed to have|the source)"
    r"|(?:quoted|cited) (?:by|in)|the source\b|as the source\b|rebuff(?:s|ed)|sent|sees|saw|notic(?:es|ed)"
    r"|corroborat(?:es|ed)"
    r"|reiterat(?:es|ed)|attribut(?:es|ed)|respond(?:s|ed)|shar(?:es|ed)|post(?:s|ed)|disput(?:es|ed)|reject(?:s|ed)"
    r"|contradict(?:s|ed)|defend(?:s|ed)|describ(?:es|ed)"
    r"|call(?:s|ed)(?! (?:off|time|for|on|up|back|it)\b)|estimat(?:es|ed)|speculat(?:es|ed)"
    r"|maintain(?:s|ed)"
    r"|recall(?:s|ed)|predict(?:s|ed)|answer(?:s|ed)|urg(?:es|ed)|took (?:to|down)|rubbish(?:es|ed)|moving to"
    r"|aurait dit"
    r"|believ(?:es|ed)|thinks?|clarif(?:ies|ied)|stat(?:es|ed)|spoke|has the (?:scoop|story)"
    r"|h(?:eld|olds|olding) an? (?:\w+ )?(?:press|news) conference|g(?:ave|iven|ives) (?:an? )?(?:[\w-]+ )?interview"
    r"|verif(?:ies|ied)|alleg(?:es|ed)|caution(?:s|ed)|emphasi[sz](?:es|ed))\b"
)
# after an organization's name, or the staff that speak for it
ORGANIZATION_SPEAKS = re.compile(
    r"(?:(?:'s|’s)? (?:officials?|employees?|scientists|staff|executives|spokes\w+|representatives?|engineers"
    r"|police|team)|(?:'s|’s|['’]) (?:[\w-]+ ){0,4}?(?:[Cc]ounsel|[Oo]fficer|[Dd]irector|CEO|[Ee]xecutive"
    r"|[Pp]ress [Ss]ecretary|lawyers?|attorneys?|bosses|publicists?|PR)(?!,))?"
    r"(?: \([A-Z]{2,8}\))?(?:, [^.;:\n]{0,60}?,)?"
    r"(?:,? (?:though|however|which|that|has|have|had|also|even|later|then|now|only|just|did|does|\w+ly),?){0,4} (?:"
    + _SAYS
    + r"|said|offer(?:s|ed)|issu(?:es|ed)|releas(?:es|ed)|sent|respond(?:s|ed)|post(?:s|ed)|describ(?:es|ed)"
    r"|call(?:s|ed)"
    r"|report(?:s|ed)|stat(?:es|ed)|believ(?:es|ed|e)|reject(?:s|ed)|rebuff(?:s|ed)|disput(?:es|ed)|confirm|deny"
    r"|debunk|estimat(?:es|ed)"
    r"|had to (?:deny|debunk|clarify|confirm)|(?:is|are|was|were) (?:skeptical|sceptical|quoted|cited)|ensur(?:e"
    r"|es)|assur(?:es|ed)"
    r"|list(?:s|ed)|publish(?:es|ed)|declar(?:es|ed)|clarif(?:ies|ied)|maintain(?:s|ed)"
    r"|apologi[sz](?:es|ed)|alleg(?:es|ed)|verif(?:ies|ied)|authenticat(?:es|ed)|caution(?:s|ed)"
    r"|appeal(?:s|ed)|made (?:it|this|that) clear|traced|learned|rat(?:es|ed)|found|showed|plac(?:es|ed))\b"
)
# before an organization's name
SPEAKS_ORGANIZATION = re.compile(
    r"\b(?:(?<!no )(?:statement|denial|information|press release) (?:from|by)|[Aa]s per"
    r"|confirmed (?:[\w’'-]+ ){0,3}with|checked with) (?:the |The )?$"
)
SPEAKS_PERSON = re.compile(
    r"\b(?:according to|said|says|quot(?:es|ed|ing)|cit(?:es|ed|ing)|(?:confirmed|written|reported|claimed|made"
    r"|posted|published)"
    r" (?:to [^.;,]{3,40} )?by|statement (?:from|by)|quote (?:from|by)|interview with|[Hh]/[Tt]:?|courtesy of"
    r"|thanks to|notes"
    r"|explains|adds|writes"
    r"|theory (?:from|by|of)|work of|claims? (?:from|by|of)|post (?:from|by)|spoke (?:with|to)|speaks (?:with|to)"
    r"|mouth of|comes? (?:straight )?from"
    r"|came (?:straight )?from|confirmed (?:[\w’'-]+ ){0,3}(?:with|through)|checked with|[Aa]s per"
    r"|(?:verified|announced|revealed|dismissed|denied|leaked|given) by"
    r"|listed|lists|including|phone call from|email from|e-mail from|letter from|(?:was"
    r"|were) told by) "
    r"(?:(?!(?:that|of|on|about|to|in|with|when|as|if|how|why|than|and) )[“\"‘]?[\w’'-]+[”\"’]? ){0,5}[“\"‘]?$"
)
OUTLET_OF_PERSON = re.compile(r",? (?:(?:over )?at|of|from|for|with|in|on) (?:the |The )?(?=[A-Z0-9i])")
SAYS_BEFORE = re.compile(r"^(?:said|says|notes|explains|adds|writes|quot\w+|cit\w+)\b")
AFTER_INVERSION = re.compile(
    r"^(?:[.,;:”\"\n]|$| (?:of|from|at|for|who|in an?|on (?:Twitter|Facebook|Instagram|[A-Z]\w+day)|as)\b)"
)
POSTING_VERB = re.compile(
    r"\b(?:post|wrote|writ|shar|took|takes|tweet|upload|said|says|announc|reveal|used|us(?:es|ing)|confirm|explain"
    r"|defend|broke|break"
    r"|publish|claim|admit|respond|repl|comment|thank|caption|describ|document|reach|turned|told|vent|went|launch"
    r"|gave)\w*\b"
)
A_REPORT = re.compile(
    r"^(?:an?|the|this|that|one)\b(?: [\w-]+){0,3} (?:report|article|story|piece|post|item)$", re.IGNORECASE
)
# what might be said is no report, but "the Gazette can reveal" is one
MIGHT = re.compile(r"\b(?:could|would|might|may|should|must|cannot|can(?! (?:\w+ )?(?:reveal|disclose|confirm)))\b")
