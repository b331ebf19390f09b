// From client/, by scripts/page-assets.ts.
/** The hash of the module of a listing, as a source of `script-src`. */
export const clientHash = 'sha256-PYu6fw4tkPosCMkr362XUCvyX9odctZJiOTUI8LiOQ4='
