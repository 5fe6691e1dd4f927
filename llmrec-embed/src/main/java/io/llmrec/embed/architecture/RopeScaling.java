package io.llmrec.embed.architecture;

import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.torchscript.Rope;
import java.util.List;

/**
 * Frequencies of rotary positions, and the ways in which models stretch them to longer contexts:
 * {@code linear} (Chen et al., "Extending Context Window of Large Language Models via Position
 * Interpolation", 2023), {@code llama3} (Dubey et al., "The Llama 3 Herd of Models", 2024), {@code
 * yarn} (Peng et al., "YaRN", 2023), {@code longrope} (Ding et al., "LongRoPE", 2024) and {@code
 * dynamic}. The last two depend on how long a text is; texts are kept to the length within which
 * they do not.
 */
final class RopeScaling {

  private final JsonFile config;
  private final JsonFile settings;
  private final double theta;
  private final int headSize;
  private final int maxPositions;

  private RopeScaling(
      JsonFile config, JsonFile settings, double theta, int headSize, int maxPositions) {
    this.config = config;
    this.settings = settings;
    this.theta = theta;
    this.headSize = headSize;
    this.maxPositions = maxPositions;
  }

  /** {@code theta^(-2i/headSize)} for each pair of numbers. */
  static float[] plain(double theta, int headSize) {
    float[] frequencies = new float[headSize / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) (1 / Math.pow(theta, 2.0 * i / headSize));
    }
    return frequencies;
  }

  /** The rotation that a configuration asks for. */
  static Rope of(JsonFile config, int headSize) {
    JsonFile parameters = config.inner("rope_parameters");
    JsonFile settings = settings(config);
    double theta = config.real("rope_theta", parameters.real("rope_theta", 10_000));
    int positions = config.whole("max_position_embeddings", 1, Limits.POSITIONS);
    return new RopeScaling(config, settings, theta, headSize, positions).rope();
  }

  private Rope rope() {
    String type = settings.text("rope_type", settings.text("type", "default"));
    return switch (type) {
      // A text no longer than max_position_embeddings is not stretched.
      case "default", "dynamic" -> new Rope("rope", plain(theta, headSize), 1);
      case "linear" -> new Rope("rope", linear(), 1);
      case "llama3" -> new Rope("rope", llama3(), 1);
      case "yarn" -> new Rope("rope", yarn(), yarnFactor());
      case "longrope" -> new Rope("rope", longRope(), longRopeFactor());
      default ->
          throw new IllegalArgumentException(
              "%s: the scaling '%s' is not supported, supported are default, dynamic, linear, llama3,"
                      .formatted(settings, type)
                  + " longrope, yarn");
    };
  }

  private float[] linear() {
    float[] frequencies = plain(theta, headSize);
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] /= (float) settings.real("factor");
    }
    return frequencies;
  }

  private float[] llama3() {
    double factor = settings.real("factor");
    double low = settings.real("low_freq_factor");
    double high = settings.real("high_freq_factor");
    double trained = settings.real("original_max_position_embeddings");
    float[] frequencies = plain(theta, headSize);
    for (int i = 0; i < frequencies.length; i++) {
      double wavelength = 2 * Math.PI / frequencies[i];
      double smooth = Math.max(0, Math.min(1, (trained / wavelength - low) / (high - low)));
      frequencies[i] = (float) ((1 - smooth) * frequencies[i] / factor + smooth * frequencies[i]);
    }
    return frequencies;
  }

  private float[] yarn() {
    double factor = factor();
    boolean whole = settings.flag("truncate", true);
    double fast = turns(settings.real("beta_fast", 32));
    double slow = turns(settings.real("beta_slow", 1));
    double low = Math.max(0, whole ? Math.floor(fast) : fast);
    double high = Math.min(headSize - 1, whole ? Math.ceil(slow) : slow);
    double range = low == high ? 0.001 : high - low;
    float[] frequencies = plain(theta, headSize);
    for (int i = 0; i < frequencies.length; i++) {
      double interpolated = Math.max(0, Math.min(1, (i - low) / range));
      frequencies[i] *= (float) (interpolated / factor + 1 - interpolated);
    }
    return frequencies;
  }

  /** The pair that turns so many times over the context the model was trained on. */
  private double turns(double rotations) {
    return headSize * Math.log(trained() / (rotations * 2 * Math.PI)) / (2 * Math.log(theta));
  }

  private double trained() {
    return settings.real("original_max_position_embeddings", maxPositions);
  }

  private double factor() {
    return settings.has("factor") ? settings.real("factor") : maxPositions / trained();
  }

  private double yarnFactor() {
    boolean both = settings.has("mscale") && settings.has("mscale_all_dim");
    double otherwise =
        both
            ? sharpness(settings.real("mscale")) / sharpness(settings.real("mscale_all_dim"))
            : sharpness(1);
    return settings.real("attention_factor", otherwise);
  }

  private double sharpness(double weight) {
    double factor = factor();
    return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
  }

  /**
   * The factors for texts of the length that the model was trained on, which is all it is given.
   */
  private float[] longRope() {
    List<Double> factors = settings.reals("short_factor");
    if (factors.size() != headSize / 2) {
      throw new IllegalArgumentException(
          "%s: 'short_factor' must hold %d numbers, holds %d"
              .formatted(settings, headSize / 2, factors.size()));
    }
    float[] frequencies = plain(theta, headSize);
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] /= factors.get(i).floatValue();
    }
    return frequencies;
  }

  private double longRopeFactor() {
    double trained = trainedLength(config);
    double factor =
        config.has("original_max_position_embeddings")
            ? maxPositions / trained
            : settings.real("factor", maxPositions / trained);
    double otherwise = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(trained));
    return settings.real("attention_factor", otherwise);
  }

  /** The longest text that is rotated as a configuration asks for. */
  static int maxTokens(JsonFile config) {
    int positions = config.whole("max_position_embeddings", 1, Limits.POSITIONS);
    JsonFile settings = settings(config);
    boolean longRope = settings.text("rope_type", settings.text("type", "")).equals("longrope");
    return longRope ? (int) Math.min(positions, trainedLength(config)) : positions;
  }

  private static double trainedLength(JsonFile config) {
    String name = "original_max_position_embeddings";
    double positions = config.real("max_position_embeddings");
    return config.real(name, settings(config).real(name, positions));
  }

  private static JsonFile settings(JsonFile config) {
    return config.inner(config.has("rope_scaling") ? "rope_scaling" : "rope_parameters");
  }
}
