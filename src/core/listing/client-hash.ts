// From client/, by scripts/page-assets.ts.
/** The hash of the module of a listing, as a source of `script-src`. */
export const clientHash = 'sha256-1LyBm9icqrht7nsPT2s9GxdZiTybNTmPBzTiawe0ckY='
