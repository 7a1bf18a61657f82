import type { z } from 'zod'
import type { ApiScope } from '#src/api-scopes.ts'
import type { App } from '#src/app.ts'

/** Something that a program may ask of Nacre over the Model Context Protocol. */
export interface McpTool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  readonly name: string
  readonly title: string
  /** For the model that chooses among tools. */
  readonly description: string
  readonly scope: ApiScope
  /** It changes what is known; only there where the server was started so. */
  readonly isWriting?: boolean
  readonly input: Input
  readonly output: Output
  run(input: z.output<Input>, context: { readonly app: App; readonly signal: AbortSignal }): Promise<z.input<Output>>
}

/** Ties the types of a tool's schemas to what it runs. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: McpTool<Input, Output>,
): McpTool {
  return tool as unknown as McpTool
}
