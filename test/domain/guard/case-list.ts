/** The invented case list and the invented colleagues that the guard’s sentences speak of. */

/** Children whose names are names only, whose names are words or months too, with nicknames, hyphens, accents. */
export const CASES = [
  { reference: 'LF-01', names: ['Jayden Marsh', 'Jay'] },
  { reference: 'LF-02', names: ['May Whitfield'] },
  { reference: 'LF-03', names: ['Will Okafor', 'William'] },
  { reference: 'LF-04', names: ['Grace Bell'] },
  { reference: 'LF-05', names: ['Summer-Rose Adeyemi'] },
  { reference: 'LF-06', names: ['Mark Stone'] },
  { reference: 'LF-07', names: ['Hope Kowalczyk'] },
  { reference: 'LF-08', names: ['Tyler-James Price', 'TJ'] },
  { reference: 'LF-09', names: ['Aaliyah Khan', 'Liyah'] },
  { reference: 'LF-10', names: ['Siân Ellis-Ward'] },
  { reference: 'LF-11', names: ['Callum O’Dowd', 'Cal'] },
  { reference: 'LF-12', names: ['Mohammed Yusuf', 'Mo'] },
  { reference: 'LF-13', names: ['Frankie Brook'] },
  { reference: 'LF-14', names: ['Kian Young'] },
  { reference: 'LCS 70015', names: ['Rosie Banks'] },
] as const

/** People who work there: some share a first name or a surname with a child. */
export const COLLEAGUES = ['Dana Reyes', 'Mark Dunne', 'Grace Thompson', 'Will Harper', 'Sam Okoro', 'Priya Nair', 'Tyler Nwosu', 'Kelly Young', 'Leanne Frost'] as const
