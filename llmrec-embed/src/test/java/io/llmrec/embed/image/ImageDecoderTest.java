package io.llmrec.embed.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures from strangers: sound, damaged, and made to do harm. */
class ImageDecoderTest {

  private static final ImageDecoder DECODER = new ImageDecoder(ImageLimits.defaults());

  private static BufferedImage noise() {
    SplittableRandom random = new SplittableRandom(3);
    BufferedImage image = new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 90; y++) {
      for (int x = 0; x < 120; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  private static String refusal(ImageDecoder decoder, byte[] content) {
    return assertThrows(
            IllegalArgumentException.class, () -> decoder.decode(ImageSource.of(content)))
        .getMessage();
  }

  private static String refusal(byte[] content) {
    return refusal(DECODER, content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "jpg", "gif"})
  void readsWhatItsContentSays(String format) {
    BufferedImage red = Pictures.draw(31, 17, new Color(200, 10, 20), pen -> {});

    Pixels pixels = DECODER.decode(ImageSource.of(Pictures.file(red, format)));

    assertEquals(31, pixels.width());
    assertEquals(17, pixels.height());
    assertEquals(200, pixels.channel(15, 8, 16), 4);
    assertEquals(10, pixels.channel(15, 8, 8), 4);
    assertEquals(20, pixels.channel(15, 8, 0), 4);
  }

  @Test
  void seesThroughOntoWhitePaper() {
    BufferedImage glass = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    glass.setRGB(0, 0, 0x80_00_00_FF);

    Pixels pixels = DECODER.decode(ImageSource.of(Pictures.file(glass, "png")));

    assertEquals(127, pixels.channel(0, 0, 16), 1);
    assertEquals(255, pixels.channel(0, 0, 0), 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "B", "<html>", "GIF", "RIFF....WEBP", "<svg xmlns='x'/>", "%PDF-1.7"})
  void refusesWhatIsNoPicture(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);

    assertEquals(
        "image of %d bytes: is no PNG, JPEG, GIF or BMP by its first bytes".formatted(bytes.length),
        refusal(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif"})
  void refusesWhatIsCutOff(String format) {
    byte[] whole = Pictures.file(noise(), format);
    for (double share : List.of(0.02, 0.3, 0.7, 0.95)) {
      String message = refusal(Arrays.copyOf(whole, (int) (whole.length * share)));
      assertTrue(message.contains("cut off") || message.contains("can be decoded"), message);
    }
  }

  /** 65,535 x 65,535 pixels would take 17 GB; the file has a few hundred bytes. */
  @Test
  void refusesABombByItsHeader() {
    byte[] bomb = Pictures.hollowPng(65_535, 65_535, 4);

    assertTrue(bomb.length < 1_000);
    assertEquals(
        "image of %d bytes: must have 1 to 25000000 pixels, has 65535 x 65535"
            .formatted(bomb.length),
        refusal(bomb));
  }

  @Test
  void refusesAPictureThatIsAllWidth() {
    byte[] line = Pictures.hollowPng(1_000_000, 1, 1);

    assertEquals(
        "image of %d bytes: sides must be of at most 16384 pixels, are 1000000 x 1"
            .formatted(line.length),
        refusal(line));
  }

  @Test
  void aHollowFileWithinTheLimitsIsRead() {
    Pixels pixels = DECODER.decode(ImageSource.of(Pictures.hollowPng(16, 16, 16)));

    assertEquals(0, pixels.channel(3, 3, 16));
  }

  @Test
  void readsNoMoreBytesThanAllowed() {
    ImageDecoder small = new ImageDecoder(new ImageLimits(1_000, 1_000_000));
    InputStream endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            if (given++ > 2_000) {
              throw new IllegalStateException("read on after the limit");
            }
            return 'B';
          }
        };

    assertEquals(
        "image of a stream: must be of at most 1000 bytes, is of more",
        assertThrows(IllegalArgumentException.class, () -> small.decode(ImageSource.of(endless)))
            .getMessage());
    assertEquals(
        "image of 1001 bytes: must be of at most 1000 bytes, is of more",
        refusal(small, new byte[1_001]));
    assertTrue(refusal(small, new byte[1_000]).endsWith("by its first bytes"));
  }

  @Test
  void refusesMorePixelsThanTheHostAllows() {
    ImageDecoder small = new ImageDecoder(new ImageLimits(1_000_000, 10_799));

    assertTrue(
        refusal(small, Pictures.file(noise(), "png"))
            .endsWith("must have 1 to 10799 pixels, has 120 x 90"));
  }

  /** Whatever is flipped: a picture or an error of ours, never another exception. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "jpg", "gif"})
  void answersToRandomDamageWithAPictureOrARefusal(String format) {
    byte[] whole = Pictures.file(noise(), format);
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      for (int flips = 0; flips < 4; flips++) {
        damaged[random.nextInt(i % 2 == 0 ? 60 : damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertTrue(DECODER.decode(ImageSource.of(damaged)).width() > 0);
      } catch (IllegalArgumentException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith("image of "), e.getMessage());
      }
    }
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    UncheckedIOException missing =
        assertThrows(
            UncheckedIOException.class,
            () -> DECODER.decode(ImageSource.of(Path.of("not/there.png"))));
    assertTrue(String.valueOf(missing.getMessage()).startsWith("image not"), missing.getMessage());

    ImageSource broken =
        () -> {
          throw new IOException("disk on fire");
        };
    assertTrue(
        String.valueOf(
                assertThrows(UncheckedIOException.class, () -> DECODER.decode(broken)).getMessage())
            .endsWith("cannot be read: disk on fire"));
  }

  @Test
  void aStreamIsClosed() {
    boolean[] closed = {false};
    InputStream stream =
        new ByteArrayInputStream(Pictures.file(noise(), "png")) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertFalse(closed[0]);

    DECODER.decode(ImageSource.of(stream));

    assertTrue(closed[0]);
  }

  @Test
  void theHostsBytesMayChangeAfterwards() {
    byte[] bytes = Pictures.file(noise(), "png");
    ImageSource source = ImageSource.of(bytes);
    int[] before = DECODER.decode(source).argb();
    Arrays.fill(bytes, (byte) 0);

    assertArrayEquals(before, DECODER.decode(source).argb());
  }

  @Test
  void refusesImpossibleLimits() {
    assertEquals(
        "maxBytes and maxPixels must be at least 1, were 0 and 5",
        assertThrows(IllegalArgumentException.class, () -> new ImageLimits(0, 5)).getMessage());
  }
}
