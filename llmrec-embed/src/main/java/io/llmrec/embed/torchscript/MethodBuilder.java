package io.llmrec.embed.torchscript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes one method of a module, a line for each operation.
 *
 * <p>Arguments of an operation are a {@link Value}, a whole number, a {@code double}, a {@code
 * boolean}, a list of these, {@code null} for none, or a {@link Named} one. Not safe for use by
 * several threads.
 */
public final class MethodBuilder {

  private final ScriptBuilder module;
  private final String name;
  private final List<String> inputs;
  private final StringBuilder lines = new StringBuilder();
  private int count;
  private int outputs;

  /**
   * An argument given by its name.
   *
   * @param name of the argument
   * @param value as any other argument
   */
  public record Named(String name, @Nullable Object value) {}

  MethodBuilder(ScriptBuilder module, String name, List<String> inputs) {
    this.module = module;
    this.name = name;
    this.inputs = inputs;
  }

  /** The module this is a method of. */
  public ScriptBuilder module() {
    return module;
  }

  /** An argument of the method. */
  public Value input(String input) {
    if (!inputs.contains(input)) {
      throw new IllegalArgumentException(
          "method %s has the inputs %s, not '%s'".formatted(name, inputs, input));
    }
    return new Value(input);
  }

  /** The result of one of libtorch's operations. */
  public Value op(String operation, @Nullable Object... arguments) {
    return line(operation + joined(arguments));
  }

  /** The results of an operation that gives a list, in order. */
  public List<Value> ops(int results, String operation, @Nullable Object... arguments) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      values.add(fresh());
    }
    String names = values.stream().map(v -> v.name() + ", ").collect(Collectors.joining());
    lines.append("    %s= %s%s\n".formatted(names, operation, joined(arguments)));
    return values;
  }

  /** The length of an axis. */
  public Value size(Value tensor, int axis) {
    return op("torch.size", tensor, axis);
  }

  /** Numbers converted to the type that flows between this module's layers. */
  public Value toFlow(Value tensor) {
    return op("torch.to", tensor, module.scalarType());
  }

  /** Numbers converted to 32-bit floating point. */
  public Value toFloat(Value tensor) {
    return op("torch.to", tensor, ScalarTypes.F32);
  }

  /** Rows {@code 0} to {@code length - 1} of an axis. */
  public Value head(Value tensor, int axis, Object length) {
    return op("torch.slice", tensor, axis, 0, length);
  }

  /** Ends the method with its results: one tensor, or a tuple of several. */
  public void returns(Value... values) {
    outputs = values.length;
    String list = Arrays.stream(values).map(Value::name).collect(Collectors.joining(", "));
    lines.append("    return ").append(outputs == 1 ? list : "(" + list + ")").append("\n");
  }

  private Value line(String expression) {
    Value value = fresh();
    lines.append("    ").append(value).append(" = ").append(expression).append("\n");
    return value;
  }

  private Value fresh() {
    return new Value("v" + count++);
  }

  private static String joined(@Nullable Object[] arguments) {
    return Arrays.stream(arguments)
        .map(MethodBuilder::text)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String text(@Nullable Object argument) {
    if (argument == null) {
      return "None";
    }
    if (argument instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (argument instanceof Named named) {
      return named.name() + "=" + text(named.value());
    }
    if (argument instanceof List<?> list) {
      return list.stream().map(MethodBuilder::text).collect(Collectors.joining(", ", "[", "]"));
    }
    if (argument instanceof Value || argument instanceof Integer || argument instanceof Long) {
      return argument.toString();
    }
    if (argument instanceof Double real) {
      return real(real);
    }
    if (argument instanceof String word) {
      return "\"" + word + "\"";
    }
    throw new IllegalArgumentException(
        "an argument cannot be a " + argument.getClass().getSimpleName());
  }

  private static String real(double value) {
    if (value == Double.NEGATIVE_INFINITY) {
      return "-inf";
    }
    return Double.toString(value).replace("E", "e");
  }

  String source() {
    String parameters =
        inputs.stream().map(input -> ",\n    " + input + ": Tensor").collect(Collectors.joining());
    String type = "Tensor";
    if (outputs != 1) {
      type = "Tuple[" + String.join(", ", Collections.nCopies(outputs, "Tensor")) + "]";
    }
    return "  def %s(self: __torch__.%s%s) -> %s:\n%s"
        .formatted(name, ScriptModule.CLASS, parameters, type, lines);
  }
}
