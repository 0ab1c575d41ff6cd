/**
 * English words that bear on whether a word is a name: names that are words too, verbs that have a person before them,
 * nouns that follow one. Folded: lower case, no accents, no apostrophes.
 */
const words = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.join(' ').split(/\s+/))

/** Given names and surnames that are ordinary words as well, or places: of these a capital alone proves nothing. */
export const ALSO_WORDS: ReadonlySet<string> = words(
  // Virtues, feelings, ideas.
  'grace hope faith joy charity destiny harmony honor honour patience prudence mercy blessing precious angel heaven miracle serenity trinity verity unity love true justice constance felicity clemency chastity temperance glory peace story melody lyric cadence aria ever reign legend noble royal',
  // Nature.
  'rose lily daisy poppy violet iris ivy holly hazel heather olive jasmine fern willow rowan ash bryony ginger basil rosemary saffron sage clementine cherry ruby amber pearl jade crystal opal jet robin wren raven dove phoenix sky star storm river brook brooke lake rain misty sunny stone stones reed heath forest glen dale cliff ford moss snow frost marsh field fields wood woods hill hills park parks lane bush berry berries bean rice lamb bull drake crane finch heron fox wolf wolfe bear bird birds fish pike lion hawk hare swan swift martin partridge root branch leaf plant flower flowers garden gardens banks bank bay wells well pool waters moon sun bloom blossom petal clover sorrel meadow maple blue',
  // Things that are done, helped or met in a sentence.
  'will may mark rob bill nick pat frank grant chase drew jack josh sue bob don ray guy max art dean earl duke prince princess king queen major miles mason carter parker taylor hunter archer cooper porter baker skip chance chip rich rusty sandy sonny buddy bud kit lance mike norm penny peg buck colt carol dolly teddy junior little van case page paige jimmy gene dawn eve lee ted ash ace gem bee cal jay kay con des ed hal ike ira les lex mac mel nat ned ole rex sol tam val vic viv case wade walker fisher shepherd smith cook turner butler gardener barber potter fuller weaver driver rider ryder sawyer tanner tyler spencer marshall sergeant constable bishop pope abbot dean priest knight squire page reader singer player speaker holder carer nurse warden keeper miller piper tucker dyer skinner glover chandler fletcher thatcher',
  // Qualities, sizes, colours, times, amounts.
  'young old long short small strong sharp wise good best better bright wild savage early late new newman freeman sweet gentle moody hardy brown white black green gray grey gold golden silver scarlet rich power powers ready noon night day days week weeks knight friday monday summers summer winter winters autumn spring april june august january tuesday wednesday sunday christmas easter noel',
  // Things.
  'price bell bells ward church hall house home gates gate hook hand hands head foot back bone bond bonds money pound pounds sale trust speed rush race dance cross key keys cope street lodge tower temple castle bridge mills mill barn barnes court chapel school stock cash coin nail nails lock locke box ball bell pen pens read reid law laws hay bacon pepper curry honey candy sherry brandy cookie coco ward guest friend friends love cotton silk shirt cape cap boot boots tate shaw page ring diamond cane crook rod staff baron blake',
  // Places.
  'paris chelsea florence sydney austin jordan devon chester lincoln preston kent georgia india china asia brooklyn kingston london israel holland dakota bristol adelaide victoria charlotte madison savannah catalina ireland england scotland wales york bolton bradford derby burton bath wells mercedes',
)

/** Of these, those that begin a question or a wish, or follow a subject, and are verbs then. */
export const MODALS: ReadonlySet<string> = words('will may')

/** Of these, those that are times of the year or the day. */
export const TIMES: ReadonlySet<string> = words(
  'may april june august january summer summers winter winters autumn spring dawn eve easter noel christmas friday monday tuesday wednesday sunday day days week weeks night noon',
)

/** What a person did or does: the word before is who. Third person or past only: “will need” is no Will who needs. */
export const PERSON_VERBS: ReadonlySet<string> = words(
  'was is has had isnt wasnt hasnt hadnt did does didnt doesnt would wouldnt could couldnt should shouldnt can cant cannot wont must might may will',
  'said told asked went came ran left got took made gave ate slept woke hit threw kept sat stood spoke broke wanted felt thought knew saw heard found lost lay hid hurt bit swore shook drew wrote read met fell began chose drank drove fought forgot grew held led paid rang rode rose sang sold sent shut stole swam taught wore won understood became blew brought built bought caught cut dealt dug fed flew froze hung let lent meant put quit sought set showed slid spat spent spread stuck struck tore',
  'says tells asks goes comes runs leaves gets takes makes gives eats sleeps wakes hits throws keeps sits stands speaks breaks wants feels thinks knows sees hears finds loses hides hurts bites swears writes reads meets needs likes loves hates enjoys prefers misses hopes seems looks lives stays starts stops plays talks walks shouts cries refuses struggles settles shares tries trusts turns uses wears works worries attends behaves calls copes copies engages finishes helps joins listens presents responds rings self-harms smokes spends vapes visits disclosed absconded',
)

