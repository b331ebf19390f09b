const sheet =
  '<path d="M7 2.75h6.75L19 8v11.5a1.75 1.75 0 0 1-1.75 1.75H7a1.75 1.75 0 0 1-1.75-1.75v-15A1.75 1.75 0 0 1 7 2.75z" fill="currentColor" fill-opacity=".1"/><path d="M13.5 3v3.5a1.75 1.75 0 0 0 1.75 1.75h3.5"/>'

/** The inside of each icon, on a field of 24 by 24. */
export const icons = {
  directory:
    '<path d="M3 6.75a2 2 0 0 1 2-2h3.9a2 2 0 0 1 1.5.7l1.2 1.3H19a2 2 0 0 1 2 2v8.5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z" fill="currentColor" fill-opacity=".18"/>',
  parent: '<path d="M6.5 10.5 12 5l5.5 5.5M12 5v14"/>',
  file: sheet,
  text: `${sheet}<path d="M8.75 12h6.5m-6.5 2.9h6.5m-6.5 2.9h4"/>`,
  code: `${sheet}<path d="m10.25 12-2 2.5 2 2.5m3.5-5 2 2.5-2 2.5"/>`,
  markdown: `${sheet}<path d="m10.9 11.5-.9 6.5m4-6.5-.9 6.5m-4.5-4.5h7.2m-7.5 2.6h7.2"/>`,
  json: `${sheet}<path d="M10.3 11.5c-2.2 0-.4 3-2.3 3 1.9 0 .1 3 2.3 3m3.4-6c2.2 0 .4 3 2.3 3-1.9 0-.1 3-2.3 3"/>`,
  table: `${sheet}<path d="M8.25 11.5h7.5v6.5h-7.5zm0 3.25h7.5m-4.6-3.25v6.5"/>`,
  pdf: `${sheet}<path d="M9.75 18v-6.5h2.4a1.9 1.9 0 0 1 0 3.9h-2.4"/>`,
  font: `${sheet}<path d="m9 18 3-7 3 7m-5-2.2h4"/>`,
  image:
    '<rect x="3.25" y="4.75" width="17.5" height="14.5" rx="2" fill="currentColor" fill-opacity=".1"/><circle cx="8.5" cy="9.5" r="1.5"/><path d="m3.5 16.75 4.6-4.4 3.6 3.4 3.4-3.2 5.4 5"/>',
  audio:
    '<path d="M9.25 17.25V6.5l9-2v11"/><circle cx="6.75" cy="17.25" r="2.5" fill="currentColor" fill-opacity=".16"/><circle cx="15.75" cy="15.5" r="2.5" fill="currentColor" fill-opacity=".16"/>',
  video:
    '<rect x="3.25" y="4.75" width="17.5" height="14.5" rx="2" fill="currentColor" fill-opacity=".1"/><path d="m10.25 9 4.75 3-4.75 3z"/>',
  archive:
    '<path d="M5 9v8.75a1.5 1.5 0 0 0 1.5 1.5h11a1.5 1.5 0 0 0 1.5-1.5V9" fill="currentColor" fill-opacity=".1"/><path d="M3.5 4.75h17V9h-17zm6.5 7.5h4"/>',
  list: '<path d="M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.25 6.5h.5m-.5 5.5h.5m-.5 5.5h.5"/>',
  gallery: '<path d="M4.5 4.5H10V10H4.5zm9.5 0h5.5V10H14zM4.5 14H10v5.5H4.5zm9.5 0h5.5v5.5H14z"/>',
  download:
    '<path d="M12 4v11m-4.5-4.25L12 15.25l4.5-4.5M4.5 16.5v1.75a1.5 1.5 0 0 0 1.5 1.5h12a1.5 1.5 0 0 0 1.5-1.5V16.5"/>',
  eye: '<path d="M2.75 12S6 5.75 12 5.75 21.25 12 21.25 12 18 18.25 12 18.25 2.75 12 2.75 12z"/><circle cx="12" cy="12" r="2.75"/>',
  copy: '<path d="M9.5 14.5a4 4 0 0 0 6 .4l2.75-2.75a4 4 0 0 0-5.65-5.65l-1.35 1.35"/><path d="M14.5 9.5a4 4 0 0 0-6-.4l-2.75 2.75a4 4 0 0 0 5.65 5.65l1.35-1.35"/>',
  clip: '<rect x="8.75" y="8.75" width="11.5" height="11.5" rx="2"/><path d="M15.25 5.5a1.75 1.75 0 0 0-1.75-1.75h-8A1.75 1.75 0 0 0 3.75 5.5v8a1.75 1.75 0 0 0 1.75 1.75"/>',
  back: '<path d="m14.5 5.5-6.5 6.5 6.5 6.5"/>',
  next: '<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>',
  close: '<path d="m6.5 6.5 11 11m0-11-11 11"/>',
}
