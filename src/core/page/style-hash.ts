// From style.css, by scripts/page-assets.ts.
/** The hash of the stylesheet, as a source of `style-src`. */
export const stylesheetHash = 'sha256-8GFpNT/3PnqcCN9zCRTYeNsd9Q14Vp4PvG5gEzrgL+0='
