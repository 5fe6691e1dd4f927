package io.llmrec.core.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A hash that sees where a field ends. */
class FingerprintTest {

  /** Computed by another program. */
  @Test
  void isTheSameForEver() {
    assertEquals(
        "b534ce16ac9c8b36823f39a395ce8e0e3c7ad9605b82b5444f18cadacd217a5d",
        Fingerprint.of("a", "bc"));
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Fingerprint.of());
  }

  @Test
  void seesTheBoundariesOfFields() {
    List<String> hashes =
        List.of(
            Fingerprint.of("abc"),
            Fingerprint.of("a", "bc"),
            Fingerprint.of("ab", "c"),
            Fingerprint.of("abc", ""),
            Fingerprint.of("", "abc"),
            Fingerprint.of("bc", "a"),
            Fingerprint.of(""),
            Fingerprint.of("", ""),
            Fingerprint.of());

    assertEquals(hashes.size(), hashes.stream().distinct().count());
  }

  @Test
  void takesTextsAsTheirBytes() {
    assertEquals(
        Fingerprint.of("é"), new Fingerprint().add(new byte[] {(byte) 0xc3, (byte) 0xa9}).hex());
  }

  @Test
  void seesNumbers() {
    assertEquals(
        3,
        List.of(
                new Fingerprint().add(1).hex(),
                new Fingerprint().add(-1).hex(),
                new Fingerprint().add(1L << 32).hex())
            .stream()
            .distinct()
            .count());
  }

  @Test
  void startsAnewAfterItWasRead() {
    Fingerprint fingerprint = new Fingerprint().add("a");

    assertEquals(Fingerprint.of("a"), fingerprint.hex());
    assertEquals(Fingerprint.of("b"), fingerprint.add("b").hex());
  }
}
