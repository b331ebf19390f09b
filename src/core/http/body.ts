/** What a `Response` is made of: `BodyInit`, which only the types of a browser have by that name. */
export type ResponseBody = NonNullable<ConstructorParameters<typeof Response>[0]>
