package io.llmrec.embed.chattemplate;

import java.util.List;
import java.util.Map;

/** Writes values as Python does, or as JSON. */
final class ValueWriter {

  private final Work work;
  private final StringBuilder out = new StringBuilder();
  private final Boolean json;
  private final int indent;

  private ValueWriter(Work work, Boolean json, int indent) {
    this.work = work;
    this.json = json;
    this.indent = indent;
  }

  /** As it is printed. */
  static String text(Work work, Object value) {
    return value instanceof String text ? text : new ValueWriter(work, false, 0).write(value);
  }

  /**
   * As JSON.
   *
   * @param indent blanks for each level, each element in its own line, or 0 for one line
   */
  static String json(Work work, Object value, int indent) {
    return new ValueWriter(work, true, indent).write(value);
  }

  private String write(Object value) {
    value(value, 0);
    work.make(out.length());
    return out.toString();
  }

  private void value(Object value, int depth) {
    work.steps(2 + indent);
    if (depth > Work.MAX_DEPTH || out.length() > Work.MAX_STRING) {
      throw new TemplateFailure("a value is too deep or too long to be written");
    }
    if (value instanceof String text) {
      work.make(text.length());
      quoted(text, depth);
    } else if (value instanceof Boolean bool) {
      out.append(json ? bool.toString() : bool ? "True" : "False");
    } else if (value instanceof Long) {
      out.append(value);
    } else if (value instanceof Double real) {
      out.append(real(real));
    } else if (value == Values.NONE) {
      out.append(json ? "null" : "None");
    } else if (value instanceof List<?> list) {
      list(list, depth);
    } else if (value instanceof Map<?, ?> map) {
      map(map, depth);
    } else if (!(value instanceof Undefined) || json || depth > 0) {
      throw new TemplateFailure(Values.kind(value) + " cannot be written");
    }
  }

  /** As Python writes it. */
  private static String real(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e16) {
      return (long) value + ".0";
    }
    String text = Double.toString(value);
    return text.replace("E-", "e-0").replace("E", "e+").replaceFirst("e([-+])0(\\d\\d)", "e$1$2");
  }

  private void list(List<?> list, int depth) {
    out.append('[');
    boolean first = true;
    for (Object element : list) {
      separate(first, depth + 1);
      value(element, depth + 1);
      first = false;
    }
    close(']', list.isEmpty(), depth);
  }

  private void map(Map<?, ?> map, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      separate(first, depth + 1);
      value(entry.getKey(), depth + 1);
      out.append(": ");
      value(entry.getValue(), depth + 1);
      first = false;
    }
    close('}', map.isEmpty(), depth);
  }

  private void separate(Boolean first, int depth) {
    if (indent > 0) {
      out.append(first ? "\n" : ",\n").append(" ".repeat(indent * depth));
    } else if (!first) {
      out.append(", ");
    }
  }

  private void close(char bracket, Boolean empty, int depth) {
    if (indent > 0 && !empty) {
      out.append('\n').append(" ".repeat(indent * depth));
    }
    out.append(bracket);
  }

  private void quoted(String text, int depth) {
    if (!json && depth == 0) {
      out.append(text);
      return;
    }
    char quote = json || (text.indexOf('\'') >= 0 && text.indexOf('"') < 0) ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < text.length(); i++) {
      escaped(text.charAt(i), quote);
    }
    out.append(quote);
  }

  private void escaped(char c, char quote) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c == quote) {
          out.append('\\').append(c);
        } else if (c < 0x20) {
          out.append(json && c == '\b' ? "\\b" : json && c == '\f' ? "\\f" : hexadecimal(c));
        } else {
          out.append(c);
        }
      }
    }
  }

  private String hexadecimal(char c) {
    return (json ? "\\u%04x" : "\\x%02x").formatted((int) c);
  }
}
