package io.llmrec.examples.experiment;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Points of a plane in the colours of their groups.
 *
 * @param groups places by name, [2][points]; the first is drawn first and lies below
 */
record MapChart(Map<String, double[][]> groups) {

  private static final int WIDTH = 880;
  private static final int HEIGHT = 600;

  /** As large again, for screens of fine grain. */
  private static final int SCALE = 2;

  /** As an SVG element for a page. */
  String svg(String id) {
    XYChart chart = chart(Palette.NOTHING, Palette.INK, Palette::series);
    return Charts.svg(chart, WIDTH, HEIGHT, id);
  }

  /** As a PNG file on white. */
  byte[] png() {
    XYChart chart = chart(Color.WHITE, Palette.PRINTED_INK, Palette::printed);
    BufferedImage image =
        new BufferedImage(SCALE * WIDTH, SCALE * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.scale(SCALE, SCALE);
    chart.paint(pen, WIDTH, HEIGHT);
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("could not draw a map: " + e, e);
    }
    return bytes.toByteArray();
  }

  private XYChart chart(Color ground, Color ink, IntFunction<Color> colour) {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    Charts.style(chart.getStyler());
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setChartBackgroundColor(ground).setPlotBackgroundColor(ground);
    chart.getStyler().setLegendBackgroundColor(ground).setLegendBorderColor(ground);
    chart.getStyler().setChartFontColor(ink).setMarkerSize(6).setLegendVisible(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    chart.getStyler().setAxisTicksVisible(false).setPlotGridLinesVisible(false);
    fit(chart);
    int next = 0;
    for (Map.Entry<String, double[][]> group : groups.entrySet()) {
      XYSeries series = chart.addSeries(group.getKey(), group.getValue()[0], group.getValue()[1]);
      series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour.apply(next++));
    }
    return chart;
  }

  private void fit(XYChart chart) {
    List<Double> extent = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      int of = axis;
      double[] all =
          groups.values().stream().flatMapToDouble(at -> Arrays.stream(at[of])).sorted().toArray();
      double margin = 0.03 * (all[all.length - 1] - all[0]);
      extent.add(all[0] - margin);
      extent.add(all[all.length - 1] + margin);
    }
    chart.getStyler().setXAxisMin(extent.get(0)).setXAxisMax(extent.get(1));
    chart.getStyler().setYAxisMin(extent.get(2)).setYAxisMax(extent.get(3));
  }
}
