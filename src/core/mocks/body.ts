/** The content of a request, as conditions and templates see it. */
export interface Body {
  readonly text: string
  /** JSON, the fields of a form, or text. `undefined`: empty, or JSON that is malformed. */
  readonly value: unknown
  /** Whether its values are texts alone: a form. */
  readonly isForm: boolean
}

const decoder = new TextDecoder()

/**
 * Reads content of a media type. An object or a list of JSON is one whatever it is sent as: `fetch`
 * calls a string `text/plain`, and `curl -d` calls it a form.
 */
export async function parseBody(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Body> {
  const text = decoder.decode(bytes)
  const json = /[/+]json\b/i.test(type) || /^\s*[[{]/.test(text) ? parseJson(text) : undefined
  if (json !== undefined || text === '' || /[/+]json\b/i.test(type)) {
    return { text, value: json, isForm: false }
  }
  const form = await formOf(bytes, text, type)
  return { text, value: form ?? text, isForm: form !== null }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // malformed: no condition on it holds
  }
}

type Field = string | { readonly name: string; readonly type: string; readonly size: number }

/** The fields of a form: a name that is there again has a list. `null`: it is none. */
async function formOf(bytes: Uint8Array<ArrayBuffer>, text: string, type: string) {
  const entries = /^application\/x-www-form-urlencoded\b/i.test(type)
    ? new URLSearchParams(text)
    : /^multipart\/form-data\b/i.test(type)
      ? await partsOf(bytes, type)
      : null
  if (entries === null) return null
  const fields = new Map<string, Field[]>()
  for (const [name, value] of entries) {
    const field = typeof value === 'string' ? value : fileOf(value)
    const known = fields.get(name)
    if (known === undefined) fields.set(name, [field])
    else known.push(field)
  }
  return Object.fromEntries([...fields].map(([name, all]) => [name, all.length > 1 ? all : all[0]]))
}

async function partsOf(body: Uint8Array<ArrayBuffer>, type: string): Promise<FormData | null> {
  const response = new Response(body, { headers: { 'Content-Type': type } })
  try {
    return await response.formData()
  } catch {
    return null // no boundary, or none that closes
  }
}

function fileOf({ name, type, size }: File): Field {
  return { name, type, size }
}
