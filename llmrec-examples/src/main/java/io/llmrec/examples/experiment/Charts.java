package io.llmrec.examples.experiment;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws charts as SVG elements for a page. Text is drawn as shapes and needs no font to be seen.
 */
public final class Charts {

  private static final int WIDTH = 880;
  private static final int HEIGHT = 340;
  private static final int FONT_SIZE = 13;
  private static final int MANY_BARS = 6;

  /** Pixels of a picture for each of the chart. */
  private static final int SCALE = 2;

  static {
    // Nothing is shown, and some systems would otherwise start a window session.
    System.setProperty("java.awt.headless", "true");
  }

  private Charts() {}

  /**
   * A bar.
   *
   * @param error half the length of the error bar
   */
  public record Bar(String name, double value, double error) {}

  /** A line per name over the same places. */
  record Lines(String xAxis, double[] x, Map<String, double[]> lines) {}

  /** Bars with error bars. */
  public static String bars(List<Bar> bars, String id) {
    return svg(chart(bars, Palette.BAR), id);
  }

  /** The same as a picture that stands alone, on white. */
  public static byte[] barsPng(List<Bar> bars) {
    CategoryChart chart = chart(bars, Palette.printed(0));
    chart.getStyler().setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    chart.getStyler().setChartFontColor(Palette.PRINTED_INK);
    chart.getStyler().setAxisTickLabelsColor(Palette.PRINTED_INK);
    chart.getStyler().setErrorBarsColor(Palette.PRINTED_INK);
    chart.getStyler().setAxisTickMarksColor(Palette.PRINTED_INK);
    chart.getStyler().setPlotGridLinesColor(Color.LIGHT_GRAY);
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
      throw new UncheckedIOException("could not draw a chart: " + e, e);
    }
    return bytes.toByteArray();
  }

  private static CategoryChart chart(List<Bar> bars, Color colour) {
    CategoryChart chart = new CategoryChart(WIDTH, HEIGHT);
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(false).setSeriesColors(new Color[] {colour});
    chart.getStyler().setAvailableSpaceFill(0.6);
    chart.getStyler().setXAxisLabelRotation(bars.size() > MANY_BARS ? 20 : 0);
    chart.addSeries(
        "mean",
        bars.stream().map(Bar::name).toList(),
        bars.stream().map(Bar::value).toList(),
        bars.stream().map(Bar::error).toList());
    return chart;
  }

  /** Lines with a mark at each place. */
  static String lines(Lines lines, String id) {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    style(chart.getStyler());
    chart.setXAxisTitle(lines.xAxis());
    chart.getStyler().setLegendVisible(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setMarkerSize(6);
    int next = 0;
    for (Map.Entry<String, double[]> line : lines.lines().entrySet()) {
      XYSeries series = chart.addSeries(line.getKey(), lines.x(), line.getValue());
      series.setLineColor(Palette.series(next));
      series.setMarkerColor(Palette.series(next));
      series.setLineStyle(new BasicStroke(next < Palette.SERIES ? 2.2f : 1.2f));
      series.setMarker(SeriesMarkers.CIRCLE);
      next++;
    }
    return svg(chart, id);
  }

  /** What all charts look like. */
  static void style(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Palette.NOTHING).setPlotBackgroundColor(Palette.NOTHING);
    styler.setPlotBorderVisible(false).setChartFontColor(Palette.INK).setChartTitleVisible(false);
    styler.setLegendBackgroundColor(Palette.NOTHING).setLegendBorderColor(Palette.NOTHING);
    styler.setLegendFont(font(Font.PLAIN)).setBaseFont(font(Font.PLAIN));
    styler.setAxisTickLabelsFont(font(Font.PLAIN)).setAxisTickLabelsColor(Palette.INK);
    styler.setAxisTitleFont(font(Font.PLAIN)).setXAxisTitleColor(Palette.INK);
    styler.setAxisTickMarksColor(Palette.GRID).setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1)).setPlotGridVerticalLinesVisible(false);
    styler.setErrorBarsColor(Palette.INK);
    styler.setYAxisMin(0.0).setYAxisDecimalPattern("0.###");
  }

  private static Font font(int style) {
    return new Font(Font.SANS_SERIF, style, FONT_SIZE);
  }

  private static String svg(IChart chart, String id) {
    return svg(chart, WIDTH, HEIGHT, id);
  }

  /** A chart of any size as an element of a page. */
  static String svg(IChart chart, int width, int height, String id) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart.paint(graphics, width, height);
    try {
      Processors.get("svg")
          .getDocument(graphics.getCommands(), new PageSize(width, height))
          .writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("could not draw a chart: " + e, e);
    }
    return element(bytes.toString(StandardCharsets.UTF_8), id);
  }

  /**
   * The element without the head of a file, scaled to the page. Names inside are made unique,
   * because those of several drawings share a page.
   */
  private static String element(String file, String id) {
    String svg = file.substring(file.indexOf("<svg"));
    return Palette.withVariables(svg)
        .replaceFirst("height=\"[^\"]*\"", "role=\"img\"")
        .replaceFirst("width=\"\\d+px\"", "")
        .replaceAll("id=\"([^\"]+)\"", "id=\"" + id + "-$1\"")
        .replaceAll("url\\(#([^)]+)\\)", "url(#" + id + "-$1)")
        .replaceAll("(\\d+\\.\\d{2})\\d+", "$1")
        .strip();
  }
}
