<?xml version="1.0" encoding="UTF-8"?>
<tileset version="1.10" tiledversion="1.11.0" name="village" tilewidth="16" tileheight="16" tilecount="5376" columns="32">
 <image source="tiles.png" width="512" height="2688"/>
 <tile id="200">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="200" duration="900"/>
   <frame tileid="208" duration="900"/>
  </animation>
 </tile>
 <tile id="201">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="201" duration="900"/>
   <frame tileid="209" duration="900"/>
  </animation>
 </tile>
 <tile id="202">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="202" duration="900"/>
   <frame tileid="210" duration="900"/>
  </animation>
 </tile>
 <tile id="203">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="203" duration="900"/>
   <frame tileid="211" duration="900"/>
  </animation>
 </tile>
 <tile id="204">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="204" duration="900"/>
   <frame tileid="212" duration="900"/>
  </animation>
 </tile>
 <tile id="205">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="205" duration="900"/>
   <frame tileid="213" duration="900"/>
  </animation>
 </tile>
 <tile id="206">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="206" duration="900"/>
   <frame tileid="214" duration="900"/>
  </animation>
 </tile>
 <tile id="207">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="207" duration="900"/>
   <frame tileid="215" duration="900"/>
  </animation>
 </tile>
 <tile id="232">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="232" duration="900"/>
   <frame tileid="240" duration="900"/>
  </animation>
 </tile>
 <tile id="233">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="233" duration="900"/>
   <frame tileid="241" duration="900"/>
  </animation>
 </tile>
 <tile id="234">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="234" duration="900"/>
   <frame tileid="242" duration="900"/>
  </animation>
 </tile>
 <tile id="235">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="235" duration="900"/>
   <frame tileid="243" duration="900"/>
  </animation>
 </tile>
 <tile id="236">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="236" duration="900"/>
   <frame tileid="244" duration="900"/>
  </animation>
 </tile>
 <tile id="237">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="237" duration="900"/>
   <frame tileid="245" duration="900"/>
  </animation>
 </tile>
 <tile id="238">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="238" duration="900"/>
   <frame tileid="246" duration="900"/>
  </animation>
 </tile>
 <tile id="239">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="239" duration="900"/>
   <frame tileid="247" duration="900"/>
  </animation>
 </tile>
 <tile id="248">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="248" duration="900"/>
   <frame tileid="252" duration="900"/>
  </animation>
 </tile>
 <tile id="249">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="249" duration="900"/>
   <frame tileid="253" duration="900"/>
  </animation>
 </tile>
 <tile id="250">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="250" duration="900"/>
   <frame tileid="254" duration="900"/>
  </animation>
 </tile>
 <tile id="251">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="251" duration="900"/>
   <frame tileid="255" duration="900"/>
  </animation>
 </tile>
 <tile id="264">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="264" duration="900"/>
   <frame tileid="272" duration="900"/>
  </animation>
 </tile>
 <tile id="265">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="265" duration="900"/>
   <frame tileid="273" duration="900"/>
  </animation>
 </tile>
 <tile id="266">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="266" duration="900"/>
   <frame tileid="274" duration="900"/>
  </animation>
 </tile>
 <tile id="267">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="267" duration="900"/>
   <frame tileid="275" duration="900"/>
  </animation>
 </tile>
 <tile id="268">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="268" duration="900"/>
   <frame tileid="276" duration="900"/>
  </animation>
 </tile>
 <tile id="269">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="269" duration="900"/>
   <frame tileid="277" duration="900"/>
  </animation>
 </tile>
 <tile id="270">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="270" duration="900"/>
   <frame tileid="278" duration="900"/>
  </animation>
 </tile>
 <tile id="271">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="271" duration="900"/>
   <frame tileid="279" duration="900"/>
  </animation>
 </tile>
 <tile id="296">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="296" duration="900"/>
   <frame tileid="304" duration="900"/>
  </animation>
 </tile>
 <tile id="297">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="297" duration="900"/>
   <frame tileid="305" duration="900"/>
  </animation>
 </tile>
 <tile id="298">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="298" duration="900"/>
   <frame tileid="306" duration="900"/>
  </animation>
 </tile>
 <tile id="299">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="299" duration="900"/>
   <frame tileid="307" duration="900"/>
  </animation>
 </tile>
 <tile id="300">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="300" duration="900"/>
   <frame tileid="308" duration="900"/>
  </animation>
 </tile>
 <tile id="301">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="301" duration="900"/>
   <frame tileid="309" duration="900"/>
  </animation>
 </tile>
 <tile id="302">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="302" duration="900"/>
   <frame tileid="310" duration="900"/>
  </animation>
 </tile>
 <tile id="303">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="303" duration="900"/>
   <frame tileid="311" duration="900"/>
  </animation>
 </tile>
 <tile id="328">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="328" duration="900"/>
   <frame tileid="336" duration="900"/>
  </animation>
 </tile>
 <tile id="329">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="329" duration="900"/>
   <frame tileid="337" duration="900"/>
  </animation>
 </tile>
 <tile id="330">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="330" duration="900"/>
   <frame tileid="338" duration="900"/>
  </animation>
 </tile>
 <tile id="331">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="331" duration="900"/>
   <frame tileid="339" duration="900"/>
  </animation>
 </tile>
 <tile id="332">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="332" duration="900"/>
   <frame tileid="340" duration="900"/>
  </animation>
 </tile>
 <tile id="333">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="333" duration="900"/>
   <frame tileid="341" duration="900"/>
  </animation>
 </tile>
 <tile id="334">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="334" duration="900"/>
   <frame tileid="342" duration="900"/>
  </animation>
 </tile>
 <tile id="335">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="335" duration="900"/>
   <frame tileid="343" duration="900"/>
  </animation>
 </tile>
 <tile id="360">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="360" duration="900"/>
   <frame tileid="368" duration="900"/>
  </animation>
 </tile>
 <tile id="361">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="361" duration="900"/>
   <frame tileid="369" duration="900"/>
  </animation>
 </tile>
 <tile id="362">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="362" duration="900"/>
   <frame tileid="370" duration="900"/>
  </animation>
 </tile>
 <tile id="363">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="363" duration="900"/>
   <frame tileid="371" duration="900"/>
  </animation>
 </tile>
 <tile id="364">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="364" duration="900"/>
   <frame tileid="372" duration="900"/>
  </animation>
 </tile>
 <tile id="365">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="365" duration="900"/>
   <frame tileid="373" duration="900"/>
  </animation>
 </tile>
 <tile id="366">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="366" duration="900"/>
   <frame tileid="374" duration="900"/>
  </animation>
 </tile>
 <tile id="367">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="454">
  <properties>
   <property name="light" type="int" value="44"/>
  </properties>
 </tile>
 <tile id="455">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="467">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="491">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="493">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="516">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="529">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="542">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="543">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="550">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="551">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="553">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="561">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="566">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="574">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="575">
  <animation>
   <frame tileid="575" duration="420"/>
   <frame tileid="593" duration="420"/>
   <frame tileid="606" duration="420"/>
   <frame tileid="639" duration="420"/>
  </animation>
 </tile>
 <tile id="604">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="607">
  <animation>
   <frame tileid="607" duration="420"/>
   <frame tileid="625" duration="420"/>
   <frame tileid="638" duration="420"/>
   <frame tileid="671" duration="420"/>
  </animation>
 </tile>
 <tile id="617">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="618">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="619">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="620">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="621">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="623">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="633">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="635">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="636">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="662">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="670">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="746">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="757">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="758">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="763">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="765">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="780">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="782">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="791">
  <animation>
   <frame tileid="791" duration="900"/>
   <frame tileid="821" duration="900"/>
  </animation>
 </tile>
 <tile id="793">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="800">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="801">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="802">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="809">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="811">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="822">
  <animation>
   <frame tileid="822" duration="900"/>
   <frame tileid="823" duration="900"/>
  </animation>
 </tile>
 <tile id="826">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="828">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="832">
  <animation>
   <frame tileid="832" duration="700"/>
   <frame tileid="833" duration="700"/>
   <frame tileid="834" duration="700"/>
  </animation>
 </tile>
 <tile id="871">
  <animation>
   <frame tileid="871" duration="700"/>
   <frame tileid="872" duration="700"/>
   <frame tileid="894" duration="700"/>
  </animation>
 </tile>
 <tile id="895">
  <properties>
   <property name="light" type="int" value="52"/>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="895" duration="220"/>
   <frame tileid="999" duration="220"/>
   <frame tileid="1000" duration="220"/>
  </animation>
 </tile>
 <tile id="903">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="903" duration="260"/>
   <frame tileid="926" duration="260"/>
   <frame tileid="1022" duration="260"/>
   <frame tileid="1118" duration="260"/>
  </animation>
 </tile>
 <tile id="904">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="904" duration="260"/>
   <frame tileid="927" duration="260"/>
   <frame tileid="1023" duration="260"/>
   <frame tileid="1119" duration="260"/>
  </animation>
 </tile>
 <tile id="923">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="924">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="935">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="935" duration="260"/>
   <frame tileid="958" duration="260"/>
   <frame tileid="1054" duration="260"/>
   <frame tileid="1150" duration="260"/>
  </animation>
 </tile>
 <tile id="936">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="936" duration="260"/>
   <frame tileid="959" duration="260"/>
   <frame tileid="1055" duration="260"/>
   <frame tileid="1151" duration="260"/>
  </animation>
 </tile>
 <tile id="950">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="954">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="957">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="967">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="967" duration="260"/>
   <frame tileid="990" duration="260"/>
   <frame tileid="1086" duration="260"/>
   <frame tileid="1182" duration="260"/>
  </animation>
 </tile>
 <tile id="968">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="968" duration="260"/>
   <frame tileid="991" duration="260"/>
   <frame tileid="1087" duration="260"/>
   <frame tileid="1183" duration="260"/>
  </animation>
 </tile>
 <tile id="970">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="972">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="980">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="984">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1001">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1003">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1005">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1011">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1013">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1015">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1043">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1044">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1045">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1046">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1048">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1049">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1063">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1066">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1075">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1076">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1077">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1078">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1079">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1081">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1107">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1108">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1109">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1110">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1139">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1140">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1141">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1142">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1146">
  <properties>
   <property name="light" type="int" value="60"/>
  </properties>
 </tile>
 <tile id="1152">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1153">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1154">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1155">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1156">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1157">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1158">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1195">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1267">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1268">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1269">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1283">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1284">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1285">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1296">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1312">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1313">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1314">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1315">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1316">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1321">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1322">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1323">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1349">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1350">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1351">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1352">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1381">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1382">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1383">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1384">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1408">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1409">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1410">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1411">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1412">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1413">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1414">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1415">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1416">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1437">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1439">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1445">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1446">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1447">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1448">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1483">
  <properties>
   <property name="light" type="int" value="56"/>
  </properties>
 </tile>
 <tile id="1529">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1530">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1531">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1568">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1569">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1570">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1571">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1572">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1573">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1574">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1600">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1601">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1603">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1605">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1606">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1632">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1638">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1664">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1670">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1696">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1697">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1700">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1702">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1728">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1729">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1731">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1732">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1733">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1734">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1782">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1785">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1856">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1857">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1858">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1859">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1860">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1861">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1862">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1863">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1888">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1889">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1891">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1893">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1894">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1895">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1912">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1913">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1914">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1915">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1916">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1917">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1918">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1920">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1926">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1927">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1944">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1945">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1947">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1949">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1950">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1952">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1959">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1976">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1982">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1984">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1985">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1986">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1990">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1991">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2008">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2009">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2014">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2016">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2017">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2018">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2019">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2021">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2022">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2023">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2040">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2041">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2044">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2046">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2066">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2070">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2072">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2073">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2075">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2076">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2077">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2078">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2168">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2169">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2170">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2171">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2172">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2173">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2174">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2175">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2185">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2200">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2201">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2203">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2205">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2206">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2207">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2232">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2239">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2264">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2271">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2280">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2283">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2296">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2297">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2299">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2302">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2303">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2328">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2329">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2330">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2331">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2332">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2334">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2335">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2434">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2440">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2441">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2442">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2443">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2444">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2445">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2472">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2473">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2475">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2476">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2477">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2504">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2509">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2529">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2530">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2532">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2534">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2536">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2541">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2568">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2569">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2570">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2573">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2600">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2601">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2602">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2603">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2605">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2607">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2609">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2624">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2625">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2626">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2627">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2628">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2629">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2630">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2631">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2656">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2657">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2659">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2661">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2663">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2688">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2695">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2720">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2726">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2727">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2730">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2732">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2752">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2753">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2756">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2759">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2784">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2785">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2787">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2788">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2789">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2790">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2791">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2825">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2828">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2829">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2880">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2881">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2882">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2883">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2884">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2885">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2886">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2912">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2913">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2915">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2917">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2918">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2944">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2949">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2950">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2971">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2976">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2982">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2983">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2984">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2985">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2986">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2987">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2988">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2989">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2990">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3008">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3009">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3012">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3014">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3015">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3016">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3018">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3020">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3022">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3040">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3041">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3043">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3044">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3045">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3046">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3047">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3053">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3054">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3066">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3068">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3079">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3086">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3111">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3112">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3114">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3117">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3118">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3143">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3144">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3145">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3146">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3147">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3149">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3150">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3264">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3265">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3266">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3267">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3268">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3269">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3270">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3271">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3272">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3273">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3296">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3297">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3298">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3299">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3301">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3303">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3304">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3305">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3320">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3321">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3328">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3337">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3352">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3354">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3357">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3360">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3361">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3362">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3363">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3364">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3368">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3369">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3392">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3401">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3424">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3426">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3431">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3433">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3456">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3457">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3458">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3460">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3461">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3462">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3463">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3464">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3465">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3642">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3643">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3644">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3669">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3670">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3672">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3673">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3675">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3676">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3818">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3819">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3820">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3821">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3822">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3823">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3824">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3825">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3826">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3827">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3828">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3829">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3850">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3851">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3852">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3853">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3854">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3855">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3856">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3857">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3858">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3859">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3860">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3861">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3882">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3893">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3914">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3915">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3916">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3919">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3922">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3923">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3924">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3925">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3946">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3957">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3978">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3979">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3983">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3984">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3988">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3989">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4010">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4011">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4020">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4021">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4042">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4043">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4044">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4045">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4046">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4049">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4050">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4051">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4052">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4053">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4205">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4214">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4365">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4367">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4372">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4374">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4512">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4513">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4514">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4515">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4516">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4517">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4518">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4519">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4520">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4521">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4522">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4544">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4545">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4546">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4548">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4549">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4551">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4552">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4554">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4576">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4586">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4608">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4611">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4617">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4618">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4640">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4646">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4647">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4649">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4650">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4672">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4673">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4681">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4682">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4704">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4705">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4706">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4709">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4710">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4711">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4712">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4713">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4714">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4843">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4844">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4845">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4846">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4847">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4848">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4849">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4850">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4851">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4852">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4853">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4854">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4875">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4876">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4877">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4879">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4880">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4882">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4883">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4885">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4886">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4907">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4918">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4939">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4940">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4941">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4943">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4944">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4946">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4947">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4950">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4971">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4982">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4994">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4999">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5000">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5003">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="5014">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="5035">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="5037">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="5039">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="5042">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="5044">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="5046">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="5198">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5205">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5325">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5327">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5329">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5330">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5332">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5334">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <wangsets>
  <wangset name="earth" type="mixed" tile="-1">
   <wangcolor name="earth" color="#bd9262" tile="-1" probability="1"/>
   <wangtile tileid="8" wangid="0,0,0,0,0,0,0,0"/>
   <wangtile tileid="9" wangid="1,0,0,0,0,0,0,0"/>
   <wangtile tileid="10" wangid="0,0,1,0,0,0,0,0"/>
   <wangtile tileid="11" wangid="1,0,1,0,0,0,0,0"/>
   <wangtile tileid="12" wangid="1,1,1,0,0,0,0,0"/>
   <wangtile tileid="13" wangid="0,0,0,0,1,0,0,0"/>
   <wangtile tileid="14" wangid="1,0,0,0,1,0,0,0"/>
   <wangtile tileid="15" wangid="0,0,1,0,1,0,0,0"/>
   <wangtile tileid="40" wangid="1,0,1,0,1,0,0,0"/>
   <wangtile tileid="41" wangid="1,1,1,0,1,0,0,0"/>
   <wangtile tileid="42" wangid="0,0,1,1,1,0,0,0"/>
   <wangtile tileid="43" wangid="1,0,1,1,1,0,0,0"/>
   <wangtile tileid="44" wangid="1,1,1,1,1,0,0,0"/>
   <wangtile tileid="45" wangid="0,0,0,0,0,0,1,0"/>
   <wangtile tileid="46" wangid="1,0,0,0,0,0,1,0"/>
   <wangtile tileid="47" wangid="0,0,1,0,0,0,1,0"/>
   <wangtile tileid="72" wangid="1,0,1,0,0,0,1,0"/>
   <wangtile tileid="73" wangid="1,1,1,0,0,0,1,0"/>
   <wangtile tileid="74" wangid="0,0,0,0,1,0,1,0"/>
   <wangtile tileid="75" wangid="1,0,0,0,1,0,1,0"/>
   <wangtile tileid="76" wangid="0,0,1,0,1,0,1,0"/>
   <wangtile tileid="77" wangid="1,0,1,0,1,0,1,0"/>
   <wangtile tileid="78" wangid="1,1,1,0,1,0,1,0"/>
   <wangtile tileid="79" wangid="0,0,1,1,1,0,1,0"/>
   <wangtile tileid="104" wangid="1,0,1,1,1,0,1,0"/>
   <wangtile tileid="105" wangid="1,1,1,1,1,0,1,0"/>
   <wangtile tileid="106" wangid="0,0,0,0,1,1,1,0"/>
   <wangtile tileid="107" wangid="1,0,0,0,1,1,1,0"/>
   <wangtile tileid="108" wangid="0,0,1,0,1,1,1,0"/>
   <wangtile tileid="109" wangid="1,0,1,0,1,1,1,0"/>
   <wangtile tileid="110" wangid="1,1,1,0,1,1,1,0"/>
   <wangtile tileid="111" wangid="0,0,1,1,1,1,1,0"/>
   <wangtile tileid="136" wangid="1,0,1,1,1,1,1,0"/>
   <wangtile tileid="137" wangid="1,1,1,1,1,1,1,0"/>
   <wangtile tileid="138" wangid="1,0,0,0,0,0,1,1"/>
   <wangtile tileid="139" wangid="1,0,1,0,0,0,1,1"/>
   <wangtile tileid="140" wangid="1,1,1,0,0,0,1,1"/>
   <wangtile tileid="141" wangid="1,0,0,0,1,0,1,1"/>
   <wangtile tileid="142" wangid="1,0,1,0,1,0,1,1"/>
   <wangtile tileid="143" wangid="1,1,1,0,1,0,1,1"/>
   <wangtile tileid="168" wangid="1,0,1,1,1,0,1,1"/>
   <wangtile tileid="169" wangid="1,1,1,1,1,0,1,1"/>
   <wangtile tileid="170" wangid="1,0,0,0,1,1,1,1"/>
   <wangtile tileid="171" wangid="1,0,1,0,1,1,1,1"/>
   <wangtile tileid="172" wangid="1,1,1,0,1,1,1,1"/>
   <wangtile tileid="173" wangid="1,0,1,1,1,1,1,1"/>
   <wangtile tileid="174" wangid="1,1,1,1,1,1,1,1"/>
  </wangset>
  <wangset name="cobble" type="mixed" tile="-1">
   <wangcolor name="cobble" color="#adb2b0" tile="-1" probability="1"/>
   <wangtile tileid="57" wangid="1,0,0,0,0,0,0,0"/>
   <wangtile tileid="58" wangid="0,0,1,0,0,0,0,0"/>
   <wangtile tileid="59" wangid="1,0,1,0,0,0,0,0"/>
   <wangtile tileid="60" wangid="1,1,1,0,0,0,0,0"/>
   <wangtile tileid="61" wangid="0,0,0,0,1,0,0,0"/>
   <wangtile tileid="62" wangid="1,0,0,0,1,0,0,0"/>
   <wangtile tileid="63" wangid="0,0,1,0,1,0,0,0"/>
   <wangtile tileid="88" wangid="1,0,1,0,1,0,0,0"/>
   <wangtile tileid="89" wangid="1,1,1,0,1,0,0,0"/>
   <wangtile tileid="90" wangid="0,0,1,1,1,0,0,0"/>
   <wangtile tileid="91" wangid="1,0,1,1,1,0,0,0"/>
   <wangtile tileid="92" wangid="1,1,1,1,1,0,0,0"/>
   <wangtile tileid="93" wangid="0,0,0,0,0,0,1,0"/>
   <wangtile tileid="94" wangid="1,0,0,0,0,0,1,0"/>
   <wangtile tileid="95" wangid="0,0,1,0,0,0,1,0"/>
   <wangtile tileid="120" wangid="1,0,1,0,0,0,1,0"/>
   <wangtile tileid="121" wangid="1,1,1,0,0,0,1,0"/>
   <wangtile tileid="122" wangid="0,0,0,0,1,0,1,0"/>
   <wangtile tileid="123" wangid="1,0,0,0,1,0,1,0"/>
   <wangtile tileid="124" wangid="0,0,1,0,1,0,1,0"/>
   <wangtile tileid="125" wangid="1,0,1,0,1,0,1,0"/>
   <wangtile tileid="126" wangid="1,1,1,0,1,0,1,0"/>
   <wangtile tileid="127" wangid="0,0,1,1,1,0,1,0"/>
   <wangtile tileid="152" wangid="1,0,1,1,1,0,1,0"/>
   <wangtile tileid="153" wangid="1,1,1,1,1,0,1,0"/>
   <wangtile tileid="154" wangid="0,0,0,0,1,1,1,0"/>
   <wangtile tileid="155" wangid="1,0,0,0,1,1,1,0"/>
   <wangtile tileid="156" wangid="0,0,1,0,1,1,1,0"/>
   <wangtile tileid="157" wangid="1,0,1,0,1,1,1,0"/>
   <wangtile tileid="158" wangid="1,1,1,0,1,1,1,0"/>
   <wangtile tileid="159" wangid="0,0,1,1,1,1,1,0"/>
   <wangtile tileid="184" wangid="1,0,1,1,1,1,1,0"/>
   <wangtile tileid="185" wangid="1,1,1,1,1,1,1,0"/>
   <wangtile tileid="186" wangid="1,0,0,0,0,0,1,1"/>
   <wangtile tileid="187" wangid="1,0,1,0,0,0,1,1"/>
   <wangtile tileid="188" wangid="1,1,1,0,0,0,1,1"/>
   <wangtile tileid="189" wangid="1,0,0,0,1,0,1,1"/>
   <wangtile tileid="190" wangid="1,0,1,0,1,0,1,1"/>
   <wangtile tileid="191" wangid="1,1,1,0,1,0,1,1"/>
   <wangtile tileid="216" wangid="1,0,1,1,1,0,1,1"/>
   <wangtile tileid="217" wangid="1,1,1,1,1,0,1,1"/>
   <wangtile tileid="218" wangid="1,0,0,0,1,1,1,1"/>
   <wangtile tileid="219" wangid="1,0,1,0,1,1,1,1"/>
   <wangtile tileid="220" wangid="1,1,1,0,1,1,1,1"/>
   <wangtile tileid="221" wangid="1,0,1,1,1,1,1,1"/>
   <wangtile tileid="222" wangid="1,1,1,1,1,1,1,1"/>
  </wangset>
  <wangset name="water" type="mixed" tile="-1">
   <wangcolor name="water" color="#4784a6" tile="-1" probability="1"/>
   <wangtile tileid="200" wangid="0,0,0,0,0,0,0,0"/>
   <wangtile tileid="201" wangid="1,0,0,0,0,0,0,0"/>
   <wangtile tileid="202" wangid="0,0,1,0,0,0,0,0"/>
   <wangtile tileid="203" wangid="1,0,1,0,0,0,0,0"/>
   <wangtile tileid="204" wangid="1,1,1,0,0,0,0,0"/>
   <wangtile tileid="205" wangid="0,0,0,0,1,0,0,0"/>
   <wangtile tileid="206" wangid="1,0,0,0,1,0,0,0"/>
   <wangtile tileid="207" wangid="0,0,1,0,1,0,0,0"/>
   <wangtile tileid="232" wangid="1,0,1,0,1,0,0,0"/>
   <wangtile tileid="233" wangid="1,1,1,0,1,0,0,0"/>
   <wangtile tileid="234" wangid="0,0,1,1,1,0,0,0"/>
   <wangtile tileid="235" wangid="1,0,1,1,1,0,0,0"/>
   <wangtile tileid="236" wangid="1,1,1,1,1,0,0,0"/>
   <wangtile tileid="237" wangid="0,0,0,0,0,0,1,0"/>
   <wangtile tileid="238" wangid="1,0,0,0,0,0,1,0"/>
   <wangtile tileid="239" wangid="0,0,1,0,0,0,1,0"/>
   <wangtile tileid="264" wangid="1,0,1,0,0,0,1,0"/>
   <wangtile tileid="265" wangid="1,1,1,0,0,0,1,0"/>
   <wangtile tileid="266" wangid="0,0,0,0,1,0,1,0"/>
   <wangtile tileid="267" wangid="1,0,0,0,1,0,1,0"/>
   <wangtile tileid="268" wangid="0,0,1,0,1,0,1,0"/>
   <wangtile tileid="269" wangid="1,0,1,0,1,0,1,0"/>
   <wangtile tileid="270" wangid="1,1,1,0,1,0,1,0"/>
   <wangtile tileid="271" wangid="0,0,1,1,1,0,1,0"/>
   <wangtile tileid="296" wangid="1,0,1,1,1,0,1,0"/>
   <wangtile tileid="297" wangid="1,1,1,1,1,0,1,0"/>
   <wangtile tileid="298" wangid="0,0,0,0,1,1,1,0"/>
   <wangtile tileid="299" wangid="1,0,0,0,1,1,1,0"/>
   <wangtile tileid="300" wangid="0,0,1,0,1,1,1,0"/>
   <wangtile tileid="301" wangid="1,0,1,0,1,1,1,0"/>
   <wangtile tileid="302" wangid="1,1,1,0,1,1,1,0"/>
   <wangtile tileid="303" wangid="0,0,1,1,1,1,1,0"/>
   <wangtile tileid="328" wangid="1,0,1,1,1,1,1,0"/>
   <wangtile tileid="329" wangid="1,1,1,1,1,1,1,0"/>
   <wangtile tileid="330" wangid="1,0,0,0,0,0,1,1"/>
   <wangtile tileid="331" wangid="1,0,1,0,0,0,1,1"/>
   <wangtile tileid="332" wangid="1,1,1,0,0,0,1,1"/>
   <wangtile tileid="333" wangid="1,0,0,0,1,0,1,1"/>
   <wangtile tileid="334" wangid="1,0,1,0,1,0,1,1"/>
   <wangtile tileid="335" wangid="1,1,1,0,1,0,1,1"/>
   <wangtile tileid="360" wangid="1,0,1,1,1,0,1,1"/>
   <wangtile tileid="361" wangid="1,1,1,1,1,0,1,1"/>
   <wangtile tileid="362" wangid="1,0,0,0,1,1,1,1"/>
   <wangtile tileid="363" wangid="1,0,1,0,1,1,1,1"/>
   <wangtile tileid="364" wangid="1,1,1,0,1,1,1,1"/>
   <wangtile tileid="365" wangid="1,0,1,1,1,1,1,1"/>
   <wangtile tileid="366" wangid="1,1,1,1,1,1,1,1"/>
  </wangset>
  <wangset name="deep" type="mixed" tile="-1">
   <wangcolor name="deep" color="#315889" tile="-1" probability="1"/>
   <wangtile tileid="281" wangid="1,0,0,0,0,0,0,0"/>
   <wangtile tileid="282" wangid="0,0,1,0,0,0,0,0"/>
   <wangtile tileid="283" wangid="1,0,1,0,0,0,0,0"/>
   <wangtile tileid="284" wangid="1,1,1,0,0,0,0,0"/>
   <wangtile tileid="285" wangid="0,0,0,0,1,0,0,0"/>
   <wangtile tileid="286" wangid="1,0,0,0,1,0,0,0"/>
   <wangtile tileid="287" wangid="0,0,1,0,1,0,0,0"/>
   <wangtile tileid="312" wangid="1,0,1,0,1,0,0,0"/>
   <wangtile tileid="313" wangid="1,1,1,0,1,0,0,0"/>
   <wangtile tileid="314" wangid="0,0,1,1,1,0,0,0"/>
   <wangtile tileid="315" wangid="1,0,1,1,1,0,0,0"/>
   <wangtile tileid="316" wangid="1,1,1,1,1,0,0,0"/>
   <wangtile tileid="317" wangid="0,0,0,0,0,0,1,0"/>
   <wangtile tileid="318" wangid="1,0,0,0,0,0,1,0"/>
   <wangtile tileid="319" wangid="0,0,1,0,0,0,1,0"/>
   <wangtile tileid="344" wangid="1,0,1,0,0,0,1,0"/>
   <wangtile tileid="345" wangid="1,1,1,0,0,0,1,0"/>
   <wangtile tileid="346" wangid="0,0,0,0,1,0,1,0"/>
   <wangtile tileid="347" wangid="1,0,0,0,1,0,1,0"/>
   <wangtile tileid="348" wangid="0,0,1,0,1,0,1,0"/>
   <wangtile tileid="349" wangid="1,0,1,0,1,0,1,0"/>
   <wangtile tileid="350" wangid="1,1,1,0,1,0,1,0"/>
   <wangtile tileid="351" wangid="0,0,1,1,1,0,1,0"/>
   <wangtile tileid="376" wangid="1,0,1,1,1,0,1,0"/>
   <wangtile tileid="377" wangid="1,1,1,1,1,0,1,0"/>
   <wangtile tileid="378" wangid="0,0,0,0,1,1,1,0"/>
   <wangtile tileid="379" wangid="1,0,0,0,1,1,1,0"/>
   <wangtile tileid="380" wangid="0,0,1,0,1,1,1,0"/>
   <wangtile tileid="381" wangid="1,0,1,0,1,1,1,0"/>
   <wangtile tileid="382" wangid="1,1,1,0,1,1,1,0"/>
   <wangtile tileid="383" wangid="0,0,1,1,1,1,1,0"/>
   <wangtile tileid="408" wangid="1,0,1,1,1,1,1,0"/>
   <wangtile tileid="409" wangid="1,1,1,1,1,1,1,0"/>
   <wangtile tileid="410" wangid="1,0,0,0,0,0,1,1"/>
   <wangtile tileid="411" wangid="1,0,1,0,0,0,1,1"/>
   <wangtile tileid="412" wangid="1,1,1,0,0,0,1,1"/>
   <wangtile tileid="413" wangid="1,0,0,0,1,0,1,1"/>
   <wangtile tileid="414" wangid="1,0,1,0,1,0,1,1"/>
   <wangtile tileid="415" wangid="1,1,1,0,1,0,1,1"/>
   <wangtile tileid="440" wangid="1,0,1,1,1,0,1,1"/>
   <wangtile tileid="441" wangid="1,1,1,1,1,0,1,1"/>
   <wangtile tileid="442" wangid="1,0,0,0,1,1,1,1"/>
   <wangtile tileid="443" wangid="1,0,1,0,1,1,1,1"/>
   <wangtile tileid="444" wangid="1,1,1,0,1,1,1,1"/>
   <wangtile tileid="445" wangid="1,0,1,1,1,1,1,1"/>
   <wangtile tileid="446" wangid="1,1,1,1,1,1,1,1"/>
  </wangset>
  <wangset name="lush" type="mixed" tile="-1">
   <wangcolor name="lush" color="#4b7d4f" tile="-1" probability="1"/>
   <wangtile tileid="256" wangid="0,0,0,0,0,0,0,0"/>
   <wangtile tileid="257" wangid="1,0,0,0,0,0,0,0"/>
   <wangtile tileid="258" wangid="0,0,1,0,0,0,0,0"/>
   <wangtile tileid="259" wangid="1,0,1,0,0,0,0,0"/>
   <wangtile tileid="260" wangid="1,1,1,0,0,0,0,0"/>
   <wangtile tileid="261" wangid="0,0,0,0,1,0,0,0"/>
   <wangtile tileid="262" wangid="1,0,0,0,1,0,0,0"/>
   <wangtile tileid="263" wangid="0,0,1,0,1,0,0,0"/>
   <wangtile tileid="288" wangid="1,0,1,0,1,0,0,0"/>
   <wangtile tileid="289" wangid="1,1,1,0,1,0,0,0"/>
   <wangtile tileid="290" wangid="0,0,1,1,1,0,0,0"/>
   <wangtile tileid="291" wangid="1,0,1,1,1,0,0,0"/>
   <wangtile tileid="292" wangid="1,1,1,1,1,0,0,0"/>
   <wangtile tileid="293" wangid="0,0,0,0,0,0,1,0"/>
   <wangtile tileid="294" wangid="1,0,0,0,0,0,1,0"/>
   <wangtile tileid="295" wangid="0,0,1,0,0,0,1,0"/>
   <wangtile tileid="320" wangid="1,0,1,0,0,0,1,0"/>
   <wangtile tileid="321" wangid="1,1,1,0,0,0,1,0"/>
   <wangtile tileid="322" wangid="0,0,0,0,1,0,1,0"/>
   <wangtile tileid="323" wangid="1,0,0,0,1,0,1,0"/>
   <wangtile tileid="324" wangid="0,0,1,0,1,0,1,0"/>
   <wangtile tileid="325" wangid="1,0,1,0,1,0,1,0"/>
   <wangtile tileid="326" wangid="1,1,1,0,1,0,1,0"/>
   <wangtile tileid="327" wangid="0,0,1,1,1,0,1,0"/>
   <wangtile tileid="352" wangid="1,0,1,1,1,0,1,0"/>
   <wangtile tileid="353" wangid="1,1,1,1,1,0,1,0"/>
   <wangtile tileid="354" wangid="0,0,0,0,1,1,1,0"/>
   <wangtile tileid="355" wangid="1,0,0,0,1,1,1,0"/>
   <wangtile tileid="356" wangid="0,0,1,0,1,1,1,0"/>
   <wangtile tileid="357" wangid="1,0,1,0,1,1,1,0"/>
   <wangtile tileid="358" wangid="1,1,1,0,1,1,1,0"/>
   <wangtile tileid="359" wangid="0,0,1,1,1,1,1,0"/>
   <wangtile tileid="384" wangid="1,0,1,1,1,1,1,0"/>
   <wangtile tileid="385" wangid="1,1,1,1,1,1,1,0"/>
   <wangtile tileid="386" wangid="1,0,0,0,0,0,1,1"/>
   <wangtile tileid="387" wangid="1,0,1,0,0,0,1,1"/>
   <wangtile tileid="388" wangid="1,1,1,0,0,0,1,1"/>
   <wangtile tileid="389" wangid="1,0,0,0,1,0,1,1"/>
   <wangtile tileid="390" wangid="1,0,1,0,1,0,1,1"/>
   <wangtile tileid="391" wangid="1,1,1,0,1,0,1,1"/>
   <wangtile tileid="416" wangid="1,0,1,1,1,0,1,1"/>
   <wangtile tileid="417" wangid="1,1,1,1,1,0,1,1"/>
   <wangtile tileid="418" wangid="1,0,0,0,1,1,1,1"/>
   <wangtile tileid="419" wangid="1,0,1,0,1,1,1,1"/>
   <wangtile tileid="420" wangid="1,1,1,0,1,1,1,1"/>
   <wangtile tileid="421" wangid="1,0,1,1,1,1,1,1"/>
   <wangtile tileid="422" wangid="1,1,1,1,1,1,1,1"/>
  </wangset>
 </wangsets>
</tileset>
