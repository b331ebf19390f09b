/** What bundlers write, and what they put between the hash and the end. */
const BUILT =
  /(?:\.(?:min|chunk|bundle|module))?\.(?:m?js|css|wasm|json|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm)(?:\.map)?$/i

/** Hexadecimal, with a digit and a letter: a word has no digit, a date no letter. */
const HEX = /[.-](?=[a-f]*\d)(?=\d*[a-f])[\da-f]{8,64}$/

/** Base 32, as esbuild has it. */
const BASE32 = /[.-](?=[A-Z]*[2-7])(?=[2-7]*[A-Z])[A-Z2-7]{8}$/

/** Base 64, as Vite has it: both cases, and not as the words of `MyButton` have them. */
const BASE64 = /[.-](?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?![A-Z]?[a-z]+(?:[A-Z][a-z]+)*\d*$)[\w-]{8}$/

/** Whether a file's name holds a hash of its content, as far as a name can say. */
export function isFingerprinted(name: string): boolean {
  const end = name.search(BUILT)
  if (end === -1) return false
  const stem = name.slice(0, end)
  return HEX.test(stem) || BASE32.test(stem) || BASE64.test(stem)
}
