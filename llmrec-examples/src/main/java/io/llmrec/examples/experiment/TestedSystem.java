package io.llmrec.examples.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A system under test: how it is trained, with which settings, and from how many seeds. Immutable.
 *
 * <p>Results are kept under the name, the version and the settings as written: whoever changes what
 * a trainer does changes one of these.
 */
public final class TestedSystem {

  private final String name;
  private final String version;
  private final List<Setting> grid;
  private final int seeds;

  private TestedSystem(String name, String version, List<Setting> grid, int seeds) {
    this.name = name;
    this.version = version;
    this.grid = grid;
    this.seeds = seeds;
  }

  /** One way to train a system, in words. */
  record Setting(String words, Trainer trainer) {}

  /**
   * A system with fixed settings, trained once, of version 1.
   *
   * @param name unique in its experiment
   * @param settings in words, for example {@code 64 factors, 20 rounds}; may be empty
   */
  public static TestedSystem of(String name, String settings, Trainer trainer) {
    return new TestedSystem(name, "1", List.of(new Setting(settings, trainer)), 1);
  }

  /**
   * A system whose setting is chosen from a grid: trained with each from the first seed, and the
   * one with the best mean of the experiment's first metric on the validation cases is taken, the
   * earlier of two equal ones.
   *
   * @param grid at least two; each is known by its {@code toString}, which must differ
   * @param trainer gives the trainer for a setting
   */
  public static <T> TestedSystem tuned(
      String name, Collection<T> grid, Function<T, Trainer> trainer) {
    List<Setting> settings = new ArrayList<>();
    Set<String> words = new HashSet<>();
    for (T value : grid) {
      if (!words.add(value.toString())) {
        throw new IllegalArgumentException(
            "settings of '%s' must differ, '%s' is there twice".formatted(name, value));
      }
      settings.add(new Setting(value.toString(), trainer.apply(value)));
    }
    if (settings.size() < 2) {
      throw new IllegalArgumentException(
          "the grid of '%s' must hold at least 2 settings, holds %d"
              .formatted(name, settings.size()));
    }
    return new TestedSystem(name, "1", List.copyOf(settings), 1);
  }

  /** This system, trained anew from the seeds 1 to {@code count}, at least 1. */
  public TestedSystem withSeeds(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("seeds must be at least 1, was " + count);
    }
    return new TestedSystem(name, version, grid, count);
  }

  /** This system with another version: what was kept of the old one is not used any more. */
  public TestedSystem withVersion(String text) {
    return new TestedSystem(name, text, grid, seeds);
  }

  String name() {
    return name;
  }

  String version() {
    return version;
  }

  /** The settings to choose from; a single one where there is no choice. */
  List<Setting> grid() {
    return grid;
  }

  boolean tuned() {
    return grid.size() > 1;
  }

  long[] seeds() {
    return LongStream.rangeClosed(1, seeds).toArray();
  }

  /** How many times it is trained and asked. */
  int cells() {
    return seeds + (tuned() ? grid.size() : 0);
  }

  /** Version, settings and seeds on one line. */
  @Override
  public String toString() {
    String settings =
        tuned()
            ? "one of " + String.join(" | ", grid.stream().map(Setting::words).toList())
            : grid.get(0).words();
    return "%s%s, version %s, %s"
        .formatted(
            name,
            settings.isEmpty() ? "" : " (" + settings + ")",
            version,
            seeds == 1 ? "1 seed" : seeds + " seeds");
  }
}
