import { Html } from './html.ts'

/** The styles of the report: light and dark by the reader's setting, for wide and narrow screens and for print. */
export const reportStyle = new Html(`
:root{color-scheme:light dark;
--paper:#faf9f6;--card:#fff;--ink:#1c2330;--quiet:#5b6472;--line:#e2dfd7;--accent:#146c7c;--mark:#ffeeb0;--mark-ink:#1c2330;
--good:#2b7a3f;--fair:#b07a10;--poor:#b3382c;--good-soft:#e5f3e6;--fair-soft:#fbf0d9;--poor-soft:#fbe6e3;--blue-soft:#e3eefb;--blue:#23598f;
--material:#215f9e;--material-soft:#e2edfa;--property:#a34d06;--property-soft:#fdeedb;--process:#2b7238;--process-soft:#e2f3e3;
--structure:#6f36a0;--structure-soft:#f0e6fa;--method:#0d6a62;--method-soft:#d8f2ee;--application:#ac1f56;--application-soft:#fce3ee;
--concept:#525b69;--concept-soft:#e9ecf0;--on-type:#fff;--edge:#a2a8b1;--edge-ink:#4a5361;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;--serif:Charter,"Iowan Old Style","Source Serif 4",Georgia,"Liberation Serif",serif}
@media (prefers-color-scheme:dark){:root{
--paper:#12161d;--card:#1a2029;--ink:#e6e9ee;--quiet:#98a2b1;--line:#2d3541;--accent:#6cc5d3;--mark:#5c4a0c;--mark-ink:#fff4cf;
--good:#7bcb8c;--fair:#e2b659;--poor:#f08b7f;--good-soft:#1c3324;--fair-soft:#372d15;--poor-soft:#3b201d;--blue-soft:#1a2d45;--blue:#8fc0f5;
--material:#8abdf5;--material-soft:#182b42;--property:#f0b070;--property-soft:#38260f;--process:#8ad197;--process-soft:#17301d;
--structure:#c9a2f0;--structure-soft:#2c1f3e;--method:#72d3c7;--method-soft:#11322e;--application:#f598bd;--application-soft:#3d1a2a;
--concept:#b3bcc9;--concept-soft:#272e38;--on-type:#10141b;--edge:#5b6573;--edge-ink:#b9c1cd}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 var(--sans)}
header,main{max-width:46rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:3.2rem}
main{padding-bottom:4rem}
.brand{margin:0;font-weight:650;letter-spacing:.14em;text-transform:uppercase;font-size:.8rem;color:var(--accent)}
h1{font:600 clamp(2rem,6vw,2.9rem)/1.1 var(--serif);margin:.5rem 0 .9rem;letter-spacing:-.01em}
h2{font:600 1.6rem/1.2 var(--serif);margin:0 0 .6rem}
h3{font-size:1.02rem;margin:1.8rem 0 .6rem}
h4{font-size:.86rem;margin:1.3rem 0 .35rem;color:var(--quiet);font-weight:600}
header .lead{font-size:1.12rem}
.lead{color:var(--quiet);margin:.2rem 0 1.2rem}
.quiet{color:var(--quiet);font-weight:400;font-size:.86rem}
section{margin-top:3.2rem;padding-top:2rem;border-top:1px solid var(--line)}
.prose{font-family:var(--serif);font-size:1.06rem;line-height:1.58;white-space:pre-line;overflow-wrap:anywhere}
b{font-weight:600}
mark{background:var(--mark);color:var(--mark-ink);border-radius:.2em;padding:.08em .12em;box-decoration-break:clone;-webkit-box-decoration-break:clone}
q{quotes:"“" "”"}
cite{font-style:normal;color:var(--quiet);font-size:.86rem}
summary{cursor:pointer;color:var(--accent);font-size:.92rem}
details{margin-top:.9rem}
ul,ol,dl{margin:0;padding:0}
li{list-style:none}
dd{margin:0}
.counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.2rem,1fr));gap:1px;background:var(--line);border:1px solid var(--line);border-radius:.7rem;overflow:hidden;margin:1rem 0 1.2rem}
.counts div{background:var(--card);padding:.75rem .9rem;display:flex;flex-direction:column-reverse;justify-content:flex-end}
.counts dt{color:var(--quiet);font-size:.83rem}
.counts dd{font:600 1.55rem/1.15 var(--serif);font-variant-numeric:tabular-nums}
.documents{columns:2;margin-top:.4rem;column-gap:2rem;font-size:.9rem;line-height:1.35}
.documents li{break-inside:avoid;padding:.22rem 0;overflow-wrap:anywhere}
.passage{margin:0;background:var(--card);border:1px solid var(--line);border-radius:.7rem;padding:1.1rem 1.3rem}
.passage figcaption{color:var(--quiet);font-size:.9rem;margin-bottom:.5rem}
.passage figcaption strong{color:var(--ink)}
blockquote{margin:0}
.steps>div{margin-top:1.2rem}
.steps dt,.thinking dt{color:var(--quiet);font-size:.86rem;font-weight:600}
.question dd,.asked{font-size:1.35rem;line-height:1.35;font-weight:600}
.asked{margin:.2rem 0 1rem;color:var(--accent)}
.question dd{color:var(--accent)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:.9rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.7rem;padding:.9rem 1.05rem;min-width:0}
.card h4{margin:0;color:var(--ink);font-size:.95rem}
.card h3{margin:0 0 .4rem}
.why{margin:.15rem 0 0;color:var(--quiet);font-size:.84rem}
.text{margin-top:.5rem}
.text .prose,.text summary{font-size:.95rem;line-height:1.48}
.text summary{color:var(--ink);list-style:none}
.text summary::-webkit-details-marker{display:none}
.text summary::after{content:"read it";display:inline-block;margin-left:.35em;color:var(--accent);font:.84rem var(--sans)}
.text[open] summary::after{content:"fold"}
.text[open] .excerpt{display:none}
.text p{margin:.3rem 0 0}
.relations li{padding:.6rem 0;border-top:1px solid var(--line);font-size:.92rem}
.relations{margin-top:.6rem}
.relations q{font-family:var(--serif)}
.triple{display:block}
.triple i{color:var(--accent)}
.picture{margin:1.2rem 0 0;background:var(--card);border:1px solid var(--line);border-radius:.9rem;padding:1rem}
.graph-picture{display:block;width:100%;height:auto;font-family:var(--sans)}
.on-narrow{display:none}
.graph-picture text{text-anchor:middle;fill:var(--ink)}
.edge path{fill:none;stroke:var(--edge);stroke-width:1.5}
.edge .arrow{fill:var(--edge);stroke:none}
.edge.beside path{stroke-dasharray:3 5;stroke-width:1.3}
.edge.at-task path{stroke:var(--edge-ink);stroke-width:2.2}
.edge.at-task .arrow{fill:var(--edge-ink);stroke:none}
.edge-label rect{fill:var(--card)}
.edge-label text{fill:var(--edge-ink);font-style:italic}
.node rect{stroke-width:1.3}
.node.task text{font-weight:600}
.type-material{--type:var(--material);--type-soft:var(--material-soft)}
.type-property{--type:var(--property);--type-soft:var(--property-soft)}
.type-process{--type:var(--process);--type-soft:var(--process-soft)}
.type-structure{--type:var(--structure);--type-soft:var(--structure-soft)}
.type-method{--type:var(--method);--type-soft:var(--method-soft)}
.type-application{--type:var(--application);--type-soft:var(--application-soft)}
.type-concept{--type:var(--concept);--type-soft:var(--concept-soft)}
.node rect{fill:var(--type-soft);stroke:var(--type)}
.node text{fill:var(--type)}
.node.task rect{fill:var(--type)}
.node.task text{fill:var(--on-type)}
.legend{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;font-size:.86rem;color:var(--quiet);margin-top:.8rem}
.legend li{display:flex;align-items:center;gap:.4rem}
.swatch{width:1.35rem;height:.85rem;border-radius:.45rem;background:var(--type-soft);border:1.3px solid var(--type)}
.swatch.task{background:var(--ink);border-color:var(--ink)}
.dashes{width:1.35rem;border-top:1.5px dashed var(--edge)}
.badge{display:inline-block;font:600 .7rem/1.5 var(--sans);padding:0 .5em;border-radius:.6em;white-space:nowrap}
.badge.evidence{background:var(--good-soft);color:var(--good)}
.badge.graph{background:var(--blue-soft);color:var(--blue)}
.badge.model{background:var(--fair-soft);color:var(--fair)}
.badge.best{background:var(--accent);color:var(--paper)}
.support{display:inline-flex;align-items:center;gap:.4rem;color:var(--quiet);font:.76rem var(--sans);font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{display:inline-block;width:3.2rem;height:.36rem;border-radius:.2rem;background:var(--line);overflow:hidden}
.bar span{display:block;height:100%;background:var(--good)}
.middle .bar span{background:var(--fair)}
.low .bar span{background:var(--poor)}
.round{background:var(--card);border:1px solid var(--line);border-radius:.9rem;padding:1.1rem 1.3rem 1.2rem;margin-top:1.3rem}
.round h3{margin:0}
.round p{margin:.2rem 0}
.share{color:var(--quiet);font-size:.86rem}
.thinking>div{margin-top:1rem}
.statement{padding:.28rem 0}
.marks{flex-wrap:wrap;display:inline-flex;gap:.6rem;align-items:center;vertical-align:baseline;margin-left:.2rem}
.statement .prose,.round .prose{font-size:1rem;line-height:1.5}
.reflection{border-left:3px solid var(--accent);padding-left:.9rem}
.omissions li,.verdicts li,.changes li{padding:.4rem 0 .4rem 1.5rem;position:relative;font-size:.95rem}
.verdicts li::before{position:absolute;left:.1rem;font-weight:700}
.is-supported::before{content:"✓";color:var(--good)}
.is-refused::before{content:"✕";color:var(--poor)}
.reason{color:var(--poor);font-size:.86rem}
.sign{position:absolute;left:.2rem;font-weight:700}
.changes{font-family:var(--serif)}
del{color:var(--poor);text-decoration-thickness:1px}
ins{text-decoration:none;color:var(--good)}
.answer{font-size:1.2rem}
.unsupported{text-decoration:underline dotted var(--fair)}
.number{font:600 .68em var(--sans);vertical-align:.45em;text-decoration:none;color:var(--accent);padding:0 .12em}
.citations{counter-reset:citation;margin-top:1.2rem}
.citations li{counter-increment:citation;position:relative;padding:.55rem 0 .55rem 2rem;border-top:1px solid var(--line)}
.citations li::before{content:counter(citation);position:absolute;left:.3rem;font-weight:650;color:var(--accent)}
.citations li:target{background:var(--mark)}
.citations q{font-size:1rem}
.citations cite{display:block}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.pair p{margin:.3rem 0}
.rejected{border-top:3px solid var(--poor)}
.chosen{border-top:3px solid var(--good)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.8rem 1rem;font-size:.82rem;line-height:1.5;margin:.3rem 0}
.places div{padding:.45rem 0;border-top:1px solid var(--line);display:grid;grid-template-columns:11rem 1fr;gap:.2rem 1rem}
.places dt{color:var(--quiet)}
code{font-size:.88em;overflow-wrap:anywhere}
@media (min-width:75rem){.wide{margin-left:-11rem;margin-right:-11rem}}
@media (max-width:43rem){
header{padding-top:2rem}
section{margin-top:2.2rem;padding-top:1.5rem}
.documents{columns:1}
.pair{grid-template-columns:1fr}
.on-wide{display:none}.on-narrow{display:block}
.picture{padding:.5rem;margin-left:-.7rem;margin-right:-.7rem}
.picture figcaption{padding:0 .5rem .4rem}
.places div{grid-template-columns:1fr}
.passage,.round{padding:.9rem 1rem}
}
@media print{section{break-inside:auto}.card,.passage,.picture{break-inside:avoid}body{background:#fff}}
`)
