import { describe, expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../../src/index.ts'

const source = memoryFiles({ 'a.txt': 'a' })
const guarded = () => createApp({ source, hosts: ['demo.example', 'OTHER.example:8000'] })

describe('the names of a server', () => {
  test.each([
    'localhost',
    'localhost:8000',
    'LocalHost',
    'localhost.',
    'a.b.localhost:1',
    '127.0.0.1',
    '192.168.1.5:8000',
    '[::1]:8000',
    '[fe80::1]',
    'demo.example',
    'demo.example.:9',
    'DEMO.example',
    'other.example',
  ])('have %s among them', async (host) => {
    expect((await guarded().request(`http://${host}/a.txt`)).status).toBe(200)
  })

  test.each([
    'evil.example',
    'localhost.evil.example',
    'evillocalhost',
    'x.demo.example',
    '127.0.0.1.evil.example',
    '127.evil',
  ])('do not have %s among them', async (host) => {
    const app = guarded()
    expect((await app.request(`http://${host}/a.txt`)).status).toBe(421)
    expect((await app.request(`http://${host}/nope`)).status).toBe(421)
  })

  test('are any where nothing is said', async () => {
    const response = await createApp({ source }).request('http://evil.example/a.txt')
    expect(response.status).toBe(200)
  })

  test('are told to who asks for another, and once to the owner', async () => {
    const app = guarded()
    const sentence =
      'This server does not answer to "abc.example". If that name is yours: --allow-host abc.example'
    const ask = async (host: string) => {
      const { response, notes } = await app.explain(new Request(`http://${host}/a.txt`))
      return { text: await response.text(), reason: notes.at(-1)?.reason }
    }
    const first = await ask('abc.example')
    expect(first.text).toContain(sentence)
    expect(first.reason).toBe(sentence)
    const second = await ask('ABC.example:8000')
    expect(second.text).toContain(sentence)
    expect(second.reason).toBe('not a name of this server (--allow-host abc.example)')
    expect((await ask('def.example')).reason).toContain('does not answer to "def.example"')
  })

  test('are never a line to paste that runs something else', async () => {
    for (const host of ['a;reboot', '$(id)', '`id`', 'a&b', '-rf', "a'b"]) {
      const request = new Request('http://evil.example/a.txt')
      Object.defineProperty(request, 'url', { value: `http://${host}/a.txt` })
      const { response, notes } = await guarded().explain(request)
      expect(response.status).toBe(421)
      const said = (await response.text()) + notes.map(({ reason }) => reason).join()
      expect(said).not.toContain(host)
      expect(said).not.toContain('--allow-host')
    }
  })
})
