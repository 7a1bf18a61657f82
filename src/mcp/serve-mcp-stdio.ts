import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { App } from '#src/app.ts'
import { apiScopes } from '#src/api-scopes.ts'
import { createMcpServer, type McpOptions } from './create-mcp-server.ts'

/** Nacre's tools over standard input and output, for the program that started this process; ends when that closes the input. */
export function serveMcpStdio(app: App, options: Omit<McpOptions, 'scopes'>): { close(): Promise<void> } {
  return serveStdio(() => createMcpServer(app, { ...options, scopes: apiScopes }), { onerror: options.onBug })
}
