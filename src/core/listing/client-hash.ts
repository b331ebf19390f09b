// From client/, by scripts/page-assets.ts.
/** The hash of the module of a listing, as a source of `script-src`. */
export const clientHash = 'sha256-jhUOaMK8+34q+5pFw63Ogyk6qtjbW+103wv4qV9wfrA='
