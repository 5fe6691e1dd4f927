package io.llmrec.embed.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharsMapTest {

  /** Characters, and clusters that the native side looks at first. */
  private static final Map<String, String> MAP =
      Map.ofEntries(
          Map.entry("Ａ", "a"),
          Map.entry("A", "a"),
          Map.entry("\u00a0", " "),
          Map.entry("\t", " "),
          Map.entry("\n", " "),
          Map.entry("\u3000", " "),
          Map.entry("½", "1 2"),
          Map.entry("ｶ", "か"),
          Map.entry("ｶﾞ", "が"),
          Map.entry("\u0001", ""),
          Map.entry("e\u0301", "é"),
          Map.entry("\r\n", "c"),
          Map.entry("\u0301", ""),
          Map.entry("𝒜", "推"));

  @TempDir Path folder;

  private static TokenizerJson file(String base64) {
    String map = "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"" + base64 + "\"}";
    return TokenizerJson.of(TokenizerJson.unigram(true))
        .normalizer(
            TokenizerJson.sequence(
                "normalizers", map, TokenizerJson.replace("{\"Regex\":\" {2,}\"}", " ")))
        .preTokenizer(
            TokenizerJson.sequence(
                "pretokenizers",
                "{\"type\":\"WhitespaceSplit\"}",
                TokenizerJson.metaspace("always", true)));
  }

  @Test
  void givesTheNativeIds() throws Exception {
    try (FileTokenizer tokenizer = file(CharsMapBuilder.base64(MAP)).open(folder)) {
      JavaTokenizer java = tokenizer.inJava();
      assertNotNull(java);
      int answered = 0;
      for (String text : NastyTexts.draw(6000, 21)) {
        int[] ids = java.encode(text);
        answered += ids == null ? 0 : 1;
        assertArrayEquals(tokenizer.encode(text), ids == null ? tokenizer.encodeFast(text) : ids);
      }
      assertTrue(answered > 600, "only " + answered);
    }
  }

  /** Between letters and digits, which no character of the known ones must join. */
  @Test
  void givesTheNativeIdsOfEveryKnownCharacter() throws Exception {
    Map<String, String> map = new HashMap<>(MAP);
    map.put("a", "b");
    map.put("ü", "c");
    try (FileTokenizer tokenizer = file(CharsMapBuilder.base64(map)).open(folder)) {
      StringBuilder batch = new StringBuilder("a");
      for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
        if (KnownCharacters.contains(point) && !CharsMap.joins(point)) {
          batch.appendCodePoint(point).append("aü");
        }
        if (batch.length() > 150 || point == Character.MAX_CODE_POINT) {
          String text = batch.toString();
          assertArrayEquals(tokenizer.encode(text), tokenizer.inJava().encode(text), text);
          batch.setLength(1);
        }
      }
    }
  }

  @Test
  void mapsCharacters() throws Exception {
    CharsMap map = CharsMap.read(CharsMapBuilder.base64(MAP));

    assertEquals("a", map.map('Ａ'));
    assertEquals("1 2", map.map('½'));
    assertEquals("", map.map(1));
    assertEquals("x", map.map('x'));
    assertEquals("か", map.map('ｶ'));
    assertEquals("e", map.map('e'));
    assertEquals("\u0000", map.map(0));
    assertEquals("推", map.map("𝒜".codePointAt(0)));
  }

  @Test
  void leavesBrokenMaps() {
    byte[] whole = CharsMapBuilder.bytes(MAP);
    byte[] none = Arrays.copyOf(whole, 2);
    byte[] cut = Arrays.copyOf(whole, 1000);
    byte[] odd = whole.clone();
    odd[0] = 3;
    byte[] negative = whole.clone();
    negative[3] = -1;

    for (byte[] broken : List.of(new byte[0], none, cut, odd, negative, new byte[8])) {
      String base64 = Base64.getEncoder().encodeToString(broken);
      assertThrows(UnknownPartException.class, () -> CharsMap.read(base64));
    }
    assertThrows(UnknownPartException.class, () -> CharsMap.read("no base64"));
  }

  /** Units and replacements drawn at random: a text or nothing for every character, at once. */
  @Test
  void givesUpOnMapsThatLeadNowhere() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    int nothing = 0;
    for (int round = 0; round < 200; round++) {
      ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * 512 + 20).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putInt(4 * 512);
      for (int i = 0; i < 512; i++) {
        bytes.putInt(random.nextInt() & (i == 0 ? 0x3FC00 : ~0xFF) | i & 0xFF);
      }
      CharsMap map = CharsMap.read(Base64.getEncoder().encodeToString(bytes.array()));
      for (int point = 0; point < 0x3000; point++) {
        nothing += map.map(point) == null ? 1 : 0;
      }
    }
    assertTrue(nothing > 0);
    CharsMap endless = CharsMap.read(CharsMapBuilder.base64(Map.of("a", "x".repeat(999))));
    assertNull(endless.map('a'));
  }
}
