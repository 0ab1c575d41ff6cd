/**
 * Names, and parts of names, that are words too: in lower case they are read as the word, or no sentence would be left.
 * With a capital letter, before ’s, or beside another part of the same name they are the name.
 */
const NAMES = `
  abbey alan ali amber an angel april art ash august autumn bay ben berry bill bishop black blue bob brook brown buck
  butcher butler carol carpenter cash chance charity christian clay cliff cook cooper daisy dale dan day dean dee dot drew
  earl eve fair faith field fisher flint florence forest fox frank gale gardener gay gene ginger glen grace grant gray green
  grey guy hale hall harmony harry haven hazel heath heather heaven herb hill holly home honor hope house hunter iris ivory
  ivy jack jade jasmine jay jean jet jewel john joy june justice king knight lake lane lark lily liberty little long love
  mark marsh mason may mercy mike miles mill miller moore more nick noble norm north olive opal page park parker pat patience
  pearl penny pepper peter piper poppy porter price pride prince queen rains ray read red reed rich rick river rob robin rocky
  rod rose rowan ruby rue rust rusty sage sally sandy shaw shepherd short sky small smith sky spring star sterling steward
  stone storm sue summer sunny swan taylor temple terry tiger tom turner victor viola violet walker ward warden waters way wells west
  white will win winter wise wood woods worth wren wright young
`
/** What stands between the parts of a name in some languages. */
const PARTICLES = 'al ap ab am at be bin bint da de del della den der di do dos du el fitz go he in is it la le lo mac mc me my no of on or o so st ten the to up us van ver von we ym yn y'
/** Those who are spoken of without a name. */
const PEOPLE = `
  a and aunt auntie baby boy brother carer child children client dad daddy daughter duty family father female foster friend
  gran grandad grandfather grandma grandmother guardian girl him her his home infant key male man manager member mother mum
  mummy nan nanny niece nephew nobody none not officer other parent parents partner patient person people relative resident
  service she sibling siblings sister social son staff support teacher teenager their them they uncle unknown user woman
  worker youth yes
`
const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/)

const ORDINARY: ReadonlySet<string> = new Set([...wordsOf(NAMES), ...wordsOf(PARTICLES)])
const OF_PEOPLE: ReadonlySet<string> = new Set(wordsOf(PEOPLE))

/** @param folded in lower case, without accents */
export const isOrdinary = (folded: string): boolean => ORDINARY.has(folded) || OF_PEOPLE.has(folded)

/** Whether a word says what somebody is, such as mother or child, and never who. */
export const saysWhat = (folded: string): boolean => OF_PEOPLE.has(folded)
