package io.llmrec.core.index;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of vectors of one dimension, mapped into memory in pieces that a buffer can address. */
final class MappedRows {

  private static final long PIECE_BYTES = 1 << 30;

  private final int dimension;
  private final int rowsPerPiece;
  private final FloatBuffer[] pieces;

  private MappedRows(int dimension, int rowsPerPiece, FloatBuffer[] pieces) {
    this.dimension = dimension;
    this.rowsPerPiece = rowsPerPiece;
    this.pieces = pieces;
  }

  /** Maps the first {@code rows} vectors of a file; the mapping outlives the file's deletion. */
  static MappedRows map(Path file, int rows, int dimension) throws IOException {
    long rowBytes = (long) dimension * Float.BYTES;
    int rowsPerPiece = (int) (PIECE_BYTES / rowBytes);
    FloatBuffer[] pieces = new FloatBuffer[(rows + rowsPerPiece - 1) / rowsPerPiece];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int piece = 0; piece < pieces.length; piece++) {
        long start = piece * rowsPerPiece * rowBytes;
        long length = Math.min(rowsPerPiece * rowBytes, rows * rowBytes - start);
        pieces[piece] =
            channel
                .map(MapMode.READ_ONLY, start, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
      }
    }
    return new MappedRows(dimension, rowsPerPiece, pieces);
  }

  void copyTo(int row, float[] target, int offset) {
    pieces[row / rowsPerPiece].get(row % rowsPerPiece * dimension, target, offset, dimension);
  }
}
