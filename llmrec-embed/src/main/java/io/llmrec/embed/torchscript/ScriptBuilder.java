package io.llmrec.embed.torchscript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the tensors and methods of a module. A tensor that is registered again under its name is
 * the one registered first, so that several methods can be built of the same layers.
 *
 * <p>Not safe for use by several threads.
 */
public final class ScriptBuilder {

  private final Precision precision;
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private final List<MethodBuilder> methods = new ArrayList<>();

  /** A module without anything. */
  public ScriptBuilder(Precision precision) {
    this.precision = precision;
  }

  /** How the numbers are kept. */
  public Precision precision() {
    return precision;
  }

  /** The number by which libtorch knows the type of what flows between layers. */
  int scalarType() {
    return precision == Precision.BF16 ? ScalarTypes.BF16 : ScalarTypes.F32;
  }

  /** A tensor kept at the precision of the module, 32 bits where that is 8. */
  public Value tensor(String name, TensorSource source) {
    return attribute(
        name,
        () ->
            new Attribute.Plain(
                precision == Precision.BF16 ? Storage.brainFloats(source) : Storage.floats(source),
                source.shape()));
  }

  /** A tensor kept at 32 bits whatever the precision. */
  public Value exactTensor(String name, TensorSource source) {
    return attribute(name, () -> new Attribute.Plain(Storage.floats(source), source.shape()));
  }

  /** A tensor of whole numbers. */
  public Value wholes(String name, long[] values, List<Long> shape) {
    return attribute(name, () -> new Attribute.Plain(Storage.wholes(values), shape));
  }

  /** The weight, of shape [outputs, inputs], and bias of a linear layer in 8 bits. */
  Value packed(String name, TensorSource weight, @Nullable TensorSource bias) {
    return attribute(name, () -> new Attribute.Packed(new QuantizedRows(weight), bias));
  }

  private Value attribute(String name, Supplier<Attribute> made) {
    String identifier = name.replaceAll("[^A-Za-z0-9_]", "_");
    if (!attributes.containsKey(identifier)) {
      attributes.put(identifier, made.get());
    }
    return new Value("self." + identifier);
  }

  /**
   * Begins a method; one named {@code forward} is what the module does when it is called.
   *
   * @param inputs names of its arguments, all tensors
   */
  public MethodBuilder method(String name, String... inputs) {
    MethodBuilder method = new MethodBuilder(this, name, List.of(inputs));
    methods.add(method);
    return method;
  }

  /** The module as it is now. */
  public ScriptModule build() {
    StringBuilder source = new StringBuilder();
    methods.forEach(method -> source.append(method.source()));
    return new ScriptModule(attributes, source.toString());
  }
}
