<?xml version="1.0" encoding="UTF-8"?>
<tileset version="1.10" tiledversion="1.11.0" name="village" tilewidth="16" tileheight="16" tilecount="5248" columns="32">
 <image source="tiles.png" width="512" height="2624"/>
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
 <tile id="585">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="586">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="593">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="604">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="606">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="607">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
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
 <tile id="662">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="746">
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
 <tile id="766">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="767">
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
 <tile id="789">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="790">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="791">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="793">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="798">
  <animation>
   <frame tileid="798" duration="420"/>
   <frame tileid="799" duration="420"/>
   <frame tileid="862" duration="420"/>
   <frame tileid="863" duration="420"/>
  </animation>
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
 <tile id="830">
  <animation>
   <frame tileid="830" duration="420"/>
   <frame tileid="831" duration="420"/>
   <frame tileid="894" duration="420"/>
   <frame tileid="895" duration="420"/>
  </animation>
 </tile>
 <tile id="832">
  <animation>
   <frame tileid="832" duration="900"/>
   <frame tileid="833" duration="900"/>
  </animation>
 </tile>
 <tile id="834">
  <animation>
   <frame tileid="834" duration="900"/>
   <frame tileid="926" duration="900"/>
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
 <tile id="927">
  <animation>
   <frame tileid="927" duration="700"/>
   <frame tileid="958" duration="700"/>
   <frame tileid="959" duration="700"/>
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
  <animation>
   <frame tileid="967" duration="700"/>
   <frame tileid="968" duration="700"/>
   <frame tileid="990" duration="700"/>
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
 <tile id="991">
  <properties>
   <property name="light" type="int" value="52"/>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="991" duration="220"/>
   <frame tileid="999" duration="220"/>
   <frame tileid="1000" duration="220"/>
  </animation>
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
 <tile id="1022">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1022" duration="260"/>
   <frame tileid="1118" duration="260"/>
   <frame tileid="1188" duration="260"/>
   <frame tileid="1363" duration="260"/>
  </animation>
 </tile>
 <tile id="1023">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1023" duration="260"/>
   <frame tileid="1119" duration="260"/>
   <frame tileid="1189" duration="260"/>
   <frame tileid="1364" duration="260"/>
  </animation>
 </tile>
 <tile id="1049">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1054">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1054" duration="260"/>
   <frame tileid="1150" duration="260"/>
   <frame tileid="1220" duration="260"/>
   <frame tileid="1395" duration="260"/>
  </animation>
 </tile>
 <tile id="1055">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1055" duration="260"/>
   <frame tileid="1151" duration="260"/>
   <frame tileid="1221" duration="260"/>
   <frame tileid="1396" duration="260"/>
  </animation>
 </tile>
 <tile id="1062">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1073">
  <properties>
   <property name="light" type="int" value="60"/>
  </properties>
 </tile>
 <tile id="1080">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1086">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1086" duration="260"/>
   <frame tileid="1182" duration="260"/>
   <frame tileid="1252" duration="260"/>
   <frame tileid="1427" duration="260"/>
  </animation>
 </tile>
 <tile id="1087">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1087" duration="260"/>
   <frame tileid="1183" duration="260"/>
   <frame tileid="1253" duration="260"/>
   <frame tileid="1428" duration="260"/>
  </animation>
 </tile>
 <tile id="1094">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1127">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1128">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1129">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1130">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1131">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1132">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1133">
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
 <tile id="1143">
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
 <tile id="1199">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1202">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1211">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1212">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1213">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1226">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1231">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1232">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1233">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1234">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1257">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1258">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1259">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1260">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1261">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1263">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1264">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1265">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1266">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1271">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1272">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1273">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1274">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1295">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1296">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1297">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1298">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1303">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1304">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1305">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1306">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1327">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1328">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1329">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1330">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1331">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1335">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1336">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1337">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1338">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1353">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1354">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1355">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1356">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1357">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1367">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1368">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1369">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1370">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1403">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1405">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1424">
  <properties>
   <property name="light" type="int" value="56"/>
  </properties>
 </tile>
 <tile id="1477">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1478">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1479">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1493">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1494">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1495">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1496">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1497">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1498">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1499">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1525">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1526">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1528">
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
 <tile id="1557">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1563">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1589">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1595">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1621">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1622">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1625">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1627">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1653">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1654">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1656">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1657">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1658">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1659">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1736">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1739">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1774">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1775">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1776">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1777">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1778">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1779">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1780">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1781">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1806">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1807">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1809">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1811">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1812">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1813">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1838">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1844">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1845">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1870">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1877">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1902">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1903">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1904">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1908">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1909">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1934">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1935">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1936">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1937">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1939">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1940">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1941">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2018">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2022">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2024">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2025">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2026">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2027">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2028">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2029">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2030">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2056">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2057">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2059">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2061">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2062">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2072">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2088">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2094">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2120">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2121">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2126">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2144">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2145">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2146">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2147">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2148">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2149">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2150">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2151">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2152">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2153">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2156">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2158">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2167">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2170">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2176">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2177">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2179">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2181">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2182">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2183">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2184">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2185">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2187">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2188">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2189">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2190">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2208">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2215">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2240">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2247">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2272">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2273">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2275">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2278">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2279">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2304">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2305">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2306">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2307">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2308">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2310">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2311">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2322">
  <properties>
   <property name="light" type="int" value="26"/>
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
 <tile id="2333">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2360">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2361">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2363">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2364">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2365">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2392">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2397">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2417">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2418">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2420">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2422">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2424">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2429">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2456">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2457">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2458">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2461">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2488">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2489">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2490">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2491">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2493">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2508">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2509">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2510">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2511">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2512">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2513">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2514">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2515">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2540">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2541">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2543">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2545">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2547">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2572">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2579">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2604">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2610">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2611">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2636">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2637">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2640">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2643">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2668">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2669">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2671">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2672">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2673">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2674">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2675">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2695">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2697">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2766">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2768">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2804">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2805">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2806">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2807">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2808">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2809">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2810">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2836">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2837">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2839">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2841">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2842">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2861">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2864">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2865">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2868">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2873">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2874">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2900">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2906">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2932">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2933">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2936">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2938">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2964">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2965">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2967">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2968">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2969">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2970">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3019">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3086">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3087">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3088">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3089">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3090">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3091">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3092">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3093">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3114">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3116">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3118">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3119">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3121">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3123">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3125">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3150">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3156">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3157">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3182">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3189">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3214">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3215">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3217">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3220">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3221">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3246">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3247">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3248">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3249">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3250">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3252">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3253">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3361">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3362">
  <properties>
   <property name="light" type="int" value="26"/>
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
 <tile id="3370">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3371">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3372">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3373">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3374">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3375">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3376">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3377">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3393">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3395">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3398">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3400">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3401">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3402">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3403">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3405">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3407">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3408">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3409">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3432">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3441">
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
 <tile id="3466">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3467">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3468">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3472">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3473">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3496">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3505">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3528">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3530">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3535">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3537">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3560">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3561">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3562">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3564">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3565">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3566">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3567">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3568">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3569">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3700">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3701">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3702">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3703">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3704">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3705">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3706">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3707">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3708">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3709">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3710">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3711">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3732">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3733">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3734">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3735">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3736">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3737">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3738">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3739">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3740">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3741">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3742">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3743">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3764">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3775">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3796">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3797">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3798">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3801">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3804">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3805">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3806">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3807">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3814">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3815">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3816">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3828">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3839">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3841">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3842">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3844">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3845">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3847">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3848">
  <properties>
   <property name="light" type="int" value="26"/>
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
 <tile id="3865">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3866">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3870">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3871">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3892">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3893">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3902">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3903">
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
 <tile id="3926">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3927">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3928">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3931">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3932">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3933">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3934">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3935">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4077">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4086">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4237">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4239">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4244">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4246">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4352">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4353">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4354">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4355">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4356">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4357">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4358">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4359">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4360">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4361">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4362">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4384">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4385">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4386">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4388">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4389">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4391">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4392">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4394">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4416">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4426">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4448">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4451">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4457">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4458">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4480">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4486">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4487">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4489">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4490">
  <properties>
   <property name="solid" type="bool" value="true"/>
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
 <tile id="4549">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4550">
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
 <tile id="4553">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4554">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4715">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4716">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4717">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4718">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4719">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4720">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4721">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4722">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4723">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4724">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4725">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4726">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4747">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4748">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4749">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4751">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4752">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4754">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4755">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4757">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4758">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4779">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4790">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4811">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4812">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4813">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4815">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4816">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4818">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4819">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4822">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4834">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4839">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4840">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4843">
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
 <tile id="4909">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4911">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4914">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4916">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4918">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="5070">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5077">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5197">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5199">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5201">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5202">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5204">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5206">
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
