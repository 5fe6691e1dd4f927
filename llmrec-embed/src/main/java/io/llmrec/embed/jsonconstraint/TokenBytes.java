package io.llmrec.embed.jsonconstraint;

import io.llmrec.embed.tokenizer.FileTokenizer;
import io.llmrec.embed.tokenizer.TokenizerVocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What bytes tokens stand for. */
final class TokenBytes {

  private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");
  private static final int SAMPLES = 64;
  private static final Map<Character, Byte> CHARACTERS = characters();

  private TokenBytes() {}

  /**
   * The bytes of each token that stands for some, special ones left out.
   *
   * @throws IllegalArgumentException when a sample of them does not make up texts one behind the
   *     other
   */
  static Map<Integer, byte[]> of(FileTokenizer tokenizer, int vocabulary) {
    TokenizerVocabulary tokens = tokenizer.vocabulary();
    Map<Integer, byte[]> bytes = new TreeMap<>();
    tokens
        .ids()
        .forEach(
            (text, id) -> {
              boolean used = !tokens.special().contains(text) && id < vocabulary;
              byte[] found = used ? bytes(tokens, text) : new byte[0];
              if (found.length > 0) {
                bytes.put(id, found);
              }
            });
    check(tokenizer, bytes);
    return bytes;
  }

  private static byte[] bytes(TokenizerVocabulary tokens, String text) {
    if (tokens.spelling() == TokenizerVocabulary.Spelling.BYTES) {
      return ofCharacters(text);
    }
    Matcher matcher = BYTE.matcher(text);
    return matcher.matches()
        ? new byte[] {(byte) Integer.parseInt(matcher.group(1), 16)}
        : text.replace('\u2581', ' ').getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ofCharacters(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      Byte b = CHARACTERS.get(text.charAt(i));
      if (b == null) {
        return text.getBytes(StandardCharsets.UTF_8);
      }
      bytes[i] = b;
    }
    return bytes;
  }

  /**
   * Printable bytes stand for themselves, the others for characters from 256 on (Radford, 2019).
   */
  private static Map<Character, Byte> characters() {
    Map<Character, Byte> characters = new HashMap<>();
    int other = 256;
    for (int b = 0; b < 256; b++) {
      boolean printable =
          (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
      characters.put((char) (printable ? b : other++), (byte) b);
    }
    return characters;
  }

  /** Compares with what the tokenizer itself makes of some tokens behind each other. */
  private static void check(FileTokenizer tokenizer, Map<Integer, byte[]> bytes) {
    int[] readable =
        bytes.entrySet().stream()
            .filter(token -> isReadable(token.getValue()))
            .mapToInt(Map.Entry::getKey)
            .toArray();
    for (int start = 0; start < Math.min(SAMPLES, readable.length); start++) {
      int[] ids = new int[4];
      StringBuilder wanted = new StringBuilder();
      for (int i = 0; i < ids.length; i++) {
        ids[i] = readable[(int) ((start * 7919L + i * 104729L) % readable.length)];
        wanted.append(new String(bytes.get(ids[i]), StandardCharsets.UTF_8));
      }
      String found = tokenizer.decode(ids);
      if (!found.strip().equals(wanted.toString().strip())) {
        throw new IllegalArgumentException(
            "the tokens of this tokenizer do not make up texts one behind the other: %s gives '%s'"
                .formatted(Arrays.toString(ids), found));
      }
    }
  }

  private static boolean isReadable(byte[] bytes) {
    for (byte b : bytes) {
      if (b < ' ') {
        return false;
      }
    }
    return true;
  }
}
