/** Every area at hand, for tests that render a part without the page that brings its words. */
import { areas } from '../src/words/en.ts'
import { addArea } from '../src/words/words.ts'

addArea('agreements', { en: areas.agreements })
addArea('keeping', { en: areas.keeping })
addArea('observations', { en: areas.observations })
addArea('inspection', { en: areas.inspection })
addArea('calendar', { en: areas.calendar })
addArea('people', { en: areas.people })
addArea('planning', { en: areas.planning })
addArea('policies', { en: areas.policies })
addArea('posts', { en: areas.posts })
addArea('records', { en: areas.records })
addArea('responses', { en: areas.responses })
addArea('security', { en: areas.security })
addArea('sessions', { en: areas.sessions })
addArea('shifts', { en: areas.shifts })
addArea('sign', { en: areas.sign })
addArea('storage', { en: areas.storage })
addArea('sync', { en: areas.sync })
addArea('why', { en: areas.why })
