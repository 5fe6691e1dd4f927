package io.llmrec.rank.transformer;

/**
 * The names of a layer's weights.
 *
 * @param prefix of all of them
 */
record LayerNames(String prefix) {

  static LayerNames of(String transformer, int layer) {
    return new LayerNames(transformer + "." + layer);
  }

  /** The normalisation after the last layer. */
  static String last(String transformer) {
    return transformer + ".norm";
  }

  String attentionNorm() {
    return prefix + ".attention.norm";
  }

  String query() {
    return prefix + ".attention.query";
  }

  String key() {
    return prefix + ".attention.key";
  }

  String value() {
    return prefix + ".attention.value";
  }

  String mixed() {
    return prefix + ".attention.output";
  }

  String innerNorm() {
    return prefix + ".inner.norm";
  }

  String up() {
    return prefix + ".inner.up";
  }

  String down() {
    return prefix + ".inner.down";
  }

  static String weight(String part) {
    return part + ".weight";
  }

  static String bias(String part) {
    return part + ".bias";
  }
}