/** Of these, what only somebody who speaks, feels or acts can do: also right of a name in lower case. */
export const SPEAKING_VERBS: ReadonlySet<string> = words(
  'said says told tells asked asks refused refuses cried cries shouted shouts swore swears wants wanted hates hated likes liked loves loved thinks thought feels felt kicked punched slept disclosed absconded hugged laughed screamed spat bit admitted apologised apologized enjoyed',
)
export const MOVING_VERBS: ReadonlySet<string> = words('went came ran threw ate woke hit got left sat settled calmed')

/** What a person can be, after *was* or *is*; a month or a season is none of these. */
export const STATES: ReadonlySet<string> = words(
  'upset angry anxious tearful calm settled unsettled missing late away asleep awake sad happy scared frightened worried cross rude poorly ill sick tired withdrawn aggressive violent crying shouting asking saying refusing excluded arrested admitted placed moved seen told asked found restrained collected dropped bullied distressed agitated dysregulated proud excited nervous confused hungry safe unsafe vulnerable pleased with off able given taken born scared at in back home',
)

/** A person before it had this done to them: “told Grace”. */
export const OBJECT_VERBS: ReadonlySet<string> = words(
  'told asked reminded collected hugged comforted restrained phoned rang texted thanked praised supported helped took saw met picked heard found',
)

/** What belongs to a person: “graces mum” needs no apostrophe to be read. */
export const BELONGINGS: ReadonlySet<string> = words(
  'mum mums mom dad dads mother father parent parents brother sister sibling siblings nan nana gran grandad grandma grandmother aunt auntie uncle family carer carers foster sw social worker keyworker key room bedroom bed school teacher college contact placement plan plans behaviour review phone mobile tablet clothes bag medication meds birthday file log care health mood sleep diet friend friends boyfriend girlfriend bike dinner tea anger attendance dentist doctor gp iro passport savings wishes feelings voice view views story photo photos therapist therapy tutor solicitor guardian allegation disclosure arrival move first last',
)

/** Said of the mother, brother, household of a child. */
export const KIN: ReadonlySet<string> = words(
  'mum mums mom dad dads mother father parent parents brother brothers sister sisters sibling siblings nan nana gran grandad grandma grandmother grandfather aunt auntie uncle cousin family stepdad stepmum twins household children boys girls',
)

/** Before or after a name: that is somebody who works there. */
export const JOBS: ReadonlySet<string> = words(
  'supervisor manager deputy dr doctor nurse colleague rsw worker senior assistant teacher tutor officer pc sgt judge councillor cllr prof professor therapist psychologist chef cook driver trainer assessor inspector electrician plumber builder gardener cleaner administrator consultant pharmacist dentist optician rev reverend father canon saint st member buddy mentor lead leader practitioner coordinator co-ordinator director agency supervisee',
)

/** Words that may begin with a capital after a name and are no surname of it. */
export const NOT_SURNAMES: ReadonlySet<string> = words(
  'i the a an we he she they it this that these those you his her their our my its who what when where why how if as at by for from in of on to with and or but so then than not no yes also next now need needs needed has have had was is are were will would can could should may might must did does do after before because while until staff mum mums dad dads social key school room contact placement plan behaviour update review health care education meeting incident incidents log notes note action actions told asked said went came',
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter ofsted camhs iro lac',
)
/** A capital before a name that is no given name: “on Monday Grace…”. */
export const TITLES: ReadonlySet<string> = words('mr mrs ms miss mx')
export const ADVERBS: ReadonlySet<string> = words(
  'never also still always often then only just really now even finally usually sometimes already again soon once later recently',
)
/** Before a word that is no name, however it is written. */
export const DETERMINERS: ReadonlySet<string> = words('a an the this that these his her my our their your no any some full')
/** The same before a word in lower case. */
export const ARTICLES: ReadonlySet<string> = new Set([...DETERMINERS, ...words('free good more much of in on with every each')])
