// From client/, by scripts/page-assets.ts.
/** The hash of the module of a listing, as a source of `script-src`. */
export const clientHash = 'sha256-Fd90pCbQZdYFm9T5aWHcy6cPnrASTP/RuUQa65kdnKQ='
