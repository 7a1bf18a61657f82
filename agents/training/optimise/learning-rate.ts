/** How the learning rate goes over the steps of a run. */
export interface LearningRate {
  readonly peak: number
  readonly schedule: 'constant' | 'linear' | 'cosine'
  readonly warmUpSteps: number
}

/** The rate of a step (0-based) of `steps`: up in a line over the warm-up, then as the schedule says, towards 0. */
export function learningRateAt(step: number, steps: number, { peak, schedule, warmUpSteps }: LearningRate): number {
  if (step < warmUpSteps) return (peak * (step + 1)) / (warmUpSteps + 1)
  const done = (step - warmUpSteps) / Math.max(1, steps - warmUpSteps)
  switch (schedule) {
    case 'constant':
      return peak
    case 'linear':
      return peak * (1 - done)
    case 'cosine':
      return (peak * (1 + Math.cos(Math.PI * done))) / 2
  }
}
