import type { IncomingMessage, ServerResponse } from 'node:http'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler as createHandler } from '@modelcontextprotocol/server'
import type { ApiScope } from '#src/api-scopes.ts'
import type { App } from '#src/app.ts'
import { createMcpServer, type McpOptions } from './create-mcp-server.ts'

export interface McpHandler {
  /** Answers one request whose body was read already. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    about: { readonly body: unknown; readonly clientId: string; readonly scopes: readonly ApiScope[] },
  ): Promise<void>
}

/** Nacre's tools over streamable HTTP, without sessions; who the client is was settled before. */
export function createMcpHandler(app: App, options: Omit<McpOptions, 'scopes'>): McpHandler {
  const handler = createHandler(
    ({ authInfo }) => createMcpServer(app, { ...options, scopes: (authInfo?.scopes ?? []) as ApiScope[] }),
    { onerror: options.onBug },
  )
  const handle = toNodeHandler(handler, { onerror: options.onBug })
  return {
    handle: (request, response, { body, clientId, scopes }) =>
      // The package says "string" of a method that Node may leave out.
      handle(withAuth(request, clientId, scopes) as Parameters<typeof handle>[0], response, body),
  }
}

function withAuth(request: IncomingMessage, clientId: string, scopes: readonly ApiScope[]) {
  return Object.assign(request, { auth: { token: '', clientId, scopes: [...scopes] } })
}
