"""
Word lists of English news that more than one part needs.

Written for this project from common knowledge; lower case unless a word is a name; plurals where they matter.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


def _pairs(text: str) -> dict[str, str]:
    return dict((word.split(":")[0], word.split(":")[1]) for word in text.split())


HE = _words("he him his himself")
SHE = _words("she her hers herself")
THEY = _words("they them their theirs themselves")
IT = _words("it its itself")
WE = _words("we us our ours ourselves")
RELATIVE = _words("who which that whom whose")
PRONOUNS = (
    HE | SHE | THEY | IT | WE | RELATIVE | _words("i me my you your one ones others some both another this these those")
)

# Heads of descriptions that leave a speaker unnamed: "a source close to the couple".
UNNAMED = _words(
    "source sources insider insiders informant informants tipster tipsters leaker leakers whistleblower"
    " whistleblowers official officials person people individual individuals man men woman women boy girl child"
    " children kid kids friend friends pal pals confidant confidants colleague colleagues coworker coworkers"
    " neighbour neighbours neighbor neighbors relative relatives family parents mother father brother sister wife"
    " husband girlfriend boyfriend witness witnesses eyewitness eyewitnesses bystander bystanders onlooker"
    " onlookers passerby passers-by resident residents local locals villager villagers guest guests observer"
    " observers analyst analysts expert experts scientist scientists researcher researchers astronomer astronomers"
    " theologian theologians economist economists scholar scholars academic academics doctor doctors physician"
    " physicians nurse nurses teacher teachers student students user users customer customers fan fans viewer"
    " viewers reader readers commenter commenters commentator commentators critic critics blogger bloggers"
    " boffin boffins redditor redditors tweeter sceptic sceptics skeptic skeptics employee employees staffer staffers"
    " worker workers executive executives manager managers aide aides adviser advisers advisor advisors diplomat"
    " diplomats investigator investigators detective detectives officer officers policeman soldier soldiers"
    " fighter fighters militant militants rebel rebels activist activists dissident dissidents protester"
    " protesters authorities prosecutor prosecutors lawyer lawyers attorney attorneys judge owner owners developer"
    " developers supplier suppliers partner partners investor investors trader traders player players teammate"
    " teammates member members leader leaders spokesman spokeswoman spokesperson spokespeople rep reps"
    " representative representatives publicist publicists agent agents media outlets outlet websites website blogs"
    " blog newspapers sites site press reports journalist journalists reporter reporters correspondent"
    " correspondents photographer victim victims nun sisters bishop priest priests driver guard guards staff crew"
    " team bank owners caller callers pilot pilots farmer farmers tourist tourists anyone someone somebody"
    " medic medics hostage hostages classmate classmates expat expats ex-pat ex-pats"
    " engineer engineers advocate advocates supporter supporters opponent opponents proponent proponents"
    " campaigner campaigners lawmaker lawmakers legislator legislators voter voters survivor survivors"
    " everyone everybody nobody others many several some archivist historian historians"
)
# Outlets and their pieces that an article does not name: "other websites", "reports".
PRESS_NOUNS = _words(
    "site sites website websites webpages blog blogs outlet outlets newspaper newspapers paper papers tabloid tabloids"
    " magazine magazines media press station stations network networks channel channels publication publications"
    " broadcaster broadcasters agency agencies portal portals report reports blogposts blogpost webloid"
)
# People who count as an unnamed source wherever a cue stands beside them.
CROWD_NOUNS = (
    UNNAMED
    - PRESS_NOUNS
    - _words(
        "family team bank judge guard guards everyone everybody nobody others many several some anyone man men woman"
        " women boy girl child children kid kids victim victims"
    )
) | _words(
    "poster posters youtubers tester testers gossips watcher watchers patron patrons subscriber subscribers"
    " producers organisers organizers"
)
ONE_OR_SOME = _words(
    "a an one two three four five six seven eight nine ten several many multiple some another other few various"
    " numerous dozens hundreds thousands scores certain more most countless lots number handful couple at unnamed"
    " anonymous unidentified"
)
DEFINITE = _words("the its their his her our this that these those")
# Words at which a noun phrase that is read backwards ends.
CLAUSE_WORDS = _words(
    "of in on by at to from for with and or but as that which who whom than is are was were be been has have had do"
    " does did not if when while where after before said says say told tell tells according it he she they we i will"
    " would could can may might about into over because so via like quoting citing cites cited thanks"
)
# Who speaks for another: an unnamed one counts as the one spoken for.
SPOKES = _words(
    "spokesman spokeswoman spokesperson spokespeople spokesmen spokesmodel rep reps representative"
    " representatives publicist publicists agent manager lawyer lawyers attorney attorneys press_secretary"
)
JOURNALIST = _words(
    "reporter reporters correspondent correspondents journalist journalists writer editor editors columnist"
    " anchor blogger contributor critic presenter host producer photographer newsman staff"
)

# Reports that are papers of an office, not an outlet's: "a police report".
OFFICIAL_REPORTS = _words(
    "police incident arrest crash autopsy toxicology medical inspection audit quarterly annual earnings financial"
    " coroner's government intelligence pool"
)

# The last words of outlets' names. Those of the first list make any name an outlet's ("Orrin Gazette"); those of the
# second too often end another name ("Corner Press", "Morning Star") and count only where the whole name is known.
NAMEPLATES = _words(
    "Times Gazette Herald Tribune Chronicle Observer Journal Telegraph Mail Echo Dispatch Courier Weekly Inquirer Bugle"
    " Argus Sentinel Bulletin Ledger Advertiser Post News Mercury Newswire Lantern News_Network News_Agency"
    " Press_Agency Free_Press Daily_News Daily_Post Radio Telegram Clarion Crier Messenger Examiner Enquirer Daily"
    " Comet Online Newsline"
)
AMBIGUOUS_NAMEPLATES = _words(
    "Globe Star Express Sun Record Reporter Mirror Guardian Independent Standard Review Bee Register Press Monitor"
    " Leader Beacon Magazine"
)

# Words for an outlet named before: "the magazine", "the British webloid".
OUTLET_NOUNS = _words(
    "magazine mag newspaper paper tabloid website site webloid network broadcaster channel station outlet"
    " publication blog daily weekly journal portal service agency newswire wire programme program show"
    " newsmagazine broadsheet gossip_site"
)
REPORT_NOUNS = _words(
    "report reports story stories article articles piece post posts exclusive item column coverage interview"
    " scoop account editorial review"
)
ORGANIZATION_NOUNS = _words(
    "company firm corporation charity organization organisation agency group club team department ministry"
    " university school college hospital church council board committee union association institute foundation"
    " bank retailer maker manufacturer carmaker chain studio label band force embassy consulate museum gallery"
    " government administration court party police army military navy convent diocese zoo airline carrier startup"
    " start-up publisher giant brand society trust fund commission bureau office authority league federation"
    " campaign restaurant hotel store"
)
PERSON_NOUNS = _words(
    "actor actress singer rapper musician star superstar celebrity model reality_star comedian director filmmaker"
    " producer author writer novelist journalist reporter anchor presenter host broadcaster politician senator"
    " congressman governor mayor president minister premier chancellor king queen prince princess duke duchess"
    " pope cardinal archbishop bishop abbess abbot imam rabbi cleric priest pastor reverend nun officer sergeant"
    " inspector detective sheriff judge lawyer"
    " attorney doctor surgeon professor scientist researcher astronomer analyst economist founder co-founder ceo"
    " chairman boss chief executive manager coach player footballer swimmer golfer striker midfielder goalkeeper"
    " quarterback pitcher boxer athlete champion olympian teenager teen student man woman boy girl father mother"
    " dad mum mom son daughter brother sister husband wife widow boyfriend girlfriend fiance fiancee ex uncle aunt"
    " cousin grandmother grandfather owner artist painter designer chef photographer blogger activist dissident"
    " leader spokesman spokeswoman spokesperson publicist billionaire millionaire entrepreneur inventor engineer"
    " guitarist drummer frontman vocalist bassist songwriter legend veteran native soldier victim suspect driver"
    " farmer gardener mechanic volcanologist archivist historian youtuber redditor vlogger prankster"
    " secretary teacher headteacher principal waitress waiter worker nurse commander colonel captain lieutenant"
    " ambassador envoy diplomat vendor classmate roommate colleague niece nephew grandson granddaughter pilot tourist"
    " bartender barista cashier shopkeeper"
)
# Somebody's people, who are not that person: "Hallam's family".
KIN = _words(
    "family relatives parents mother father brother brothers sister sisters son sons daughter wife widow husband aunt"
    " uncle cousin grandmother grandfather ex-wife ex-husband fiancee fiance captors kidnappers supporters"
)
DOCUMENT_NOUNS = _words(
    "document documents filing filings lawsuit complaint affidavit memo letter study survey poll paper research"
    " data book biography autobiography memoir transcript record records papers certificate contract ruling"
    " indictment petition listing manual disclaimer statement press_release release patent report review"
    " footage_log census statistics figures studies surveys polls letters memos transcripts lawsuits rulings emails"
    " audit audits autopsy autopsies post-mortem indictments affidavits complaints dossier"
    " e-mails notice notices findings analysis analyses ordinance order warrant memorandum presentation"
    " presentations slide slides invoice invoices draft drafts agreement"
)
POST_NOUNS = _words(
    "tweet tweets instagram video videos clip clips photo photos picture pictures image images footage screenshot"
    " screenshots post posts posting postings hashtag meme vine snapchat livestream recording selfie"
)

MEN_NOUNS = _words(
    "man boy father dad husband son brother uncle grandfather king prince duke boyfriend fiance spokesman policeman"
    " congressman chairman frontman priest imam pope cardinal abbot guy"
)
WOMEN_NOUNS = _words(
    "woman girl mother mum mom daughter sister wife widow aunt grandmother queen princess duchess girlfriend fiancee"
    " spokeswoman policewoman congresswoman chairwoman actress abbess nun"
)

TITLES = _words(
    "Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Rev Reverend Fr Father Sister Brother Pastor Bishop"
    " Archbishop Cardinal Pope Rabbi Imam Sheikh Sheik Ayatollah Mullah Prince Princess King Queen Duke Duchess"
    " Baron Baroness President Vice Senator Sen Rep Representative Congressman Congresswoman Gov Governor Mayor"
    " Minister Premier Chancellor Secretary Ambassador Judge Attorney General Gen Colonel Col Major Maj"
    " Captain Capt Lieutenant Lt Sergeant Sgt Corporal Cpl Pvt Det Brigadier Brig Marshal"
    " YouTuber Redditor PR Publicist Officer Detective Inspector Superintendent"
    " Constable Sheriff Deputy Chief CEO CFO COO CTO Chairman Chairwoman Chair Director Executive Coach Captain"
    " Commander Admiral Adm Councillor Cllr Commissioner Spokesman Spokeswoman Spokesperson Editor Correspondent"
    " Reporter Analyst Actor Actress Singer Rapper Comedian Founder Co-founder Head Leader Boss Manager"
    " Presenter Judge Presiding Uncle Aunt"
)
_MALE_TITLES = _words(
    "Mr Sir Lord Father Fr Brother Prince King Duke Baron Pope Cardinal Congressman Chairman Spokesman Actor Uncle"
)
_FEMALE_TITLES = _words(
    "Mrs Ms Miss Dame Lady Sister Princess Queen Duchess Baroness Congresswoman Chairwoman Spokeswoman Actress Aunt"
)

MEN = _words(
    "Aaron Abdul Abdullah Adam Adrian Ahmad Ahmed Al Alan Albert Alejandro Alessandro Alex Alexander Alexei Ali"
    " Allan Allen Alvin Amir Amit Anatoly Anders Andre Andreas Andrew Andrey Andy Angelo Angus Anil Anthony"
    " Antonio Ariel Arnold Arthur Arun Ashok Austin Avi Barack Barney Barry Bart Ben Benedict Benjamin Bernard"
    " Bernie Bilal Bill Billy Bjorn Bo Bob Bobby Boris Brad Braden Bradley Brady Brandon Brendan Brendon Brent"
    " Brett Brian Bruce Bryan Caleb Callum Calvin Cameron Carl Carlo Carlos Cedric Chad Charles Charlie Chet Chris"
    " Christian Christoph Christopher Ciaran Clarence Clark Claude Clay Clifford Clint Clive Cody Colby Cole Colin"
    " Conor Corey Cormac Craig Cristiano Curt Curtis Cyril Dale Damian Damien Damon Dan Daniel Danny Darius"
    " Darnell Darrell Darren Darryl Dave David Dean Declan Deepak Dennis Derek Deshawn Desmond Devin Diego Dieter"
    " Dimitri Dmitri Dmitry Dominic Dominick Don Donal Donald Donovan Dorian Doug Douglas Drew Duncan Dustin"
    " Dwayne Dwight Dylan Eamon Earl Easton Ed Eddie Edgar Edmund Eduardo Edward Edwin Ehud Eli Elijah Elliot"
    " Elliott Elmer Elon Emilio Emmett Enrique Eric Erik Ernest Ernie Ethan Euan Eugene Evan Everett Ewan Fabian"
    " Faisal Felipe Felix Fergus Fernando Fidel Finn Floyd Forrest Francesco Francis Francisco Frank Franklin Fred"
    " Frederick Gabriel Gareth Garrett Gary Gavin Gene Geoff Geoffrey George Gerald Gerard Gilbert Giovanni"
    " Giuseppe Glen Glenn Goodluck Gordie Gordon Graeme Graham Grant Graydon Greg Gregg Gregory Grover Guillermo"
    " Gunnar Gus Guy Günter Hamish Hank Hans Harold Harrison Harry Harvey Hassan Hayden Hector Heinz Helmut Henrik"
    " Henry Herbert Herman Hiro Hiroshi Homer Horace Howard Hudson Hugh Hugo Humberto Humphrey Hussein Ian Ibrahim"
    " Igor Irving Irwin Isaac Isaiah Ismail Ivan Ivor Jace Jack Jacob Jaden Jake Jamal James Jameson Jamie Jan"
    " Jared Jason Jasper Javier Jay Jayden Jed Jeff Jeffrey Jens Jeremy Jermaine Jerome Jerry Jesse Jesus Jim"
    " Jimmy Joaquin Joe Joel John Johnny Jon Jonah Jonathan Jordan Jorge Jose Joseph Josh Joshua Juan Judd Jules"
    " Julian Julio Justin Jürgen Kaleb Kanye Karim Karl Keith Ken Kendrick Kenji Kenneth Kent Kevin Khalid Kieran"
    " Kim Kirby Kirk Klaus Kofi Konstantin Kurt Kwame Kyle Lamar Landon Larry Lars Lawrence Lee Len Leo Leon"
    " Leonard Leonardo Leroy Lester Levi Lewis Liam Lionel Lloyd Logan Lorenzo Lorne Louis Luca Lucas Luis Luke"
    " Luther Lyle Macaulay Magnus Malcolm Malik Manoj Marc Marcel Marco Marcus Mario Mark Marlon Marshall Martin"
    " Marvin Massimo Mathew Matt Matteo Matthew Maurice Max Mel Melvin Merle Micah Michael Miguel Mikael Mike"
    " Mikhail Milo Milton Ming Ming-Chi Mitch Mitchell Mohamed Mohammad Mohammed Monte Montgomery Morgan Mortimer"
    " Moshe Muhammad Muhammadu Mustafa Myron Nabil Naftali Narendra Nathan Nathaniel Neil Nelson Niall Nicholas"
    " Nick Nico Nicolas Nigel Nikolai Nils Noah Noel Norman Olaf Oleg Oliver Omar Orson Osama Oscar Otis Owen"
    " Pablo Padraig Paolo Pat Patrick Paul Pavel Pedro Percy Perry Pete Peter Phil Philip Phillip Pierre Piet"
    " Pietro Prabowo Preston Quentin Quincy Rafael Rafi Rahul Raila Raj Rajesh Ralph Ramon Randall Randy Raphael"
    " Rashid Raul Ravi Ray Raymond Reggie Reginald Reid Rene Rex Rhys Ricardo Riccardo Richard Rick Ricky Riley"
    " Rob Robbie Robert Roberto Robin Rod Rodney Roger Roland Ron Ronald Ronan Ronnie Rory Ross Rowan Roy Royce"
    " Ruben Rudolph Rudy Rupert Russ Russell Ryan Salman Salvador Sam Samir Samuel Sanjay Scott Seamus Sean"
    " Sebastian Serge Sergei Sergey Sergio Seth Shane Shaun Shawn Shea Sheldon Shinzo Shlomo Sidney Simon Skyler"
    " Sonny Spencer Stan Stanley Stefan Stefano Sten Stephen Steve Steven Stewart Stuart Sunil Sven Takashi Tanner"
    " Tariq Ted Terrence Terry Thabo Theodore Thomas Tim Timothy Toby Todd Tom Tommy Tony Travis Trent Trevor"
    " Tristan Troy Tucker Tyler Tyrone Tyson Uhuru Ulrich Usain Vernon Vic Victor Vijay Vikram Viktor Vince"
    " Vincent Virgil Vladimir Walid Wallace Walter Warren Wayne Wendell Wes Wesley Weston Wilbur Wilfried Will"
    " Willard William Wolfgang Wyatt Xavier Yaakov Yasser Yitzhak Yuri Yusnaby Yusuf Zac Zach Zachary Zane Zlatan"
)
WOMEN = _words(
    "Aaliyah Abby Abigail Adele Adriana Adrienne Agnes Ainsley Aisha Alana Alexa Alexandra Alexandria Alexis"
    " Alice Alicia Alison Allison Alma Althea Alyssa Amanda Amara Amaya Amber Amelia Amy Ana Ananya Anastasia"
    " Andrea Angela Angelica Angelina Anita Anjali Anji Ann Anna Annabel Annabelle Anne Annette Annie Antoinette"
    " Antonia April Ariana Arlene Ashley Astrid Audrey Ava Barbara Beatrice Becky Belinda Bella Bernadette Bernice"
    " Bessie Beth Betty Beverly Beyonce Bianca Blanche Bonnie Brenda Brianna Bridget Brigitte Britney Brittany"
    " Caitlin Caitlyn Camilla Camille Candace Candice Cara Carla Carly Carmen Carol Carole Caroline Carolyn Carrie"
    " Cassandra Cassidy Catherine Cathy Cecilia Celeste Celia Chantal Charlene Charlotte Chelsea Cher Cheryl"
    " Chiara Chloe Christina Christine Ciara Cindy Claire Clara Clarissa Claudette Claudia Colleen Connie Cora"
    " Corinne Courtney Cristina Crystal Cynthia Daisy Dana Daniela Danielle Daphne Darlene Dawn Debbie Deborah"
    " Debra Deirdre Delia Della Denise Desiree Diana Diane Dina Dolly Dolores Donna Dora Doris Dorothy Edith Edna"
    " Effie Eileen Elaina Elaine Eleanor Elena Elisabeth Elise Elizabeth Ella Ellen Elsa Elsie Emilia Emily Emma"
    " Erica Erika Erin Ernestine Esme Estelle Esther Eugenia Eva Eve Evelyn Faith Fatima Faye Felicity Fiona Flora"
    " Florence Frances Freda Gabriela Gabriella Gabrielle Gail Gemma Genevieve Georgia Geraldine Gertrude Gina"
    " Ginny Gladys Gloria Grace Greta Gretchen Gwen Gwendolyn Gwyneth Hala Hannah Harriet Hattie Hazel Heather"
    " Heidi Helen Helena Henrietta Hilary Hilda Hillary Holly Ida Ilana Imelda Imogen Ines Ingrid Irene Irina Iris"
    " Isabel Isabella Isla Ivanka Ivy Jacinda Jackie Jacqueline Jana Jane Janelle Janet Janice Janine Jasmine Jean"
    " Jeanette Jeanne Jemima Jenna Jennifer Jenny Jess Jessica Jill Joan Joann Joanna Joanne Jocelyn Jodi Jodie"
    " Jody Johanna Josephine Josie Joy Joyce Juanita Judi Judith Judy Julia Juliana Julie Juliet June Justine"
    " Kamala Karen Karin Karla Kasey Kate Katharine Katherine Kathie Kathleen Kathryn Kathy Katie Katrina Katya"
    " Kay Kayla Keira Kelly Kelsey Kendall Kendra Kerry Kesha Khadija Khloe Kiera Kiki Kimberly Kirsten Kirstie"
    " Kirsty Kourtney Kris Krista Kristen Kristin Kristina Krystal Kylie Laila Lana Lara Larissa Latoya Laura"
    " Lauren Lauri Lea Leah Leanne Leila Lena Leona Leslie Leticia Lila Lilian Lillian Lily Linda Lindsay Lindsey"
    " Lisa Liz Lois Lorena Lori Lorna Lorraine Louisa Louise Lucia Lucille Lucy Luisa Luz Lydia Lynda Lynette Lynn"
    " Mabel Madeleine Madison Mae Maeve Maggie Malala Mandy Marcia Margaret Margarita Margot Maria Mariah Marian"
    " Mariana Marianne Maribel Marie Marilyn Marina Marion Marissa Marlene Marta Martha Mary Matilda Maureen Mavis"
    " Maxine Maya Meera Megan Meghan Melanie Melinda Melissa Mercedes Mia Michaela Michelle Mildred Millie Mimi"
    " Mindy Minnie Miranda Molly Mona Monica Monique Muriel Myra Myrtle Nadia Nadine Nancy Nannette Naomi Natalie"
    " Natasha Nell Nellie Nichole Nicola Nicole Nikki Nina Nita Noelle Nora Norma Nuala Octavia Olga Olivia"
    " Ophelia Oprah Paige Pamela Patrice Patricia Patsy Patty Paula Pauline Peggy Penelope Penny Petra Philippa"
    " Phoebe Phyllis Pippa Polly Priscilla Priya Rachael Rachel Ramona Raquel Rebecca Regina Rena Renee Rhonda"
    " Rihanna Rita Roberta Roisin Rosa Rosalie Rosalind Rosanna Rosario Rose Rosemary Rosie Roxanne Ruby Ruth"
    " Sabine Sabrina Sadie Sally Sally-Ann Samantha Sandra Sandy Saoirse Sara Sarah Sasha Saskia Selena Serena"
    " Shakira Shannon Shari Sharon Shauna Sheila Shelley Sheri Sherry Shirley Sienna Simone Sinead Siobhan Skye"
    " Sonia Sonja Sonya Sophia Sophie Stacey Stacy Stefanie Stella Stephanie Sue Susan Susannah Susie Suzanne"
    " Suzie Sylvia Tabitha Tamara Tammy Tanya Tara Tatiana Taylor Teresa Tess Tessa Thelma Theresa Tiffany Tina"
    " Toni Tonya Tori Tracey Tracy Trisha Trudy Uma Ursula Val Valerie Vanessa Velma Vera Verity Veronica Vicki"
    " Vicky Victoria Violet Virginia Vivian Vivienne Wanda Wendy Whitney Wilma Winifred Winnie Yasmin Yoko Yolanda"
    " Yvette Yvonne Zara Zelda Zoe Zoey"
)

# Countries by their adjective.
NATIONS = _pairs(
    "Afghanistan:Afghan Albania:Albanian Algeria:Algerian Argentina:Argentine Australia:Australian Austria:Austrian"
    " Bahrain:Bahraini Bangladesh:Bangladeshi Belarus:Belarusian Belgium:Belgian Bolivia:Bolivian Brazil:Brazilian"
    " Britain:British Bulgaria:Bulgarian Cambodia:Cambodian Cameroon:Cameroonian Canada:Canadian Chile:Chilean"
    " China:Chinese Colombia:Colombian Croatia:Croatian Cuba:Cuban Cyprus:Cypriot Denmark:Danish Ecuador:Ecuadorian"
    " Egypt:Egyptian Estonia:Estonian Ethiopia:Ethiopian Finland:Finnish France:French Germany:German Ghana:Ghanaian"
    " Greece:Greek Guatemala:Guatemalan Haiti:Haitian Honduras:Honduran Hungary:Hungarian Iceland:Icelandic"
    " India:Indian Indonesia:Indonesian Iran:Iranian Iraq:Iraqi Ireland:Irish Israel:Israeli Italy:Italian"
    " Jamaica:Jamaican Japan:Japanese Jordan:Jordanian Kazakhstan:Kazakh Kenya:Kenyan Kuwait:Kuwaiti Latvia:Latvian"
    " Lebanon:Lebanese Liberia:Liberian Libya:Libyan Lithuania:Lithuanian Malaysia:Malaysian Mali:Malian"
    " Malta:Maltese Mexico:Mexican Morocco:Moroccan Nepal:Nepalese Netherlands:Dutch Nicaragua:Nicaraguan"
    " Nigeria:Nigerian Norway:Norwegian Oman:Omani Pakistan:Pakistani Panama:Panamanian Peru:Peruvian Poland:Polish"
    " Portugal:Portuguese Qatar:Qatari Romania:Romanian Russia:Russian Rwanda:Rwandan Scotland:Scottish"
    " Senegal:Senegalese Serbia:Serbian Singapore:Singaporean Slovakia:Slovak Slovenia:Slovenian Somalia:Somali"
    " Spain:Spanish Sudan:Sudanese Sweden:Swedish Switzerland:Swiss Syria:Syrian Taiwan:Taiwanese Tanzania:Tanzanian"
    " Thailand:Thai Tunisia:Tunisian Turkey:Turkish Uganda:Ugandan Ukraine:Ukrainian Uruguay:Uruguayan"
    " Venezuela:Venezuelan Vietnam:Vietnamese Wales:Welsh Yemen:Yemeni Zambia:Zambian Zimbabwe:Zimbabwean"
)

ORGANIZATION_WORDS = _words(
    "Inc Corp Co Ltd LLC LLP PLC plc Group Company Corporation Holdings Partners Capital Bank Securities"
    " Industries Motors Airlines Airways Pictures Studios Entertainment Records Productions Games Technologies"
    " Systems Labs Research Consulting University College School Academy Institute Institution Hospital Clinic"
    " Church Council Committee Commission Board Bureau Department Ministry Office Agency Authority Administration"
    " Government Parliament Congress Senate House Court Police Constabulary Sheriff's Army Navy Force Guard"
    " Service Services Association Society Foundation Trust Fund Union Federation League Club Party Centre Center"
    " Museum Gallery Library Embassy Consulate Palace Kremlin Pentagon Vatican Observatory Project Alliance"
    " Coalition Network Organization Organisation Team Islands Gardens Zoo Park Airport Hotel Hotels Resorts"
    " Directorate Consultancy Secretariat Laboratory Laboratories Corps International Nations State Times News"
    " Post Partnership Works Campaign Movement Front Brigades Enterprises"
    " Health Media Press Communications Broadcasting Solutions Management Advisors Analytics Economics Investments"
    " Restaurants Foods Store Stores Shop Program Programme Archdiocese Diocese SPCA NASA FBI CIA FDA WHO IDF NYPD"
    " Intelligence LAPD NHS RSPCA FIFA UEFA NFL NBA MLB NHL IOC"
    " Interpol Europol Hamas Hezbollah ISIS"
)

ORGANIZATIONS = _words(
    "White_House Supreme_Court Scotland_Yard Downing_Street Islamic_State Boko_Haram Al_Qaeda Al-Qaeda"
    " Human_Rights_Watch"
    " Amnesty_International Warner_Bros Time_Warner Condé_Nast Conde_Nast Best_Buy Home_Depot Burger_King"
    " General_Electric"
    " General_Motors Goldman_Sachs Morgan_Stanley Wells_Fargo Deutsche_Telekom Deutsche_Bank JP_Morgan Red_Cross"
    " Save_the_Children"
    " Google Apple Amazon Microsoft Facebook Twitter Comcast Samsung Sony Netflix Tesla Uber Intel Nokia HBO Disney"
    " Marvel"
    " Warner Kickstarter Airbnb Nike Adidas Lego Ikea Starbucks McDonald's Walmart Wal-Mart Tesco Pepsi Coca-Cola"
    " Red_Bull"
    " Real_Madrid Manchester_United Manchester_City West_Ham Arsenal Chelsea Liverpool Barcelona Bayern_Munich"
    " Scotland_Yard"
    " Capitol_Hill Wall_Street Silicon_Valley Google_Play Apple_Watch Apple_Pay Apple_Store App_Store Star_Wars"
    " Social_Security"
    " Secret_Service Coast_Guard Border_Patrol Old_Bailey Health_Canada Statistics_Canada Homeland_Security Met_Office"
)
PLACE_WORDS = _words(
    "New North South East West San Santa Los Las Saint St Mount Lake United Hong Saudi Great Costa El Puerto Rio"
    " Sri Northern"
    " Southern Eastern Western Central Upper Lower Old Fort Port Cape Long White Black Red Green Silicon Wall Downing"
)

STATE_BODIES = _words("police government court embassy ministry university department administration council")
COMPANY_NOUNS = _words(
    "company firm corporation retailer maker manufacturer giant carmaker airline carrier brand startup"
)
PERSON_TITLES = _words(
    "Sheikh Sheik Imam Rabbi Pastor Sister Brother President Pope King Queen Prince Princess Cardinal Bishop"
    " Archbishop Mr Mrs Ms Miss Dr Prof Professor Sir Dame Rev Father Sgt Inspector Detective Senator Sen Rep"
    " Gov Mayor Judge Capt Lt Col Gen CEO Chancellor Minister"
)

# Where a post stands, which is not who posted it: none of them is where a claim comes from.
PLATFORMS = frozenset({"Reddit", "Twitter", "Facebook", "Instagram", "YouTube", "LiveLeak", "Imgur", "Tumblr", "Vine"})

# Cues that headlines write with a capital: no part of the name beside them ("Quill Has Doubts, Says Glimmer").
HEADLINE_CUES = _words(
    "Says Reveals Revealed Tells Told Denies Denied Insists Insisted Admits Admitted Confirms Confirmed Announces"
    " Announced Writes Wrote Tweets Tweeted Citing Quoting Reported"
)
# Trades that stand before a name in full: "Baker Marla Quill". Alone each of them is a surname too.
TRADES = _words(
    "Baker Cook Chef Farmer Fisherman Goalkeeper Footballer Striker Midfielder Cyclist Golfer Boxer Swimmer Jockey"
    " Skier Athlete Model Dancer Painter Sculptor Poet Novelist Author Writer Journalist Broadcaster"
    " Photographer Filmmaker"
    " Producer Designer Architect Engineer Scientist Biologist Physicist Chemist Astronomer Economist Historian Lawyer"
    " Attorney Solicitor Barrister Surgeon Nurse Teacher Student Pilot Driver Mechanic Gardener Singer-songwriter"
    " Songwriter Guitarist Drummer Vocalist Musician Rapper DJ Comic Magician Blogger Vlogger Influencer Activist"
    " Campaigner Politician Lawmaker Entrepreneur Billionaire Millionaire Tycoon Investor Banker Analyst Developer"
    " Programmer Plumber Builder Carpenter Firefighter Policeman Policewoman Soldier Sailor Astronaut Explorer"
)

# Capitalised only because they begin a sentence.
STARTERS = _words(
    "Recent Forum Plenty Digital Former Current Senior Fellow Taking Wrote Neither Either Whether The A An One Two"
    " Three Some Several Many Most Both All Another But And As In On At For"
    " If When While However"
    " According This That These Those Last First Any No Yet So Then Now Later Also Even Still Meanwhile Multiple"
    " Numerous"
    " Few Other Each Every Only Local His Her Their Its Our My Your He She They It We I You Who What Which There"
    " Here Why"
    " Where How After Before Since Because Although Though Despite During Earlier Once Until Is Was Are Were Did"
    " Does Do"
    " Has Have Had Will Would Can Could Should May Might Must To From By With Of Not Just Speaking Asked Citing"
    " According Unconfirmed Various Initial Early Via Nevertheless Don't Don’t"
)


def gender_of(first_name: str, title: str | None = None) -> str | None:
    """``"he"`` or ``"she"`` where the title or the first name tells, else None."""
    if title is not None:
        title = title.rstrip(".")
        if title in _MALE_TITLES:
            return "he"
        if title in _FEMALE_TITLES:
            return "she"
    name = re.split(r"[-\s]", first_name)[0]
    if (name in MEN) == (name in WOMEN):
        return None
    return "he" if name in MEN else "she"
