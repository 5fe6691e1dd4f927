package io.llmrec.examples.experiment;

import java.awt.Color;

/**
 * The colours of a chart, as stand-ins that become variables of the page's style, so that a chart
 * is readable on light and dark.
 */
final class Palette {

  /** How many lines can be told apart; further ones begin anew. */
  static final int SERIES = 8;

  static final Color NOTHING = new Color(255, 255, 255, 0);
  static final Color INK = standIn(1);
  static final Color GRID = standIn(2);
  static final Color BAR = standIn(3);

  /** The ink of a picture that stands alone, on white. */
  static final Color PRINTED_INK = new Color(0x23272e);

  /** The colours of the page's lines on light, for a picture that stands alone. */
  private static final int[] PRINTED = {
    0x1f6f9f, 0xc4621a, 0x2f8f4e, 0xa6376f, 0x7a5ac0, 0x8a7215, 0x23888c, 0x7d828a
  };

  private Palette() {}

  /** The colour of the n-th group in a picture that stands alone. */
  static Color printed(int n) {
    return new Color(PRINTED[n % PRINTED.length]);
  }

  /** The colour of the n-th line. */
  static Color series(int n) {
    return standIn(10 + n % SERIES);
  }

  /** A drawing with variables for the stand-ins. */
  static String withVariables(String svg) {
    String out =
        svg.replace(rgb(INK), "var(--ink)")
            .replace(rgb(GRID), "var(--grid)")
            .replace(rgb(BAR), "var(--bar)");
    for (int i = 0; i < SERIES; i++) {
      out = out.replace(rgb(series(i)), "var(--line-%d)".formatted(i + 1));
    }
    return out;
  }

  /** Colours that nobody would choose. */
  private static Color standIn(int n) {
    return new Color(3, 251, n);
  }

  private static String rgb(Color color) {
    return "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
  }
}
