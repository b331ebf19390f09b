// From client/, by scripts/page-assets.ts.
/** The hashes of the modules of a listing, as sources of `script-src`. */
export const clientHashes = {
  listing: 'sha256-Q4mw/Y/C55y3t7LUnbTUM3iZZ6+Df+IMVLiiVeiWJZw=',
  forms: 'sha256-9cYFbtvw9h4rPEUZL9EUl6ozz+hQdGQUFPNNRKlrX0Y=',
}
