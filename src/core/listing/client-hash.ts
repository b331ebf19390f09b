// From client/, by scripts/page-assets.ts.
/** The hashes of the modules of a listing, as sources of `script-src`. */
export const clientHashes = {
  listing: 'sha256-fXyEOlxDDA7Z+hgZiwUKmSc707FgKlPTsyaDgnSs3nA=',
  forms: 'sha256-9cYFbtvw9h4rPEUZL9EUl6ozz+hQdGQUFPNNRKlrX0Y=',
}
