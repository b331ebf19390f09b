// From style.css, by scripts/page-assets.ts.
/** The hash of the stylesheet, as a source of `style-src`. */
export const stylesheetHash = 'sha256-sEnY4+EkKUv3jbxQm6b8qPjnlaqCl8eHRVZ98yftW2U='
