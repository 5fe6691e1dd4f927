package io.llmrec.embed.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The few operations of Python's pickle protocol 2 that an archive needs. */
final class Pickle {

  private static final int PROTOCOL = 0x80;
  private static final int LONG = 0x8a;
  private static final int NEW_OBJECT = 0x81;
  private static final int TUPLE_OF_TWO = 0x86;
  private static final int TRUE = 0x88;
  private static final int FALSE = 0x89;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Pickle() {
    out.write(PROTOCOL);
    out.write(2);
  }

  byte[] end() {
    out.write('.');
    return out.toByteArray();
  }

  Pickle text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    littleEndian(utf8.length, Integer.BYTES);
    out.writeBytes(utf8);
    return this;
  }

  Pickle whole(long value) {
    if (value >= 0 && value < 256) {
      out.write('K');
      littleEndian(value, 1);
    } else if (value == (int) value) {
      out.write('J');
      littleEndian(value, Integer.BYTES);
    } else {
      out.write(LONG);
      out.write(Long.BYTES);
      littleEndian(value, Long.BYTES);
    }
    return this;
  }

  private void littleEndian(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  Pickle flag(boolean value) {
    out.write(value ? TRUE : FALSE);
    return this;
  }

  Pickle none() {
    out.write('N');
    return this;
  }

  /** A class or function. */
  Pickle global(String module, String name) {
    out.write('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Everything up to the next {@link #tuple} or {@link #items} belongs together. */
  Pickle mark() {
    out.write('(');
    return this;
  }

  Pickle tuple() {
    out.write('t');
    return this;
  }

  Pickle emptyTuple() {
    out.write(')');
    return this;
  }

  /** The last two values as a tuple. */
  Pickle pair() {
    out.write(TUPLE_OF_TWO);
    return this;
  }

  Pickle wholes(List<Long> values) {
    mark();
    values.forEach(this::whole);
    return tuple();
  }

  Pickle emptyMap() {
    out.write('}');
    return this;
  }

  /** Puts the keys and values since the mark into the map before it. */
  Pickle items() {
    out.write('u');
    return this;
  }

  /** Calls the function below with the tuple on top. */
  Pickle call() {
    out.write('R');
    return this;
  }

  /** Makes an object of the class below; the tuple on top is empty. */
  Pickle newObject() {
    out.write(NEW_OBJECT);
    return this;
  }

  /** Gives the object below the state on top. */
  Pickle state() {
    out.write('b');
    return this;
  }

  /** Replaces the tuple on top by what the reader keeps under it. */
  Pickle persistent() {
    out.write('Q');
    return this;
  }
}
