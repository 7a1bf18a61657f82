import type { Route } from './route.ts'
import { askRoutes } from './routes/ask-routes.ts'
import { cypherRoutes } from './routes/cypher-routes.ts'
import { documentRoutes } from './routes/document-routes.ts'
import { graphRoutes } from './routes/graph-routes.ts'
import { healthRoutes } from './routes/health-routes.ts'
import { jobRoutes } from './routes/job-routes.ts'
import { neo4jRoutes } from './routes/neo4j-routes.ts'
import { openAiRoutes } from './routes/openai-routes.ts'
import { reviewRoutes } from './routes/review-routes.ts'
import { roundRoutes } from './routes/round-routes.ts'
import { runRoutes } from './routes/run-routes.ts'
import { searchRoutes } from './routes/search-routes.ts'
import { trainingRoutes } from './routes/training-routes.ts'
import { uploadRoutes } from './routes/upload-routes.ts'

/** Every route of the API, in the order of the documentation. */
export const routes: readonly Route[] = [
  ...healthRoutes,
  ...documentRoutes,
  ...uploadRoutes,
  ...jobRoutes,
  ...searchRoutes,
  ...askRoutes,
  ...runRoutes,
  ...graphRoutes,
  ...cypherRoutes,
  ...trainingRoutes,
  ...roundRoutes,
  ...reviewRoutes,
  ...neo4jRoutes,
  ...openAiRoutes,
]
