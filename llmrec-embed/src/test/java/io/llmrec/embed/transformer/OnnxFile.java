package io.llmrec.embed.transformer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a small ONNX file: a table of vectors, looked up by id, and zero where the mask is. The
 * format is Protocol Buffers: fields of a number and a type, messages with their length before.
 */
final class OnnxFile {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private OnnxFile() {}

  /**
   * The file.
   *
   * @param ids what the input of ids is called
   * @param table [tokens, width]
   */
  static byte[] lookup(String ids, float[][] table) {
    OnnxFile graph = new OnnxFile();
    graph.message(1, node("Gather", "found", "table", ids));
    graph.message(1, node("Cast", "kept", "attention_mask").message(5, castToFloat()));
    graph.message(1, node("Unsqueeze", "column", "kept", "axes"));
    graph.message(1, node("Mul", "last_hidden_state", "found", "column"));
    graph.text(2, "lookup");
    ByteBuffer numbers =
        ByteBuffer.allocate(4 * table.length * table[0].length).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : table) {
      for (float number : row) {
        numbers.putFloat(number);
      }
    }
    graph.message(5, tensor("table", FLOAT, numbers.array(), table.length, table[0].length));
    ByteBuffer axis = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(2);
    graph.message(5, tensor("axes", INT64, axis.array(), 1));
    graph.message(11, value(ids, INT64, "batch", "length"));
    graph.message(11, value("attention_mask", INT64, "batch", "length"));
    graph.message(12, value("last_hidden_state", FLOAT, "batch", "length", "width"));
    OnnxFile model = new OnnxFile().number(1, 8).message(7, graph);
    return model.message(8, new OnnxFile().number(2, 13)).out.toByteArray();
  }

  private static OnnxFile node(String kind, String output, String... inputs) {
    OnnxFile node = new OnnxFile();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(4, kind);
  }

  private static OnnxFile castToFloat() {
    return new OnnxFile().text(1, "to").number(3, FLOAT).number(20, 2);
  }

  private static OnnxFile tensor(String name, int type, byte[] data, int... shape) {
    OnnxFile tensor = new OnnxFile();
    for (int axis : shape) {
      tensor.number(1, axis);
    }
    return tensor.number(2, type).text(8, name).bytes(9, data);
  }

  private static OnnxFile value(String name, int type, String... axes) {
    OnnxFile shape = new OnnxFile();
    for (String axis : axes) {
      shape.message(1, new OnnxFile().text(2, axis));
    }
    OnnxFile tensor = new OnnxFile().number(1, type).message(2, shape);
    return new OnnxFile().text(1, name).message(2, new OnnxFile().message(1, tensor));
  }

  private OnnxFile number(int field, long value) {
    variable((long) field << 3);
    variable(value);
    return this;
  }

  private OnnxFile text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private OnnxFile message(int field, OnnxFile message) {
    return bytes(field, message.out.toByteArray());
  }

  private OnnxFile bytes(int field, byte[] bytes) {
    variable((long) field << 3 | 2);
    variable(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private void variable(long value) {
    long rest = value;
    while (rest > 0x7F) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
