package io.llmrec.embed.architecture;

import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.torchscript.Rope;

/**
 * Frequencies of rotary positions, and the ways in which models stretch them to longer contexts:
 * {@code linear} (Chen et al., "Extending Context Window of Large Language Models via Position
 * Interpolation", 2023), {@code llama3} (Dubey et al., "The Llama 3 Herd of Models", 2024) and
 * {@code yarn} (Peng et al., "YaRN", 2023).
 */
final class RopeScaling {

  private final JsonFile settings;
  private final double theta;
  private final int headSize;
  private final int maxPositions;

  private RopeScaling(JsonFile settings, double theta, int headSize, int maxPositions) {
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
    JsonFile settings = config.has("rope_scaling") ? config.inner("rope_scaling") : parameters;
    double theta = config.real("rope_theta", parameters.real("rope_theta", 10_000));
    int positions = config.whole("max_position_embeddings", 1, Limits.POSITIONS);
    return new RopeScaling(settings, theta, headSize, positions).rope();
  }

  private Rope rope() {
    String type = settings.text("rope_type", settings.text("type", "default"));
    return switch (type) {
      case "default" -> new Rope("rope", plain(theta, headSize), 1);
      case "linear" -> new Rope("rope", linear(), 1);
      case "llama3" -> new Rope("rope", llama3(), 1);
      case "yarn" -> new Rope("rope", yarn(), yarnFactor());
      default ->
          throw new IllegalArgumentException(
              "%s: the scaling '%s' is not supported, supported are default, linear, llama3, yarn"
                  .formatted(settings, type));
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
    double low = Math.max(0, Math.floor(turns(settings.real("beta_fast", 32))));
    double high = Math.min(headSize - 1, Math.ceil(turns(settings.real("beta_slow", 1))));
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
    double factor = factor();
    double otherwise = factor <= 1 ? 1 : 0.1 * Math.log(factor) + 1;
    return settings.real("attention_factor", otherwise);
  }
}
