package io.llmrec.embed.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileTest {

  @TempDir Path folder;

  @Test
  void readsSettings() throws IOException {
    JsonFile file =
        read(
            "{\"a\":\"x\",\"n\":3,\"r\":1e-5,\"f\":true,\"o\":{\"k\":\"v\"},\"l\":[1,2],\"z\":null}");

    assertEquals("x", file.text("a"));
    assertEquals(3, file.whole("n", 0, 3));
    assertEquals(1e-5, file.real("r"));
    assertTrue(file.flag("f", false));
    assertEquals(Map.of("k", "v"), file.inner("o").texts());
    assertEquals(List.of(1, 2), file.wholes("l"));
    assertEquals(List.of(3), file.wholes("n"));
    assertFalse(file.has("z") || file.has("none"));
    assertEquals("y", file.text("none", "y"));
    assertEquals(List.of(), file.wholes("none"));
    assertEquals(List.of(1.0, 2.0), file.reals("l"));
    assertTrue(file.isText("a"));
    assertFalse(file.isText("n") || file.isText("none"));
    assertEquals(List.of(), file.inners("none"));
  }

  @Test
  void readsListsOfObjects() throws IOException {
    JsonFile file = read("{\"l\":[{\"a\":\"x\"},{\"a\":\"y\"}],\"n\":[1],\"t\":\"z\"}");

    assertEquals(List.of("x", "y"), file.inners("l").stream().map(one -> one.text("a")).toList());
    assertEquals(file + ": 'n': must be an object", error(() -> file.inners("n")));
    assertEquals(file + ": 't' must be a list of objects, is \"z\"", error(() -> file.inners("t")));
    assertEquals(file + ": 't' must be a list of numbers, is \"z\"", error(() -> file.reals("t")));
  }

  @Test
  void saysWhichSettingIsWrong() throws IOException {
    JsonFile file = read("{\"n\":3.5,\"a\":{},\"big\":1e300}");

    assertEquals(
        file + ": 'n' must be a whole number from 1 to 9, is 3.5",
        error(() -> file.whole("n", 1, 9)));
    assertEquals(
        file + ": 'big' must be a whole number from 1 to 9, is 1e300",
        error(() -> file.whole("big", 1, 9)));
    assertEquals(file + ": 'a' must be a text, is {}", error(() -> file.text("a")));
    assertEquals(file + ": 'none' must be a number, is missing", error(() -> file.real("none")));
    assertEquals(
        file + ": 'a' must be a whole number from 0 to 2147483647, is {}",
        error(() -> file.wholes("a")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{} {}", "{a:1}", "\u0000", "{\"a\":NaN}"})
  void refusesWhatIsNoObject(String text) throws IOException {
    assertThrows(IllegalArgumentException.class, () -> read(text));
  }

  @Test
  void saysThatTheFileIsMissing() {
    assertThrows(UncheckedIOException.class, () -> JsonFile.read(folder.resolve("none")));
  }

  private JsonFile read(String text) throws IOException {
    return JsonFile.read(Files.writeString(folder.resolve("config.json"), text));
  }

  private static String error(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run).getMessage();
  }
}
