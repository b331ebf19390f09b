// What the variants of one route are to each other.
import type { Mistake } from '../../mistake.ts'
import { areTypesOfOne } from '../choose/negotiate.ts'
import type { Route, Variant } from '../route.ts'

/** Whether no request can ever tell two variants apart. */
export function areSame(a: Variant, b: Variant): boolean {
  if (groupOf(a) !== groupOf(b)) return false
  if (a.step !== undefined || b.step !== undefined) return a.step === b.step
  if (a.isDefault !== b.isDefault) return false
  if (a.weight !== undefined || b.weight !== undefined) return false
  if (a.times !== undefined || b.times !== undefined) return false
  if (areTypesOfOne(a, b)) return false
  return a.isDefault || (a.name === b.name && (a.name !== undefined || a.status === b.status))
}

/** Variants with the same conditions compete by weight, sequence and default. */
function groupOf({ when = [] }: Variant): string {
  return when.length === 0 ? '' : JSON.stringify(when.map((one) => JSON.stringify(one)).sort())
}

/** What a route's variants say together and cannot mean. */
export function oddities({ variants }: Route): Mistake[] {
  if (variants.every(({ step, weight }) => step === undefined && weight === undefined)) return []
  return [...Map.groupBy(variants, groupOf).values()].flatMap((group) => {
    const { file } = group.find(({ step, weight }) => (step ?? weight) !== undefined) ?? group[0]!
    return [...oddWeights(group), ...oddSteps(group)].map((message) => ({ file, message }))
  })
}

function oddWeights(group: readonly Variant[]): string[] {
  const sum = rounded(group.reduce((total, { weight = 0 }) => total + weight, 0))
  if (sum > 100) return [`expected weights up to 100%, not ${sum}%`]
  if (sum === 100 || group.some(({ weight }) => weight === undefined)) return []
  const rest = rounded(100 - sum)
  return [`expected an answer for the other ${rest}%: without one there is always this`]
}

/** Weights have six digits after the point, at most. */
function rounded(percent: number): number {
  return Number(percent.toFixed(6))
}

function oddSteps(group: readonly Variant[]): string[] {
  const steps = group.flatMap(({ step }) => step ?? []).sort((a, b) => a - b)
  const gap = steps.findIndex((step, index) => step !== index + 1)
  return gap === -1 ? [] : [`expected step ${gap + 1} of the sequence, found ${steps[gap]}`]
}
