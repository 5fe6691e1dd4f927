package io.llmrec.embed.torchscript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the processor can do, as far as archives depend on it. */
final class Processor {

  /**
   * Whether inputs of 8-bit layers must leave one bit free: processors without VNNI add two
   * products of bytes in 16 bits, which can overflow. Where it cannot be told it is so.
   */
  static final boolean NEEDS_SPARE_BIT = !hasVnni(Path.of("/proc/cpuinfo"));

  private Processor() {}

  private static boolean hasVnni(Path cpuInfo) {
    try {
      return Files.isReadable(cpuInfo) && Files.readString(cpuInfo).contains("vnni");
    } catch (IOException e) {
      return false;
    }
  }
}
