/** What other servers call a thing, and what it is called here. */
const otherNames: Readonly<Record<string, string>> = {
  ...named('--allow-hidden', '--all', '--dot', '--dotfiles', '--hidden'),
  ...named('--allow-links', '--follow-symlinks', '--symlinks'),
  ...named('--host', '--address', '--bind', '--hostname', '--listen', '-a', '-b', '-l'),
  ...named('--lan', '--interfaces', '--network', '--public', '-i'),
  ...named('--open', '--browser', '-o'),
  ...named('--spa', '--fallback', '--history', '--single', '-s'),
  ...named('webstand DIR', '--dir', '--directory', '--folder', '--path', '--root', '-d', '-r'),
  ...named('DEBUG=webstand webstand', '--debug', '--verbose'),
}

function named(here: string, ...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, here]))
}

const NO_TLS = 'it speaks HTTP alone; what adds TLS, such as caddy, goes before it'

/** Other flags that people try, and what to know instead. */
const answers: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['--cert', '--https', '--key', '--ssl', '--tls'].map((n) => [n, NO_TLS])),
  '--no-cache': 'files are asked for anew unless --cache says otherwise',
  '--no-mocks': 'did you mean "--mocks never"?',
  '--watch': 'what changes is there at the next request, unasked',
}

/** What to do about a flag that another server has; `null`: none is known to have it. */
export function hintForOther(flag: string): string | null {
  if (Object.hasOwn(answers, flag)) return answers[flag]!
  return Object.hasOwn(otherNames, flag) ? `did you mean "${otherNames[flag]}"?` : null
}
