/** The stylesheet of every page that webstand itself writes. */
export const stylesheet = `:root{color-scheme:light dark;--ink:#1d2433;--soft:#5b6478;--line:#e3e6ee;--paper:#fff;--wash:#f6f7fb;--link:#1849c6}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaf2;--soft:#9aa3b8;--line:#2a3040;--paper:#12151d;--wash:#1a1f2b;--link:#8fb2ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem}
h1{font-size:1.25rem;font-weight:600;overflow-wrap:anywhere}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
table{width:100%;border-collapse:collapse}
th{text-align:start;font-size:.8rem;font-weight:500;color:var(--soft)}
td,th{padding:.4rem .5rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
td+td,th+th{text-align:end;white-space:nowrap;color:var(--soft);font-variant-numeric:tabular-nums}
tbody tr:hover{background:var(--wash)}
.note{color:var(--soft)}`

/** `stylesheet`, as a source of `style-src`; a test holds the two together. */
export const stylesheetHash = 'sha256-24VOv/kkAG9EVFsC7BZEF/c9Mwb8hukPPAnJARF8vIE='
