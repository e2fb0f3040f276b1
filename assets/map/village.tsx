<?xml version="1.0" encoding="UTF-8"?>
<tileset version="1.10" tiledversion="1.11.0" name="village" tilewidth="16" tileheight="16" tilecount="4704" columns="32">
 <image source="tiles.png" width="512" height="2352"/>
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
 <tile id="287">
  <properties>
   <property name="light" type="int" value="44"/>
  </properties>
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
 <tile id="350">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
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
 <tile id="377">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="457">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="469">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="492">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="513">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="525">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="527">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="539">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="562">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="563">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="565">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="583">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="609">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="645">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="653">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="664">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="665">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="677">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="687">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="689">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="693">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="695">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="696">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="697">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="709">
  <animation>
   <frame tileid="709" duration="420"/>
   <frame tileid="767" duration="420"/>
   <frame tileid="811" duration="420"/>
   <frame tileid="831" duration="420"/>
  </animation>
 </tile>
 <tile id="716">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="718">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="723">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="728">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="729">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="741">
  <animation>
   <frame tileid="741" duration="420"/>
   <frame tileid="799" duration="420"/>
   <frame tileid="843" duration="420"/>
   <frame tileid="863" duration="420"/>
  </animation>
 </tile>
 <tile id="753">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="756">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="758">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="769">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="771">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="773">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="800">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="802">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="804">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="836">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="859">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="870">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="871">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="875">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="889">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="893">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="901">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="904">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="906">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="907">
  <properties>
   <property name="solid" type="bool" value="true"/>
   <property name="water" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="920">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="922">
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
   <frame tileid="927" duration="900"/>
   <frame tileid="959" duration="900"/>
  </animation>
 </tile>
 <tile id="963">
  <animation>
   <frame tileid="963" duration="900"/>
   <frame tileid="983" duration="900"/>
  </animation>
 </tile>
 <tile id="987">
  <properties>
   <property name="light" type="int" value="60"/>
  </properties>
 </tile>
 <tile id="1003">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1004">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1005">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1024">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1025">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1026">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1028">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1029">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1030">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1031">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1032">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1033">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1034">
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
 <tile id="1102">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1103">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1104">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1105">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1108">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1124">
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
 <tile id="1161">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1162">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1163">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1164">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1165">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1166">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
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
 <tile id="1193">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1194">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1195">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1196">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1225">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1226">
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
 <tile id="1237">
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
 <tile id="1317">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1318">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1319">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1320">
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
 <tile id="1352">
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
 <tile id="1381">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1387">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1413">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1419">
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
 <tile id="1449">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1451">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1466">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1469">
  <properties>
   <property name="light" type="int" value="26"/>
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
 <tile id="1480">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1481">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1482">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1483">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1560">
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
 <tile id="1563">
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
 <tile id="1575">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1592">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1593">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1595">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1597">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1598">
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
 <tile id="1607">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1624">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1630">
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
 <tile id="1639">
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
 <tile id="1662">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1664">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1671">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1688">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1689">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1692">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1694">
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
 <tile id="1698">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1702">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1703">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1714">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1718">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1720">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1721">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1723">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1724">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1725">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1726">
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
 <tile id="1731">
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
 <tile id="1735">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1831">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1832">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1833">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1834">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1835">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1836">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1837">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1838">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1863">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1864">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1866">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1868">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1869">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1870">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1895">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1902">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1921">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1924">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="1927">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1934">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1959">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1960">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1962">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1965">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1966">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1991">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1992">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1993">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1994">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1995">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1997">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="1998">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2048">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2049">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2050">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2051">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2052">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2053">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2080">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2081">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2083">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2084">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2085">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2112">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2117">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2144">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2149">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2168">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2169">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2171">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2173">
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
 <tile id="2178">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2181">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2208">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2209">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2210">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2211">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2213">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2221">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2223">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2258">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2259">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2260">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2261">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2262">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2263">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2264">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2265">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2290">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2291">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2293">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2295">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2297">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2322">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2329">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2354">
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
 <tile id="2386">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2387">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2390">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2393">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2418">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2419">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2421">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2422">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2423">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2424">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2425">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2441">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2444">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2445">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2480">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2481">
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
 <tile id="2484">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2485">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2486">
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
 <tile id="2515">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2517">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2518">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2544">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2549">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2550">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2567">
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
 <tile id="2571">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2572">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2573">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2574">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2576">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2582">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2599">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2600">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2602">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2604">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2606">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2608">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2609">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2612">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2614">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2631">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2637">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2638">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2640">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2641">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2643">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2644">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2645">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2646">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2659">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2661">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2663">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2670">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2695">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2696">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2698">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2701">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2702">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2727">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2728">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2729">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2730">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2731">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2733">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2734">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2816">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2817">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2818">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2819">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2820">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2821">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2822">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2823">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2824">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2825">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2848">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2849">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2850">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2851">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2853">
  <properties>
   <property name="solid" type="bool" value="true"/>
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
 <tile id="2872">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2874">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2877">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="2880">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2889">
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
 <tile id="2914">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2915">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2916">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2920">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2921">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2944">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2953">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2976">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2978">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2983">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="2985">
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
 <tile id="3010">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3012">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3013">
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
 <tile id="3017">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3157">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3158">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3160">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3161">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3163">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3164">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3274">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3275">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3276">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3277">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3278">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3279">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3280">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3281">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3282">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3283">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3284">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3285">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3306">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3307">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3308">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3309">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3310">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3311">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3312">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3313">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3314">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3315">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3316">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3317">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3338">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3349">
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
 <tile id="3375">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3378">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3379">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3381">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3402">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3407">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3413">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3434">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3435">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3439">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3443">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3445">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3466">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3477">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3498">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3499">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3500">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3501">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3502">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3505">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3506">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3507">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3508">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3509">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3789">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3791">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3796">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3798">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="3904">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3905">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3906">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3907">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3908">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3909">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3910">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3911">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3912">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3913">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3914">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3936">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3937">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3938">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3940">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3941">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3943">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3944">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3946">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3968">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="3978">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4000">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4003">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4009">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4010">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4032">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4038">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4039">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4041">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4042">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4064">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4065">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4073">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4074">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4096">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4097">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4098">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4101">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4102">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4103">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4104">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4105">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4106">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4203">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4204">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4205">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4206">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4207">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4208">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4209">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4210">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4211">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4212">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4213">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4214">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4235">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4236">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4237">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4239">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4240">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4242">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4243">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4245">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4246">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4267">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4278">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4299">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4300">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4301">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4303">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4304">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4306">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4307">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4310">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4331">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4342">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4354">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4359">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4360">
  <properties>
   <property name="light" type="int" value="26"/>
  </properties>
 </tile>
 <tile id="4363">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4374">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4395">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4397">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4399">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4402">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4404">
  <properties>
   <property name="solid" type="bool" value="true"/>
  </properties>
 </tile>
 <tile id="4406">
  <properties>
   <property name="solid" type="bool" value="true"/>
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
   <wangtile tileid="56" wangid="0,0,0,0,0,0,0,0"/>
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
