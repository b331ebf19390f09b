// From style.css, by scripts/page-assets.ts.
/** The hash of the stylesheet, as a source of `style-src`. */
export const stylesheetHash = 'sha256-AYycsXR7LjzmSIRlRjykHXypW1+nhqSnrPt/Fs4oG5E='
