import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export default async () => {
  const script = `${import.meta.dirname}/../depot/workshop/brakes.py`
  const { stdout } = await promisify(execFile)('python3', [script])
  return stdout
}
