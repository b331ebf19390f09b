/** How a listing is looked at: what its query says. */
export interface ListingView {
  readonly sort: 'name' | 'size' | 'modified'
  readonly order: 'asc' | 'desc'
  readonly view: 'list' | 'gallery'
}

/** What a listing looks like without a query. */
export const defaultView: ListingView = { sort: 'name', order: 'asc', view: 'list' }

/** Reads `?sort=size&order=desc&view=gallery`; what it does not know is left as it is. */
export function parseView(query: URLSearchParams): ListingView {
  const sort = query.get('sort')
  return {
    sort: sort === 'size' || sort === 'modified' ? sort : 'name',
    order: query.get('order') === 'desc' ? 'desc' : 'asc',
    view: query.get('view') === 'gallery' ? 'gallery' : 'list',
  }
}

/** The query of a view; what is as ever is left out, and `''` is all of it. */
export function viewQuery({ sort, order, view }: ListingView): string {
  const query = new URLSearchParams()
  if (sort !== 'name' || order !== 'asc') {
    query.set('sort', sort)
    query.set('order', order)
  }
  if (view !== 'list') query.set('view', view)
  return query.size === 0 ? '' : `?${query}`
}

/** What a click on the head of a column asks for: names from A, the largest, the newest first. */
export function sortedBy(current: ListingView, sort: ListingView['sort']): ListingView {
  const first = sort === 'name' ? 'asc' : 'desc'
  const other = first === 'asc' ? 'desc' : 'asc'
  const order = current.sort === sort && current.order === first ? other : first
  return { ...current, sort, order }
}
