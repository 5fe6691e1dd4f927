package io.llmrec.rank.llm;

import java.util.ArrayList;
import java.util.List;

/**
 * A window that slides from the end of a long list to its head, so that good candidates are carried
 * up: Sun et al., "Is ChatGPT Good at Search? Investigating Large Language Models as Re-Ranking
 * Agents", EMNLP 2023. The last window of a pass always begins at the head, whatever the step; a
 * list no longer than the window is one window.
 *
 * <p>One pass is sure of the best {@code size - step} places only.
 *
 * @param size how many candidates one prompt shows, at least 2
 * @param step how far the window moves, 1 to {@code size - 1}
 * @param passes how often it goes over the list, 1 to {@value #MAX_PASSES}; a pass that leaves the
 *     places that the request wants as they were is the last
 * @param start where it begins
 */
public record Window(int size, int step, int passes, Start start) {

  /** The most passes. */
  public static final int MAX_PASSES = 100;

  /** 20 candidates, 10 further each time, one pass, from the end. */
  public static final Window DEFAULT = new Window(20, 10, 1, Start.END);

  /** Where a window begins. */
  public enum Start {
    /** At the end of the list; nothing is known of its head before the last call. */
    END,
    /**
     * At the head, once, then at the end: one call more, and should time or budget run out, the
     * head is in order already.
     */
    HEAD
  }

  /** A part of the list, from {@code from} to {@code to} - 1. */
  record Part(int from, int to) {}

  /** Checks the ranges. */
  public Window {
    if (size < 2 || size > ListwiseOptions.MAX_CANDIDATES) {
      throw new IllegalArgumentException(
          "size must be 2 to %d, was %d".formatted(ListwiseOptions.MAX_CANDIDATES, size));
    }
    if (step < 1 || step >= size) {
      throw new IllegalArgumentException(
          "step must be at least 1 and less than size %d, was %d".formatted(size, step));
    }
    if (passes < 1 || passes > MAX_PASSES) {
      throw new IllegalArgumentException(
          "passes must be 1 to %d, was %d".formatted(MAX_PASSES, passes));
    }
  }

  /** This window with another number of passes. */
  public Window withPasses(int count) {
    return new Window(size, step, count, start);
  }

  /** This window, beginning elsewhere. */
  public Window withStart(Start other) {
    return new Window(size, step, passes, other);
  }

  /** The parts of one pass over a list, in the order in which they are ranked. */
  List<Part> pass(int count) {
    List<Part> parts = new ArrayList<>();
    int end = count;
    int from = Math.max(0, count - size);
    parts.add(new Part(from, end));
    while (from > 0) {
      end -= step;
      from = Math.max(0, from - step);
      parts.add(new Part(from, end));
    }
    return parts;
  }

  /** Whether a list gets a call for its head first. */
  boolean headFirst(int count) {
    return start == Start.HEAD && count > size;
  }
}
