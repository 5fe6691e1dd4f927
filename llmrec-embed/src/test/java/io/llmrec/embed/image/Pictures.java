package io.llmrec.embed.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Draws pictures for tests, and makes files of them, sound or not. */
final class Pictures {

  private Pictures() {}

  static BufferedImage draw(int width, int height, Color ground, Consumer<Graphics2D> drawing) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(ground);
    pen.fillRect(0, 0, width, height);
    drawing.accept(pen);
    pen.dispose();
    return image;
  }

  /** A traffic light before a sky, its middle at a place of 0 to 1 from the left. */
  static BufferedImage trafficLight(int side, double place) {
    return draw(
        side,
        side,
        new Color(150, 190, 235),
        pen -> {
          pen.scale(side / 300.0, side / 300.0);
          int left = (int) (place * 300) - 45;
          pen.setColor(new Color(70, 70, 70));
          pen.fillRect(left + 38, 250, 14, 60);
          pen.setColor(new Color(25, 25, 25));
          pen.fillRoundRect(left, 20, 90, 240, 20, 20);
          Color[] lamps = {new Color(240, 30, 20), new Color(90, 70, 10), new Color(10, 70, 20)};
          for (int i = 0; i < 3; i++) {
            pen.setColor(lamps[i]);
            pen.fillOval(left + 15, 32 + 74 * i, 60, 60);
          }
        });
  }

  /** A clock with hands. */
  static BufferedImage clock(int side, int hour) {
    return draw(
        side,
        side,
        new Color(190, 150, 110),
        pen -> {
          pen.scale(side / 300.0, side / 300.0);
          pen.setColor(new Color(60, 40, 25));
          pen.fillOval(20, 20, 260, 260);
          pen.setColor(Color.WHITE);
          pen.fillOval(35, 35, 230, 230);
          pen.setColor(Color.BLACK);
          pen.translate(150, 150);
          for (int i = 0; i < 12; i++) {
            pen.fillRect(-3, -110, 6, 18);
            pen.rotate(Math.PI / 6);
          }
          pen.setStroke(new BasicStroke(5));
          pen.drawLine(0, 0, 0, -85);
          pen.rotate(hour * Math.PI / 6);
          pen.setStroke(new BasicStroke(9));
          pen.drawLine(0, 0, 0, -55);
        });
  }

  static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A PNG of any claimed size whose rows are zeros, as many as {@code rows} says. */
  static byte[] hollowPng(int width, int height, int rows) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A});
    byte[] header =
        ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 1).put((byte) 0).array();
    chunk(file, "IHDR", header);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      byte[] row = new byte[(width + 7) / 8 + 1];
      for (int i = 0; i < rows; i++) {
        out.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    chunk(file, "IDAT", packed.toByteArray());
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    file.writeBytes(name);
    file.writeBytes(content);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
