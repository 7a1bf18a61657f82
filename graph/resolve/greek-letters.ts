/** Greek letters by their names. */
export const greekLetters: ReadonlyMap<string, string> = new Map(
  (
    'alpha α,beta β,gamma γ,delta δ,epsilon ε,zeta ζ,eta η,theta θ,iota ι,kappa κ,lambda λ,mu μ,nu ν,xi ξ,pi π,rho ρ,' +
    'sigma σ,tau τ,upsilon υ,phi φ,chi χ,psi ψ,omega ω'
  )
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
)
