package io.llmrec.embed.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @Test
  void readsWholeNumbersAndText() throws Exception {
    JsonReader json = reader("[-12, \"a\"] ");

    json.beginArray();
    assertEquals(-12, StrictJson.nextWhole(json));
    assertEquals("a", StrictJson.nextText(json));
    json.endArray();
    StrictJson.end(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0", "1e3", "\"1\"", "null", "true", "1234567890123456789", "[1]", "01"})
  void refusesWhatIsNoWholeNumber(String value) throws Exception {
    JsonReader json = reader("[" + value + "]");

    json.beginArray();
    assertThrows(IOException.class, () -> StrictJson.nextWhole(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[] x", "[] []", "[],"})
  void refusesWhatFollows(String text) throws Exception {
    JsonReader json = reader(text);

    json.beginArray();
    json.endArray();
    assertThrows(IOException.class, () -> StrictJson.end(json));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    JsonReader json = StrictJson.reader(new byte[] {'[', '"', (byte) 0xC3, '"', ']'});

    assertThrows(
        IOException.class,
        () -> {
          json.beginArray();
          json.nextString();
        });
  }

  @Test
  void refusesDeepNesting() {
    JsonReader json = reader("[".repeat(10_000));

    assertThrows(IOException.class, json::skipValue);
  }

  private static JsonReader reader(String text) {
    return StrictJson.reader(text.getBytes(StandardCharsets.UTF_8));
  }
}
