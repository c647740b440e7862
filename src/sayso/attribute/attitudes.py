"""
The words that express an attitude, as lemmas: the table behind ``attitude_of``.

Statement: it is said, written or shown. Belief: held to be so, known, expected. Intention: wanted, decided, ordered,
allowed or refused. Feeling: felt about it. Classes as in PARC (Pareti 2015): assertion, belief and fact, eventuality.
"""

from typing import Literal

Attitude = Literal["statement", "belief", "intention", "feeling"]

_WORDS: dict[Attitude, str] = {
    "statement": """
        according account accusation accuse acknowledge add address admit affirm air allegation allege allude
        announce answer apologize apology applaud argue argument article ask assail assert assertion assure attack
        attribute blame blast boast boo brag brand broadcast call caution celebrate challenge chant characterization
        characterize charge cheer chide cite claim clarify column comment compare complain complaint concede
        conclude condemn confirm confront congratulate contain contend contention contradict counter credit
        criticise criticism criticize debate declare decry defend demonstrate denounce deny depict deride describe
        description detail disavow disclose discuss dismiss disown dispute document dub echo editorial email
        emphasise emphasize endorse endorsement explain explanation expose fault feature focus grill hail hammer
        headline highlight hint hit illustrate imply include indicate inform inquire insist interject interrupt
        interview invoke joke label lambast lambaste lash laud lay letter liken list maintain memo mention message
        mock muse name narrate note notify observe opine outline paint point portray post praise preach present
        press pressed proclaim pronounce publish put query question quip quote rail read reaffirm rebuke rebut
        recall recite record recount refer reference refute reiterate relate release remark remind repeat reply
        report respond response retweet reveal ridicule rip rumor rumour salute say scold scorn scream shout show
        signal slam speak speech state statement story stress stump suggest talk tell testify thank title tout
        trumpet tweet uncover underscore unleash utter voice vouch warn welcome write yell
    """,
    "belief": """
        accept anticipate apparent appear assess assessment assume assumption aware belief believe buy calculate
        certain clear conclusion confidence confident consensus consider contemplate conviction convince convinced
        deem determine diagnose discover distrust doubt envisage envision estimate evident expect expectation
        expected faith forecast foresee forget guess hear hypothesize ignorance ignore illusion imagine impression
        infer interpret judge know knowledge known learn look mind misconception mistake mistrust notice notion
        obvious opinion optimistic outlook perceive perception pessimistic ponder predict prediction presume project
        prove realise realize reckon recognise recognize reflect regard remember sceptical scepticism see seem seen
        sense skeptical skepticism sound speculate speculation suppose sure surmise suspect suspicion theorize
        theory think thought trust unaware unclear unconvinced understand understanding understood unsure view watch
        wonder
    """,
    "intention": """
        acquit adopt advise advocate agree agreement aim allow ambition appoint approval approve attempt authorise
        authorize avoid back balk ban bar bid block cancel champion choose command commit commitment compromise
        convict decide decision decline delay demand design desire determined direct eager effort elect enact
        encourage enforce exhort explore eye fail favor favour fight fire forbid goal grant guarantee halt hesitate
        hire idea impose instruct intend intent intention invite let lobby mandate mull negotiate nominate offer
        opponent oppose opposition opt order override overrule overturn pass permit persuade plan pledge poise
        policy prepare pressure prohibit promise promote proponent proposal propose pursue push rally ready
        recommend recommendation refusal refuse reluctance reluctant request require resist resistance resolve rule
        seek sentence sign stop strategy strive struggle sue support supporter suspend swear target threat threaten
        try undertake unwilling uphold urge veto volunteer vote vow want weigh willing willingness wish
        withdraw
    """,
    "feeling": """
        abhor admiration admire adore adulate adulation afraid alarm alarmed amazed anger angry annoy annoyed
        anxiety anxious appreciate appreciation ashamed baffled bemoan bewildered bitter bitterness bother care
        cherish comfortable concern concerned confused curious delight delighted despise detest disappoint
        disappointed disappointment disgust disgusted dislike dismay dismayed distraught distress dread embarrass
        embarrassed empathy enamored enjoy enthusiasm enthusiastic envy excited excitement fascinated fear feel
        feeling frighten frustrate frustrated frustration furious fury glad grateful grieve guilt guilty happily
        happy hate heartbroken hope hopeful horrified horror hostile hostility impress impressed inspired interest
        interested irk irked jealous joy lament like loathe love miss mourn moved nervous obsessed outrage outraged
        passion passionate passionately pleased prefer preference pride proud regret rejoice relief relieved resent
        resentment respect revere sad satisfaction satisfied scared sentiment shame shock shocked sorry stunned
        surprise surprised sympathise sympathize sympathy terrified terrify thankful thrill thrilled tired tolerate
        trouble troubled uncomfortable unease uneasy unsettle unsettled upset wary weary worried worries worry
    """,
}
# who has, gives or takes one of these expresses what the noun after it names: "has a fear", "made the decision to"
_LIGHT = """
    be become begin bring can come continue could deliver do express follow get give go harbor harbour have help
    hold issue keep lead make may might must need put raise reach remain repeatedly set share should start stay take
    turn use will would
"""
LIGHT = frozenset(_LIGHT.split())
ATTITUDE_OF: dict[str, Attitude] = {
    word: attitude for attitude in ("feeling", "intention", "belief", "statement") for word in _WORDS[attitude].split()
}
IRREGULAR = {
    form: lemma
    for lemma, forms in {
        "say": "said says saying",
        "tell": "told",
        "write": "wrote written writing",
        "speak": "spoke spoken",
        "think": "thought thinking",
        "know": "knew known",
        "see": "saw seen",
        "understand": "understood",
        "seek": "sought",
        "feel": "felt",
        "find": "found",
        "show": "shown",
        "hear": "heard",
        "choose": "chose chosen",
        "foresee": "foresaw foreseen",
        "forget": "forgot forgotten",
        "swear": "swore sworn",
        "fight": "fought",
        "have": "has had having",
        "be": "is was were are been being am",
        "do": "does did done",
        "make": "made making",
        "give": "gave given",
        "take": "took taken",
        "get": "got",
        "hold": "held",
        "keep": "kept",
        "begin": "began begun",
        "go": "went gone goes",
        "come": "came",
        "become": "became",
        "bring": "brought",
        "lead": "led",
        "forbid": "forbade",
        "overrule": "overruling",
        "override": "overrode overridden",
        "strike": "struck",
        "withdraw": "withdrew withdrawn",
        "lay": "laid",
        "buy": "bought",
        "uphold": "upheld",
        "deny": "denied denies",
        "try": "tried tries trying",
        "worry": "worries worrying",
        "broadcast": "broadcasts",
        "read": "reading",
        "mean": "meant",
    }.items()
    for form in forms.split()
}
