import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const brand = readFileSync(path.resolve(import.meta.dirname, '../../src/ui/styles/_brand.scss'), 'utf8')
const colours = new Map([...brand.matchAll(/^\$([a-z-]+): (#[0-9a-f]{6});/gm)].map((found) => [found[1]!, found[2]!]))
colours.set('white', '#ffffff')
colours.set('focus', '#ffdd00')

const luminance = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [dark, light] = [luminance(colours.get(one)!), luminance(colours.get(other)!)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

describe('text is readable (WCAG 1.4.3, 4.5:1)', () => {
  test.each([
    ...['text', 'text-secondary', 'spruce', 'spruce-bright', 'spruce-deep', 'red', 'red-deep', 'green', 'amber'].flatMap((text) => [
      [text, 'surface'],
      [text, 'paper'],
    ]),
    ['text', 'spruce-tint'],
    ['text-secondary', 'spruce-tint'],
    ['spruce-bright', 'spruce-tint'],
    ['spruce-deep', 'spruce-tint'],
    ['text', 'grey-tint'],
    ['grey', 'grey-tint'],
    ['green', 'green-tint'],
    ['amber', 'amber-tint'],
    ['text', 'amber-tint'],
    ['red-deep', 'red-tint'],
    ['text', 'red-tint'],
    ['blue', 'blue-tint'],
    ['white', 'spruce'],
    ['white', 'spruce-bright'],
    ['white', 'red'],
    ['white', 'red-deep'],
    ['spruce-tint', 'spruce'],
    ['spruce-tint-strong', 'spruce'],
    ['text', 'focus'],
  ] as [string, string][])('%s on %s', (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
  })
})

describe('borders of controls and pictures can be seen (WCAG 1.4.11, 3:1)', () => {
  test.each([
    ['control', 'surface'],
    ['control', 'paper'],
    ['red', 'paper'],
    ['ochre', 'spruce'],
    ['spruce', 'spruce-tint'],
  ])('%s on %s', (edge, ground) => {
    expect(contrast(edge, ground)).toBeGreaterThanOrEqual(3)
  })
})
