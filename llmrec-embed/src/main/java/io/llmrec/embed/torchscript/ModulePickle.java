package io.llmrec.embed.torchscript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object tree of an archive: one module whose attributes are tensors. */
final class ModulePickle {

  private static final String UTILITIES = "torch._utils";

  private final Pickle pickle = new Pickle();
  private final List<Storage> storages = new ArrayList<>();
  private final byte[] bytes;

  ModulePickle(Map<String, Attribute> attributes) {
    pickle.global("__torch__", ScriptModule.CLASS).emptyTuple().newObject().emptyMap().mark();
    pickle.text("training").flag(false);
    attributes.forEach(this::add);
    bytes = pickle.items().state().end();
  }

  byte[] bytes() {
    return bytes;
  }

  /** What is to be written beside, in the order of the numbers it is known by. */
  List<Storage> storages() {
    return storages;
  }

  private void add(String name, Attribute attribute) {
    pickle.text(name);
    if (attribute instanceof Attribute.Plain plain) {
      tensor(plain.storage(), plain.shape());
    } else if (attribute instanceof Attribute.Packed packed) {
      packed(packed.weight(), packed.bias());
    }
  }

  private void tensor(Storage storage, List<Long> shape) {
    pickle.global(UTILITIES, "_rebuild_tensor_v2").mark();
    layout(storage, shape);
    noGradient();
  }

  private void packed(QuantizedRows weight, @Nullable TensorSource bias) {
    pickle.global(Attribute.Packed.MODULE, Attribute.Packed.CLASS).emptyTuple().newObject();
    pickle.global(UTILITIES, "_rebuild_qtensor").mark();
    layout(weight, List.of((long) weight.rows(), (long) weight.columns()));
    List<Long> perRow = List.of((long) weight.rows());
    pickle.mark().global("torch", "per_channel_affine");
    tensor(Storage.doubles(weight.scales()), perRow);
    tensor(Storage.wholes(new long[weight.rows()]), perRow);
    pickle.whole(0).tuple();
    noGradient();
    if (bias == null) {
      pickle.none();
    } else {
      tensor(Storage.floats(bias), bias.shape());
    }
    pickle.pair().state();
  }

  private void layout(Storage storage, List<Long> shape) {
    pickle.mark().text("storage").global("torch", storage.type());
    pickle.text(Integer.toString(storages.size())).text("cpu").whole(storage.count());
    pickle.tuple().persistent().whole(0).wholes(shape).wholes(strides(shape));
    storages.add(storage);
  }

  private void noGradient() {
    pickle.flag(false).global("collections", "OrderedDict").emptyTuple().call().tuple().call();
  }

  private static List<Long> strides(List<Long> shape) {
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      strides.add(stride);
      stride *= shape.get(axis);
    }
    Collections.reverse(strides);
    return strides;
  }
}
