// Every injection string at every place of the API and the tools that takes a text: node test/bench/injections.ts
import { runInjections } from '#test/injection/run-injections.ts'

const { strings, places, requests, statuses, faults, changed, opened } = await runInjections({ step: 1 })
console.log(`${strings} strings at ${places} places: ${requests} requests`)
console.log(`replies ${JSON.stringify(statuses)}`)
console.log(`server errors or secrets told: ${faults.length}`)
console.log(`records of the graph changed: ${changed.length}`)
console.log(`files, processes, names and addresses beyond the data folder and the program: ${opened.length}`)
for (const line of [...faults, ...changed, ...opened].slice(0, 20)) console.log(`  ${line.slice(0, 500)}`)
process.exitCode = faults.length + changed.length + opened.length === 0 ? 0 : 1
