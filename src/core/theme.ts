/** What all pages of webstand's own look like. */
export interface Theme {
  readonly stylesheet: string
  /** The URL of the icon in the tab of a browser. */
  readonly favicon: string
  /** The inside of each icon, as SVG. */
  readonly icons: Readonly<Record<string, string>>
}
