export default (request: Request) => {
  const visits = Number(/\bvisits=(\d+)/.exec(request.headers.get('Cookie') ?? '')?.[1] ?? 0) + 1
  return new Response(`Visit ${visits}.\n`, { headers: { 'Set-Cookie': `visits=${visits}` } })
}
