package io.llmrec.embed.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.embed.SharedData;
import io.llmrec.embed.file.HalfFloats;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {

  @TempDir Path folder;

  @Test
  void readsTensorsByName() {
    Path file =
        new SafetensorsBuilder()
            .floats("a", new long[] {2, 3}, 1, 2, 3, 4, 5, 6)
            .ints("b", 7, -8)
            .write(folder.resolve("m.safetensors"));

    SafetensorsFile tensors = SafetensorsFile.open(file);

    assertEquals(List.of("a", "b"), List.copyOf(tensors.tensors().keySet()));
    assertEquals(List.of(2L, 3L), tensors.tensor("a").shape());
    assertEquals(TensorType.I32, tensors.tensor("b").type());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, tensors.floats("a"));
    assertArrayEquals(new int[] {7, -8}, tensors.ints("b"));
    assertNull(tensors.find("c"));
  }

  @Test
  void readsAPartOfATensor() {
    SafetensorsFile tensors =
        SafetensorsFile.open(
            new SafetensorsBuilder()
                .floats("a", new long[] {5}, 1, 2, 3, 4, 5)
                .write(folder.resolve("m")));
    float[] target = new float[4];

    tensors.copyFloats("a", 2, target, 1, 3);

    assertArrayEquals(new float[] {0, 3, 4, 5}, target);
    assertEquals(2f, tensors.bytes("a", 4, 4).getFloat());
    assertThrows(IndexOutOfBoundsException.class, () -> tensors.copyFloats("a", 3, target, 0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> tensors.bytes("a", 17, 4));
  }

  @Test
  void readsATensorLongerThanOnePiece() {
    float[] values = new float[150_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }

    SafetensorsFile tensors =
        SafetensorsFile.open(
            new SafetensorsBuilder()
                .floats("a", new long[] {values.length}, values)
                .write(folder.resolve("m")));

    assertArrayEquals(values, tensors.floats("a"));
  }

  @Test
  void convertsEveryTypeToFloat() {
    ByteBuffer doubles = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.5);
    ByteBuffer longs = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(-3);
    Path file =
        new SafetensorsBuilder()
            .raw("f64", "F64", new long[] {1}, doubles.array())
            .raw("i64", "I64", new long[] {}, longs.array())
            .raw("f16", "F16", new long[] {2}, new byte[] {0x00, 0x3C, 0x00, (byte) 0xC0})
            .raw("bf16", "BF16", new long[] {1}, new byte[] {(byte) 0x80, 0x3F})
            .raw("i16", "I16", new long[] {1}, new byte[] {(byte) 0xFE, (byte) 0xFF})
            .raw("i8", "I8", new long[] {1}, new byte[] {-5})
            .raw("u8", "U8", new long[] {1}, new byte[] {-5})
            .raw("bool", "BOOL", new long[] {1}, new byte[] {1})
            .write(folder.resolve("m"));

    SafetensorsFile tensors = SafetensorsFile.open(file);

    assertArrayEquals(new float[] {0.5f}, tensors.floats("f64"));
    assertArrayEquals(new float[] {-3}, tensors.floats("i64"));
    assertArrayEquals(new float[] {1, -2}, tensors.floats("f16"));
    assertArrayEquals(new float[] {1}, tensors.floats("bf16"));
    assertArrayEquals(new float[] {-2}, tensors.floats("i16"));
    assertArrayEquals(new float[] {-5}, tensors.floats("i8"));
    assertArrayEquals(new float[] {251}, tensors.floats("u8"));
    assertArrayEquals(new float[] {1}, tensors.floats("bool"));
  }

  @ParameterizedTest
  @CsvSource({
    "0000, 0x0p0",
    "8000, -0x0p0",
    "0001, 0x1p-24",
    "03ff, 0x1.ff8p-15",
    "0400, 0x1p-14",
    "3555, 0x1.554p-2",
    "7bff, 65504",
    "fbff, -65504",
    "7c00, Infinity",
    "fc00, -Infinity",
    "7e00, NaN"
  })
  void convertsHalvesExactly(String bits, float value) {
    assertEquals(value, HalfFloats.toFloat((short) Integer.parseInt(bits, 16)));
  }

  @Test
  void refusesIntsThatAreNot() {
    ByteBuffer large = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40);
    SafetensorsFile tensors =
        SafetensorsFile.open(
            new SafetensorsBuilder()
                .raw("large", "I64", new long[] {1}, large.array())
                .floats("real", new long[] {1}, 1)
                .write(folder.resolve("m")));

    assertThrows(IllegalArgumentException.class, () -> tensors.ints("large"));
    assertThrows(IllegalArgumentException.class, () -> tensors.ints("real"));
  }

  @Test
  void namesTheTensorsThereAreWhenAskedForAnother() {
    Path file = new SafetensorsBuilder().floats("a", new long[] {1}, 1).write(folder.resolve("m"));

    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> SafetensorsFile.open(file).tensor("weight"));

    assertEquals(file + ": has no tensor 'weight', has [a]", e.getMessage());
  }

  @Test
  void readsMetadata() {
    Path file =
        SafetensorsBuilder.write(
            folder.resolve("m"), "{\"__metadata__\":{\"format\":\"pt\"}}  ", 0, 34);

    assertEquals("pt", SafetensorsFile.open(file).metadata().get("format"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,8]}}|7|within the 7 bytes of data",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,8]}}|9|end at byte 8 of 9",
        "{`a`:{`dtype`:`F32`,`shape`:[3],`data_offsets`:[0,8]}}|8|8 bytes do not hold a F32 of"
            + " shape [3]",
        "{`a`:{`dtype`:`F64`,`shape`:[2],`data_offsets`:[0,8]}}|8|do not hold",
        "{`a`:{`dtype`:`Q4`,`shape`:[2],`data_offsets`:[0,8]}}|8|has dtype 'Q4', known are [F64",
        "{`a`:{`dtype`:`F32`,`shape`:[-2],`data_offsets`:[0,8]}}|8|must not be negative",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[-8,0]}}|8|must not be negative",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[8,0]}}|8|within the 8 bytes",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,8,9]}}|8|at most 2",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0]}}|8|needs dtype, shape and two"
            + " data_offsets",
        "{`a`:{`dtype`:`F32`,`shape`:[2]}}|8|needs dtype, shape and two data_offsets",
        "{`a`:{`shape`:[2],`data_offsets`:[0,8]}}|8|needs dtype, shape and two data_offsets",
        "{`a`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,8],`x`:1}}|8|unknown field 'x'",
        "{`a`:{`dtype`:`F32`,`shape`:[4294967296,4294967296],`data_offsets`:[0,8]}}|8|do not hold",
        "{`a`:{`dtype`:`F32`,`shape`:[999999999999999999],`data_offsets`:[0,8]}}|8|do not hold",
        "{`a`:{`dtype`:`F32`,`shape`:[2.0],`data_offsets`:[0,8]}}|8|must be a whole number, was"
            + " 2.0",
        "{`a`:{`dtype`:`F32`,`shape`:[`2`],`data_offsets`:[0,8]}}|8|must be NUMBER, was STRING",
        "{`a`:{`dtype`:32,`shape`:[2],`data_offsets`:[0,8]}}|8|must be STRING, was NUMBER",
        "{`a`:[]}|0|header is not what it must be",
        "[]|0|header is not what it must be",
        "{`a`|0|header is not what it must be",
        "{} {}|0|header is not what it must be",
        "nonsense|0|header is not what it must be",
        "{`__metadata__`:{`x`:1}}|0|must be STRING, was NUMBER"
      })
  void refusesAHeaderThatContradictsTheFile(String header, int data, String message) {
    String json = header.replace('`', '"');
    Path file = SafetensorsBuilder.write(folder.resolve("bad"), json, data, json.length());

    Exception e = assertThrows(IllegalArgumentException.class, () -> SafetensorsFile.open(file));

    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void refusesTensorsThatOverlapOrLeaveAGap() {
    String overlap =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[6],\"data_offsets\":[6,12]}}";
    String gap = overlap.replace("[6,12]", "[10,16]");
    Path overlapping = SafetensorsBuilder.write(folder.resolve("o"), overlap, 12, overlap.length());
    Path gaping = SafetensorsBuilder.write(folder.resolve("g"), gap, 16, gap.length());

    assertEquals(
        overlapping
            + ": tensor 'b' starts at byte 6 of the data, inside the one before, which ends at byte"
            + " 8",
        assertThrows(IllegalArgumentException.class, () -> SafetensorsFile.open(overlapping))
            .getMessage());
    assertEquals(
        gaping
            + ": tensor 'b' starts at byte 10 of the data, behind a gap after the one before,"
            + " which ends at byte 8",
        assertThrows(IllegalArgumentException.class, () -> SafetensorsFile.open(gaping))
            .getMessage());
  }

  @Test
  void refusesANameThatIsThereTwice() {
    String entry = "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
    String json = "{" + entry + "," + entry + "}";
    Path file = SafetensorsBuilder.write(folder.resolve("m"), json, 0, json.length());

    assertEquals(
        file + ": tensor 'a' is there twice",
        assertThrows(IllegalArgumentException.class, () -> SafetensorsFile.open(file))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "3", "100000001", "-1", "9223372036854775807", "-9223372036854775808"})
  void refusesALyingHeaderLength(long length) {
    Path file = SafetensorsBuilder.write(folder.resolve("m"), "{}", 0, length);

    Exception e = assertThrows(IllegalArgumentException.class, () -> SafetensorsFile.open(file));

    assertEquals(
        file
            + ": the header must be of 2 to 2 bytes, is said to be of "
            + Long.toUnsignedString(length),
        e.getMessage());
  }

  @Test
  void refusesAFileTooShortForALength() throws Exception {
    Path file = Files.write(folder.resolve("m"), new byte[7]);

    assertEquals(
        file + ": a safetensors file has at least 8 bytes, this one 7",
        assertThrows(IllegalArgumentException.class, () -> SafetensorsFile.open(file))
            .getMessage());
    assertThrows(UncheckedIOException.class, () -> SafetensorsFile.open(folder.resolve("none")));
  }

  /** Whatever is damaged: a clear refusal or a file that contradicts itself nowhere. */
  @Test
  void survivesRandomDamage() throws Exception {
    Path good =
        new SafetensorsBuilder()
            .floats("a", new long[] {2, 2}, 1, 2, 3, 4)
            .ints("b", 1, 2)
            .write(folder.resolve("good"));
    byte[] bytes = Files.readAllBytes(good);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2000; i++) {
      byte[] bad = Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(folder.resolve("bad"), bad);
      try {
        SafetensorsFile tensors = SafetensorsFile.open(file);
        tensors.tensors().keySet().forEach(tensors::floats);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
      }
    }
  }

  @Test
  void readsARealModel() {
    Path file = SharedData.require("models/model2vec-bge-base-vq128/model.safetensors");

    SafetensorsFile tensors = SafetensorsFile.open(file);

    assertEquals(List.of(128L, 64L), tensors.tensor("embeddings").shape());
    assertEquals(TensorType.F64, tensors.tensor("weights").type());
    assertEquals(29_524, tensors.ints("mapping").length);
  }
}
