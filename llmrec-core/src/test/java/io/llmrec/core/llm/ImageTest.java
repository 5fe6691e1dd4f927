package io.llmrec.core.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture shows by its first bytes what it says it is. */
class ImageTest {

  private static final String PNG_URL = "data:image/png;base64,iVBORw0KGgoA";
  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a00");

  @ParameterizedTest
  @CsvSource({
    "image/png, 89504e470d0a1a0a0000",
    "image/jpeg, ffd8ffe0",
    "image/gif, 47494638376101",
    "image/gif, 47494638396101",
    "image/webp, 524946460a0b0c0d57454250",
  })
  void typeIsToldByTheFirstBytes(String type, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    Image image = Image.of(bytes);

    assertEquals(type, image.type());
    assertArrayEquals(bytes, image.bytes());
    assertTrue(image.isInline());
    assertEquals(image, Image.of(type, bytes));
    assertEquals(image, new Image(image.url()));
  }

  @Test
  void bytesBecomeADataUrl() {
    assertEquals(PNG_URL, Image.of(PNG).url());
    assertEquals("iVBORw0KGgoA", Image.of(PNG).base64());
    assertEquals("Image[image/png, 9 bytes]", Image.of(PNG).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "89504e470d0a1a", "3c737667", "524946460a0b0c0d57415645"})
  void bytesOfNoKnownPictureAreRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThrows(IllegalArgumentException.class, () -> Image.of(bytes));
    assertThrows(IllegalArgumentException.class, () -> Image.of("image/png", bytes));
  }

  @Test
  void typeMustBeThatOfTheBytes() {
    assertEquals(
        "type is image/jpeg, but the image begins as one of image/png",
        refusal(() -> Image.of("image/jpeg", PNG)));
    assertEquals(
        "type must be one of [image/png, image/jpeg, image/webp, image/gif], was 'image/svg+xml'",
        refusal(() -> Image.of("image/svg+xml", PNG)));
    assertEquals(
        "an image must begin as one of [image/png, image/jpeg, image/webp, image/gif],"
            + " this does not",
        refusal(() -> Image.of(new byte[] {1})));
  }

  @Test
  void sizeIsBounded() {
    byte[] largest = Arrays.copyOf(PNG, Image.MAX_BYTES);
    byte[] larger = Arrays.copyOf(PNG, Image.MAX_BYTES + 1);
    String expected = "an image must have 1 to 5242880 bytes, had 5242881";

    assertEquals(Image.MAX_BYTES, Image.of(largest).bytes().length);
    assertEquals(expected, refusal(() -> Image.of(larger)));
    assertEquals(expected, refusal(() -> Image.of("image/png", larger)));
    String base64 = Base64.getEncoder().encodeToString(larger);
    assertEquals(expected, refusal(() -> new Image("data:image/png;base64," + base64)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:",
        "data:image/png,iVBORw0KGgoA",
        "data:image/png;base64,",
        "data:image/png;base64,iVBORw0KGgo*",
        "data:image/png;charset=x;base64,iVBORw0KGgoA",
        "data:text/html;base64,iVBORw0KGgoA",
      })
  void damagedDataUrlsAreRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> new Image(url));
  }

  @Test
  void addressIsKeptAndItsQueryNotShown() {
    Image image = Image.at(URI.create("https://img.example/a%20b.png?sig=canary"));

    assertFalse(image.isInline());
    assertEquals("https://img.example/a%20b.png?sig=canary", image.url());
    assertEquals("Image[https://img.example/a%20b.png]", image.toString());
    assertThrows(IllegalStateException.class, image::type);
    assertThrows(IllegalStateException.class, image::bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://img.example/a.png",
        "file:///etc/passwd",
        "ftp://img.example/a.png",
        "https:/a.png",
        "https:///a.png",
        "https://user:canary@img.example/a.png",
        "https://img.example/a b",
        "javascript:alert(1)",
      })
  void otherAddressesAreRefusedAndNotShown(String address) {
    assertEquals(
        "an image's address must be https://host/..., without user, and was not",
        refusal(() -> new Image(address)));
  }

  @Test
  void addressIsBounded() {
    String start = "https://img.example/";
    String longest = start + "a".repeat(Image.MAX_ADDRESS_CHARS - start.length());

    assertEquals(longest, new Image(longest).url());
    assertEquals(
        "an image's address must have at most 8192 characters, had 8193",
        refusal(() -> new Image(longest + "a")));
  }

  @Test
  void onlyUsersShowImages() {
    List<Image> images = List.of(Image.of(PNG));

    assertEquals(images, Message.user("what is it?", images).images());
    assertEquals(List.of(), Message.user("hi").images());
    assertEquals(
        "images must be in a USER message, were in one of SYSTEM",
        refusal(() -> new Message(Message.Role.SYSTEM, "a", images)));
  }

  private static String refusal(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
