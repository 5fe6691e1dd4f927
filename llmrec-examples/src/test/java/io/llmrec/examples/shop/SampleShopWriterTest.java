package io.llmrec.examples.shop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.Language;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleShopWriterTest {

  /** Also in docs/sample-shop.md. */
  private static final String CHECKSUM =
      "0e697b147ea461a4108ef8061fe8022430f81b133b95b25ede14889efb27dc9e";

  @Test
  void writesTheBytesThatAreInTheRepository(@TempDir Path folder) throws Exception {
    SampleShopWriter.main(new String[] {folder.toString()});

    byte[] written = Files.readAllBytes(folder.resolve("items.jsonl"));
    assertArrayEquals(ShopFile.bytes("items.jsonl"), written);
    assertEquals(CHECKSUM, sha256(written));
  }

  @Test
  void saysWhatItNeeds() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> SampleShopWriter.main(new String[0]));

    assertEquals("one argument, the folder of the resources, was given 0", error.getMessage());
  }

  @Test
  void readsBackWhatItWrites() {
    Item item =
        new Item(
            "en-1",
            "A \"mat\" 【新】 🔥",
            List.of("Sports", "Mats"),
            Map.of("language", "en"),
            List.of());
    Listing listing =
        new Listing(item, new Product("en-1", Language.EN, "mats", Map.of("brand", "X")));

    Listing read = Listing.fromJson(listing.toJson());

    assertEquals(listing, read);
    assertEquals(
        "{\"id\":\"en-1\",\"title\":\"A \\\"mat\\\" 【新】 🔥\",\"categories\":[\"Sports\",\"Mats\"],"
            + "\"attributes\":{\"language\":\"en\"},\"facts\":{\"leaf\":\"mats\",\"brand\":\"X\"}}",
        listing.toJson());
  }

  @Test
  void readsTheResourceAsUtf8() {
    String lines = new String(ShopFile.bytes("items.jsonl"), StandardCharsets.UTF_8);

    assertEquals(660, lines.lines().count());
    assertEquals(-1, lines.indexOf('\uFFFD'));
    assertEquals(-1, lines.indexOf('\r'));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
