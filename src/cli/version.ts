/** The version in `package.json`: a constant, so that starting reads no file. */
export const version = '0.1.0'
