/** What is minimised, and its constants. */
export type Objective =
  /** Negative log-likelihood of `chosen`. */
  | { readonly method: 'sft' }
  /** Odds ratio beside the likelihood (arXiv 2403.07691, eq. 6-7); `beta` weighs the odds ratio. */
  | { readonly method: 'orpo'; readonly beta: number }
  /** Against a reference (arXiv 2305.18290, eq. 7); `epsilon` = share of labels that may be wrong. */
  | { readonly method: 'dpo'; readonly beta: number; readonly epsilon: number; readonly sftWeight: number }
  /** Reverse KL to smoothed labels (arXiv 2402.00856, eq. 16); `epsilon` above 0. */
  | { readonly method: 'exo_pair'; readonly beta: number; readonly epsilon: number; readonly sftWeight: number }

/** True where the loss compares with a reference policy. */
export function needsReference({ method }: Objective): boolean {
  return method === 'dpo' || method === 'exo_pair'
}
