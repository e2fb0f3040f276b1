<?xml version="1.0" encoding="UTF-8"?>
<tileset version="1.10" tiledversion="1.11.0" name="village" tilewidth="16" tileheight="16" tilecount="5152" columns="32">
 <image source="tiles.png" width="512" height="2576"/>
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
 <tile id="407">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="463">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="489">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="516">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="525">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="533">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="556">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="557">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="559">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="591">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="592">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="593">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="594">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="595">
  <animation>
   <frame tileid="595" duration="420"/>
   <frame tileid="686" duration="420"/>
   <frame tileid="750" duration="420"/>
   <frame tileid="831" duration="420"/>
  </animation>
 </tile>
 <tile id="603">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="608">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="609">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="610">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="612">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="615">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="623">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="624">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="626">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="627">
  <animation>
   <frame tileid="627" duration="420"/>
   <frame tileid="718" duration="420"/>
   <frame tileid="782" duration="420"/>
   <frame tileid="863" duration="420"/>
  </animation>
 </tile>
 <tile id="632">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="685">
  <properties>
   <property name="light" type="int" value="44"/>
  </properties>
 </tile>
 <tile id="731">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="745">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="747">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="748">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="765">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="767">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="775">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="790">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="792">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="794">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="796">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="808">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="810">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="812">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="813">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="821">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="823">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="825">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="911">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="912">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="918">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="919">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="931">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="942">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="945">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="959">
  <animation>
   <frame tileid="959" duration="900"/>
   <frame tileid="981" duration="900"/>
  </animation>
 </tile>
 <tile id="961">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="965">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="982">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="985">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="991">
  <animation>
   <frame tileid="991" duration="900"/>
   <frame tileid="1023" duration="900"/>
  </animation>
 </tile>
 <tile id="992">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="994">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="996">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1048">
  <properties>
   <property name="light" type="int" value="60"/>
  </properties>
 </tile>
 <tile id="1055">
  <animation>
   <frame tileid="1055" duration="700"/>
   <frame tileid="1068" duration="700"/>
   <frame tileid="1069" duration="700"/>
  </animation>
 </tile>
 <tile id="1070">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1071">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1072">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1073">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1074">
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
 <tile id="1084">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1085">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1086">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1087">
  <animation>
   <frame tileid="1087" duration="700"/>
   <frame tileid="1119" duration="700"/>
   <frame tileid="1131" duration="700"/>
  </animation>
 </tile>
 <tile id="1091">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1092">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1093">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1097">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1098">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1099">
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
 <tile id="1144">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1147">
  <properties>
   <property name="light" type="int" value="52"/>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1147" duration="220"/>
   <frame tileid="1151" duration="220"/>
   <frame tileid="1163" duration="220"/>
  </animation>
 </tile>
 <tile id="1167">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1168">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1169">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1173">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1174">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1175">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1176">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1181">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1183">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1204">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1205">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1206">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1207">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1208">
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
 <tile id="1214">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1215">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1216">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1216" duration="260"/>
   <frame tileid="1241" duration="260"/>
   <frame tileid="1327" duration="260"/>
   <frame tileid="1329" duration="260"/>
  </animation>
 </tile>
 <tile id="1217">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1217" duration="260"/>
   <frame tileid="1242" duration="260"/>
   <frame tileid="1328" duration="260"/>
   <frame tileid="1330" duration="260"/>
  </animation>
 </tile>
 <tile id="1218">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1227">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1228">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1229">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1230">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1237">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1238">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1239">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1240">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1248">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1248" duration="260"/>
   <frame tileid="1273" duration="260"/>
   <frame tileid="1359" duration="260"/>
   <frame tileid="1361" duration="260"/>
  </animation>
 </tile>
 <tile id="1249">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1249" duration="260"/>
   <frame tileid="1274" duration="260"/>
   <frame tileid="1360" duration="260"/>
   <frame tileid="1362" duration="260"/>
  </animation>
 </tile>
 <tile id="1250">
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
 <tile id="1262">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1280">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1280" duration="260"/>
   <frame tileid="1305" duration="260"/>
   <frame tileid="1391" duration="260"/>
   <frame tileid="1393" duration="260"/>
  </animation>
 </tile>
 <tile id="1281">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
  <animation>
   <frame tileid="1281" duration="260"/>
   <frame tileid="1306" duration="260"/>
   <frame tileid="1392" duration="260"/>
   <frame tileid="1394" duration="260"/>
  </animation>
 </tile>
 <tile id="1283">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1291">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1292">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1293">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1294">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1307">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1308">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1309">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1310">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1311">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1323">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1324">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1325">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1326">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1363">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1365">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1383">
  <properties>
   <property name="light" type="int" value="56"/>
  </properties>
 </tile>
 <tile id="1401">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1402">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1403">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1404">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1405">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1406">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1407">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1433">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1434">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1436">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1438">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1439">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1441">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1442">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1443">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1465">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1471">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1497">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1503">
  <properties>
   <property name="solid" type="bool" value="true"/>
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
 <tile id="1533">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1535">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1561">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1562">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1564">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1565">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1566">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1567">
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
 <tile id="1602">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1603">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1604">
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
 <tile id="1607">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1618">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1621">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1632">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1633">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1635">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1637">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1638">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1639">
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
 <tile id="1671">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1696">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1703">
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
 <tile id="1730">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1734">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1735">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1744">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1745">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1746">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1747">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1748">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1749">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1750">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1760">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1761">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1762">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1763">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1765">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1766">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1767">
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
 <tile id="1779">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1781">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1782">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1808">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1814">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1840">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1841">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1846">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1872">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1873">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1876">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1878">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1898">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1902">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1904">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1905">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1907">
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
 <tile id="1910">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1977">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2023">
  <properties>
   <property name="solid" type="bool" value="true"/>
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
 <tile id="2055">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2056">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2058">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2060">
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
 <tile id="2075">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2087">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2094">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2119">
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
 <tile id="2154">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2157">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2158">
  <properties>
   <property name="solid" type="bool" value="true"/>
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
 <tile id="2180">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2181">
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
 <tile id="2186">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2187">
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
 <tile id="2213">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2233">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2240">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2245">
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
 <tile id="2274">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2277">
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
 <tile id="2309">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2328">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2329">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2331">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2333">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2445">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2447">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2450">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2451">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2452">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2453">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2454">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2455">
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
 <tile id="2482">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2483">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2485">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2487">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2489">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2514">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2521">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2546">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2552">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2553">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2578">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2579">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2582">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2585">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2602">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2604">
  <properties>
   <property name="light" type="int" value="26"/>
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
 <tile id="2613">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2614">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2615">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2616">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2617">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2697">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2700">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2701">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2704">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2705">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2706">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2707">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2708">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2709">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2710">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2736">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2737">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2739">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2741">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2742">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2768">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2773">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2774">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2800">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2806">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2832">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2833">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2836">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2838">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2852">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2855">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2856">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2857">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2858">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2859">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2860">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2861">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2862">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2864">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2865">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2867">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2868">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2869">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2870">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2887">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2888">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2890">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2892">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2894">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2919">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2925">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2926">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2947">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2949">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2951">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2958">
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
 <tile id="2986">
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
 <tile id="3017">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3018">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3019">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3021">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3022">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3096">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3097">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3128">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3130">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3133">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3136">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3137">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3138">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3139">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3140">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3141">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3142">
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
 <tile id="3168">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3169">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3170">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3171">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3173">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3175">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3176">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3177">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3200">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3209">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3232">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3233">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3234">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3235">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3236">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3240">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3241">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3264">
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
 <tile id="3298">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3303">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3305">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3328">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3329">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3330">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3332">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3333">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3334">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3335">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3336">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3337">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3418">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3419">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3420">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3445">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3446">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3448">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3449">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3451">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3452">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3594">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3595">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3596">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3597">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3598">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3599">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3600">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3601">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3602">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3603">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3604">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3605">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3626">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3627">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3628">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3629">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3630">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3631">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3632">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3633">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3634">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3635">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3636">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3637">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3658">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3669">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3690">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3691">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3692">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3695">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3698">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3699">
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
 <tile id="3722">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3733">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3754">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3755">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3759">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3760">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3764">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3765">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3786">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3787">
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
 <tile id="3981">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3990">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4141">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4143">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4148">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4150">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4288">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4289">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4290">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4291">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4292">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4293">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4294">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4295">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4296">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4297">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4298">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4320">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4321">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4322">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4324">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4325">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4327">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4328">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4330">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4352">
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
 <tile id="4387">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4393">
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
 <tile id="4422">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4423">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4425">
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
 <tile id="4449">
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
 <tile id="4481">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4482">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4485">
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
 <tile id="4488">
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
 <tile id="4619">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4620">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4621">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4622">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4623">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4624">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4625">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4626">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4627">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4628">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4629">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4630">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4651">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4652">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4653">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4655">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4656">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4658">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4659">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4661">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4662">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4683">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4694">
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
 <tile id="4758">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4770">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4775">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4776">
  <properties>
   <property name="light" type="int" value="26"/>
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
 <tile id="4818">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4820">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4822">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4974">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4981">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5101">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5103">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5105">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5106">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5108">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="5110">
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
   <wangtile tileid="280" wangid="0,0,0,0,0,0,0,0"/>
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
