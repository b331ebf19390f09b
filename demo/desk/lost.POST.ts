export default async (request: Request) => {
  const form = await request.formData()
  return `We are looking for ${form.get('thing')}.\n`
}
