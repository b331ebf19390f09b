// From client/, by scripts/page-assets.ts.
/** The hashes of the modules of a listing, as sources of `script-src`. */
export const clientHashes = {
  listing: 'sha256-ts08ZgBhYM8+46oYChzrrEd7s4s1NUOz0Jha1GNZ+D8=',
  forms: 'sha256-LkoNihjeq0I99SQk6ttOoFUoG72jhBIqeRValzIrfBQ=',
}
