"""The style of the health page: one column on a phone, light or dark as the device asks, no other resources."""

STYLE = """
:root{color-scheme:light dark;--bg:#fff;--ink:#1b1f24;--dim:#57606a;--line:#d8dee4;--link:#0a5cad;--card:#f6f8fa;
--none:#eef1f4;--ok:#1a7f37;--same:#9fd8ac;--part:#e3b341;--cut:#656d76;--bad:#cf222e;--shut:#8250df;--away:#bc4c00;
--same-ink:#0d3b1a;--part-ink:#3b2a00;
--h1:#d7ecf5;--h2:#a5d3e6;--h3:#5fa9c9;--h4:#22789f;--h5:#0b4a6b;--dark:#08202e;--pale:#fff}
@media(prefers-color-scheme:dark){:root{--bg:#0d1117;--ink:#e6edf3;--dim:#9198a1;--line:#30363d;--link:#6cb6ff;--card:#161b22;
--none:#1c222a;--ok:#237a3b;--same:#1b4a2a;--part:#8a6508;--cut:#5b636d;--bad:#d1303b;--shut:#7d4fd1;--away:#b0500c;
--same-ink:#b8eac4;--part-ink:#fff;
--h1:#12303f;--h2:#17495f;--h3:#1f6c8c;--h4:#4aa3c6;--h5:#a9dcf0;--dark:#04141d;--pale:#e6f4fa}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:72rem;background:var(--bg);color:var(--ink);
font:1rem/1.45 system-ui,-apple-system,"Segoe UI","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.4rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:0}
p{margin:.25rem 0}.dim{color:var(--dim)}small,.small{font-size:.85rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.5rem 0}a{color:var(--link);padding:.2rem 0}
.counts{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0;margin:.75rem 0}
.counts li{border:1px solid var(--line);border-radius:1rem;padding:.1rem .65rem .1rem .2rem;font-size:.9rem}
.sign{display:inline-block;min-width:1.35em;padding:0 .15em;border-radius:.7em;text-align:center;
font:700 .8rem/1.35 ui-monospace,Menlo,Consolas,monospace;background:var(--cut);color:#fff}
.site{border:1px solid var(--line);border-left:.3rem solid var(--cut);border-radius:.5rem;background:var(--card);
padding:.6rem .75rem;overflow-wrap:anywhere}
.site.error,.site.died,.site.incomplete,.site.empty,.site.layout_changed,.site.usage{border-left-color:var(--bad)}
.site.blocked,.site.robots{border-left-color:var(--shut)}.site.unreachable{border-left-color:var(--away)}
.site.partial{border-left-color:var(--part)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));gap:.5rem}
.links{display:flex;gap:1rem}.do strong{font-weight:600}
.find{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.75rem 0}
.find input{font:inherit;flex:1 1 14rem;max-width:26rem;padding:.35rem .6rem;border:1px solid var(--cut);
border-radius:.4rem;background:var(--bg);color:var(--ink)}
#sites{columns:22rem;font-size:.85rem}#sites a{display:block;overflow-wrap:anywhere}#sites a[hidden]{display:none}
.why{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:6;overflow:hidden}
.head{display:flex;flex-wrap:wrap;gap:.1rem .6rem;align-items:baseline}
.word{margin-left:auto;font-weight:600;white-space:nowrap}
.strip{display:flex;gap:1px;margin:.4rem 0 .1rem;max-width:34rem}
.strip i{flex:0 1 1.1rem;min-width:0;overflow:hidden;text-align:center;border-radius:2px;background:var(--cut);
color:#fff;font:700 .68rem/1.25rem ui-monospace,Menlo,Consolas,monospace}
.rows{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr));gap:0 1.5rem}
.row{padding:.35rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
i.ok,.sign.ok{background:var(--ok)}i.unchanged,.sign.unchanged{background:var(--same);color:var(--same-ink)}
i.partial,.sign.partial{background:var(--part);color:var(--part-ink)}
i.blocked,i.robots,.sign.blocked,.sign.robots{background:var(--shut)}i.unreachable,.sign.unreachable{background:var(--away)}
i.error,i.died,i.incomplete,i.empty,i.layout_changed,i.usage,
.sign.error,.sign.died,.sign.incomplete,.sign.empty,.sign.layout_changed,.sign.usage{background:var(--bad)}
details{margin:.75rem 0}summary{cursor:pointer;padding:.4rem 0;font-weight:600}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem}
.scroll:focus-visible,summary:focus-visible{outline:3px solid var(--h4);outline-offset:2px}
table{border-collapse:separate;border-spacing:1px;font-size:.75rem;font-variant-numeric:tabular-nums;width:100%}
td{min-width:2rem;height:1.55rem;text-align:center;padding:0 .1rem;border-radius:2px}
thead th{font-weight:600;color:var(--dim);padding:.3rem .1rem}
tbody th{text-align:left;font-weight:400;position:sticky;left:0;background:var(--bg);padding:0 .4rem;max-width:6.5rem;
min-width:4.5rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
tbody th.group{font-weight:700;padding-top:.5rem;color:var(--dim)}
td.h0{background:var(--none);color:var(--dim)}td.h1{background:var(--h1)}td.h2{background:var(--h2)}
td.h3{background:var(--h3)}td.h4{background:var(--h4);color:var(--bg)}td.h5{background:var(--h5);color:var(--bg)}
td.sum{font-weight:600}
.scale{display:flex;flex-wrap:wrap;gap:.3rem;list-style:none;padding:0;margin:.5rem 0;font-size:.8rem}
.scale li{display:flex;align-items:center;gap:.25rem}.scale b{width:1.1rem;height:1.1rem;border-radius:2px}
b.h0{background:var(--none)}b.h1{background:var(--h1)}b.h2{background:var(--h2)}b.h3{background:var(--h3)}
b.h4{background:var(--h4)}b.h5{background:var(--h5)}
@media(min-width:60rem){table{font-size:.8rem}td{min-width:2.1rem;height:1.7rem}tbody th{max-width:14rem}}
"""
