/** Response headers of the shop. */

/**
 * The policy that a careful shop sets, widened only by what the widget needs.
 * @param {{widget: string, relay: string}} origins
 */
export function contentSecurityPolicy({ widget, relay }) {
  const relayHttp = relay.replace(/^ws/, 'http');
  const connect = [...new Set(["'self'", widget, relayHttp, relay])].join(' ');
  return [
    "default-src 'none'",
    `script-src 'self' ${widget} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `frame-src ${widget}`,
    `connect-src ${connect}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every answer, errors included. */
export function commonHeaders(origins) {
  return {
    'Content-Security-Policy': contentSecurityPolicy(origins),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Cache-Control': 'no-cache',
  };
}
