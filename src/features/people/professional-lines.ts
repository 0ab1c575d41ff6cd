/** What a second line of supervision means, in sentences, before it is confirmed (SSWB-1.2, HAV-4.2b). */
import { packOn } from '../../domain/adopted.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { type SettingId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'

export const professionalLines = (
  { settings, packs }: Pick<Snapshot, 'settings' | 'packs'>,
  id: SettingId,
  asOf: PlainDate,
  { say, lang }: Words,
): readonly string[] => {
  const setting = settings.get(id)
  const pack = setting && packOn(packs, setting, asOf)
  const asks = pack?.supervisors.find(({ needs }) => needs === 'second-line')
  const meeting = pack?.tracks['three-way']
  return [
    asks ? say('posts.changes.professionalBy', { rule: asks.rule }) : say('posts.changes.professional'),
    say('posts.changes.professionalNot'),
    ...(meeting ? [say('posts.changes.threeWay', { says: inLanguage(meeting.says, lang), rule: meeting.rule })] : []),
  ]
}
