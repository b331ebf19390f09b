import type { Step } from '../exchange.ts'

/**
 * Cuts pages off from those of other origins (HTML §7.1.3), so that they may use what other pages
 * could measure them with: `SharedArrayBuffer`, exact clocks.
 */
export const isolationStep: Step = (exchange) => {
  exchange.fields = {
    ...exchange.fields,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
  return null
}
