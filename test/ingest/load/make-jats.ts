/** A small article in JATS XML with what articles have: our own words. */
export function makeJats(): string {
  const cite = (text: string): string => `<xref ref-type="bibr" rid="a">${text}</xref>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.2 20190208//EN" "JATS-archivearticle1.dtd">
<article xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink">
<front><journal-meta><journal-title>Journal</journal-title></journal-meta><article-meta>
<article-id pub-id-type="pmid">7</article-id><article-id pub-id-type="doi">10.1000/nacre.7</article-id>
<title-group><article-title>Toughness of <italic>nacre</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Perle</surname><given-names>Anna B.</given-names></name></contrib>
<contrib contrib-type="author"><collab>The Shell Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Editor</surname></name></contrib></contrib-group>
<pub-date pub-type="ppub"><year>2022</year></pub-date><pub-date pub-type="epub"><year>2021</year></pub-date>
<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"><license-p>Free to use.</license-p></license></permissions>
<abstract><p>Nacre is tough.</p></abstract></article-meta></front>
<body><sec><label>1.</label><title>Introduction</title>
<p>Nacre holds CaCO<sub>3</sub><sup>${cite('1')},${cite('2')}</sup> and is tough [${cite('1')}, ${cite('3')}]. See <xref ref-type="fig" rid="f">Figure 1</xref>, as ${cite('Smith et al. (2010)')} say.</p>
<fig id="f"><label>Figure 1</label><caption><title>Platelets.</title><p>Scale bar 5 μm.</p></caption><graphic xlink:href="f.png"/></fig>
<sec><title>Numbers</title><table-wrap><label>Table 1</label><caption><p>Moduli</p></caption>
<table><thead><tr><th>Material</th><th>E (GPa)</th></tr></thead><tbody><tr><td>Nacre</td><td>70</td></tr></tbody></table></table-wrap>
<p>Stress is <inline-formula><alternatives><tex-math>x</tex-math><mml:math><mml:mi>σ</mml:mi><mml:mo>=</mml:mo><mml:mfrac><mml:mi>F</mml:mi><mml:mi>A</mml:mi></mml:mfrac></mml:math></alternatives></inline-formula>, or 10<sup>6</sup> Pa.</p></sec></sec></body>
<back><ack><p>Thanks.</p></ack><notes><title>Data</title><p>On request.</p></notes><ref-list><title>References</title>
<ref id="a"><mixed-citation>Smith A. Shells. J 2010.</mixed-citation></ref>
<ref id="b"><element-citation><person-group><name><surname>Doe</surname><given-names>J.</given-names></name></person-group><article-title>Bone</article-title><source>Nat</source><year>2011</year><volume>3</volume><fpage>4</fpage><pub-id pub-id-type="doi">10.1000/b</pub-id></element-citation></ref>
<ref id="c"><label>3.</label>Roe B. Silk. 2012.</ref>
</ref-list></back></article>`
}
