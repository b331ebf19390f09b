export default async (request: Request) => {
  const { berth, nights = 1 } = await request.json()
  return { berth, nights, price: nights * (berth % 2 ? 48 : 42) }
}
