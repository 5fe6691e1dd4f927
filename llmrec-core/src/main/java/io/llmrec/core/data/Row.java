package io.llmrec.core.data;

import java.time.Instant;
import java.util.List;

/**
 * One row of a file, with checks: what it gives is valid, and what is not valid throws a {@link
 * BadFieldException} that names the field.
 */
public final class Row {

  private static final int SHOWN_CHARS = 40;
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  private final Fields fields;

  Row(Fields fields) {
    this.fields = fields;
  }

  /** Whether there is a field of this name. */
  public boolean has(String name) {
    return fields.has(name);
  }

  /** The text of a field, or the empty text where there is none. Nothing is trimmed. */
  public String text(String name) {
    return fields.text(name);
  }

  /** The text of a field that must not be blank, such as an id or a title. */
  public String required(String name) {
    String text = fields.text(name);
    if (text.isBlank()) {
      throw new BadFieldException(
          name, fields.has(name) ? "must not be blank" : "there is no such field");
    }
    return text;
  }

  /** A finite decimal number. */
  public double number(String name) {
    String text = required(name);
    try {
      return Numbers.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadFieldException(name, shown(text) + " is " + e.getMessage());
    }
  }

  /** A moment from 1970 on and before 2100. */
  public Instant time(String name, TimeFormat format) {
    String text = required(name);
    Instant time;
    try {
      time = format.parse(text);
    } catch (RuntimeException e) {
      throw new BadFieldException(name, shown(text) + " is no time: " + e.getMessage());
    }
    if (time.isBefore(FIRST) || !time.isBefore(END)) {
      throw new BadFieldException(
          name, "%s is %s, not between 1970 and 2100".formatted(shown(text), time));
    }
    return time;
  }

  /**
   * The parts of a field, trimmed, without blank ones; none where there is no such field.
   *
   * @param name the field
   * @param separator what stands between the parts, taken literally; formats with lists of their
   *     own ignore it
   */
  public List<String> list(String name, String separator) {
    return fields.parts(name, separator).stream()
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static String shown(String text) {
    return "'"
        + (text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "..." : text)
        + "'";
  }
}
