package io.llmrec.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {

  private static Row row(String value) {
    return new Row(Header.of(List.of("x")).row(List.of(value)));
  }

  private static String timeError(String value, TimeFormat format) {
    return assertThrows(BadFieldException.class, () -> row(value).time("x", format)).getMessage();
  }

  @ParameterizedTest
  @CsvSource({"5,5", "-0.5,-0.5", "' 4.5 ',4.5", "1e3,1000", "+2,2", ".5,0.5"})
  void readsDecimalNumbers(String text, double number) {
    assertEquals(number, row(text).number("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NaN", "Infinity", "-Infinity", "1e999", "0x1p3", "5f", "5d", "1,5", "1_0", "e"})
  void refusesWhatIsNoFiniteDecimalNumber(String text) {
    BadFieldException e = assertThrows(BadFieldException.class, () -> row(text).number("x"));

    assertEquals("'" + text + "' is not a finite decimal number", e.getMessage());
    assertEquals("x", e.column());
  }

  @Test
  void refusesNumbersOfManyDigits() {
    assertThrows(BadFieldException.class, () -> row("1".repeat(65)).number("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u3000"})
  void refusesBlankFieldsWhereSomethingIsRequired(String text) {
    assertEquals(
        "must not be blank",
        assertThrows(BadFieldException.class, () -> row(text).required("x")).getMessage());
  }

  @Test
  void tellsAMissingFieldFromABlankOne() {
    assertFalse(row("").has("y"));
    assertTrue(row("").has("x"));
    assertEquals("", row("a").text("y"));
    assertEquals(
        "there is no such field",
        assertThrows(BadFieldException.class, () -> row("a").required("y")).getMessage());
  }

  @Test
  void partsAreTrimmedAndNeverBlank() {
    assertEquals(List.of("a b", "c"), row("a b | |c|").list("x", "|"));
    assertEquals(List.of(), row("").list("x", "|"));
    assertEquals(List.of(), row("").list("y", "|"));
  }

  @ParameterizedTest
  @CsvSource({
    "978301968, 2000-12-31T22:32:48Z",
    "978301968.5, 2000-12-31T22:32:48.500Z",
    "8.81250949E8, 1997-12-04T15:55:49Z",
    "0, 1970-01-01T00:00:00Z"
  })
  void readsSeconds(String text, Instant time) {
    assertEquals(time, row(text).time("x", TimeFormat.seconds()));
  }

  @Test
  void readsMillisecondsIsoAndPatterns() {
    Instant noon = Instant.parse("2024-02-29T12:00:00Z");
    TimeFormat berlin = TimeFormat.pattern("yyyy-MM-dd HH:mm", ZoneId.of("Europe/Berlin"));

    assertEquals(noon, row("1709208000000").time("x", TimeFormat.milliseconds()));
    assertEquals(noon, row("1.709208E12").time("x", TimeFormat.milliseconds()));
    assertEquals(noon, row("2024-02-29T13:00:00+01:00").time("x", TimeFormat.iso()));
    assertEquals(noon, row("2024-02-29 13:00").time("x", berlin));
  }

  @Test
  void refusesTimesBefore1970AndFrom2100On() {
    assertEquals(
        "'-1' is 1969-12-31T23:59:59Z, not between 1970 and 2100",
        timeError("-1", TimeFormat.seconds()));
    assertEquals(
        "'2100-01-01T00:00:00Z' is 2100-01-01T00:00:00Z, not between 1970 and 2100",
        timeError("2100-01-01T00:00:00Z", TimeFormat.iso()));
    assertEquals(
        "'99999999999999999' is no time: that many seconds lie beyond 2100",
        timeError("99999999999999999", TimeFormat.seconds()));
    assertEquals(
        "'1e300' is no time: that many seconds lie beyond 2100",
        timeError("1e300", TimeFormat.seconds()));
  }

  @Test
  void saysWhenSecondsLookLikeMillisecondsAndTheOtherWayRound() {
    assertEquals(
        "'1709208000000' is no time: that many seconds lie beyond 2100;"
            + " as milliseconds it were 2024-02-29T12:00:00Z",
        timeError("1709208000000", TimeFormat.seconds()));
    assertEquals(
        "'1709208000' is no time: that many milliseconds lie in early 1970;"
            + " as seconds it were 2024-02-29T12:00:00Z",
        timeError("1709208000", TimeFormat.milliseconds()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "NaN", "12:00", "2024-13-01T00:00:00Z"})
  void refusesWhatIsNoTime(String text) {
    assertTrue(timeError(text, TimeFormat.seconds()).startsWith("'" + text + "' is no time: "));
    assertTrue(timeError(text, TimeFormat.iso()).startsWith("'" + text + "' is no time: "));
  }
}
