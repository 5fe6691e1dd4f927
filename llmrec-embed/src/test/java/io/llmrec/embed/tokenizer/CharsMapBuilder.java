package io.llmrec.embed.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Compiles a character map with a block of 256 units for every node. */
final class CharsMapBuilder {

  private static final int BLOCK = 256;

  private final Map<String, Integer> nodes = new HashMap<>();
  private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
  private final int[] units = new int[1 << 14];

  private CharsMapBuilder() {
    nodes.put("", BLOCK);
    units[0] = BLOCK << 10;
  }

  /** In the form of the field of a file. */
  static String base64(Map<String, String> replacements) {
    return Base64.getEncoder().encodeToString(bytes(replacements));
  }

  static byte[] bytes(Map<String, String> replacements) {
    CharsMapBuilder builder = new CharsMapBuilder();
    replacements.forEach(builder::add);
    ByteBuffer bytes =
        ByteBuffer.allocate(4 + 4 * builder.units.length + builder.texts.size())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(4 * builder.units.length);
    for (int unit : builder.units) {
      bytes.putInt(unit);
    }
    return bytes.put(builder.texts.toByteArray()).array();
  }

  private void add(String key, String text) {
    String path = "";
    int at = 0;
    for (byte next : key.getBytes(StandardCharsets.UTF_8)) {
      at = nodes.get(path) ^ (next & 0xFF);
      path += (char) (next & 0xFF);
      int block = nodes.computeIfAbsent(path, p -> BLOCK * (nodes.size() + 1));
      units[at] = units[at] & 1 << 8 | (at ^ block) << 10 | next & 0xFF;
    }
    units[at] |= 1 << 8;
    units[nodes.get(path)] = texts.size() | 1 << 31;
    texts.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
  }
}
