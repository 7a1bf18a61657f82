import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export const feedbackRatings = ['good', 'bad'] as const

/** What somebody thought of an answer. */
export interface RunFeedback {
  readonly rating: (typeof feedbackRatings)[number]
  readonly comment: string
  /** ISO 8601. */
  readonly at: string
}

interface FeedbackStore {
  get(runId: string): RunFeedback | undefined
  /** Takes the place of what was said before. */
  put(runId: string, feedback: RunFeedback): void
}

/** Works with what people thought of answers; kept in the data folder, beside the graph, since it rests on no document. */
export function withRunFeedback<T>(dataFolder: string, work: (store: FeedbackStore) => T): T {
  mkdirSync(dataFolder, { recursive: true })
  const database = new DatabaseSync(join(dataFolder, 'feedback.sqlite'), { timeout: 10_000 })
  try {
    database.exec(
      'CREATE TABLE IF NOT EXISTS feedback (run_id TEXT PRIMARY KEY, feedback TEXT NOT NULL) STRICT, WITHOUT ROWID',
    )
    return work({
      get: (runId) => {
        const row = database.prepare('SELECT feedback FROM feedback WHERE run_id = ?').get(runId)
        return row === undefined ? undefined : (JSON.parse(String(row['feedback'])) as RunFeedback)
      },
      put: (runId, feedback) =>
        void database.prepare('INSERT OR REPLACE INTO feedback VALUES (?, ?)').run(runId, JSON.stringify(feedback)),
    })
  } finally {
    database.close()
  }
}
