package io.llmrec.embed.torchscript;

/** How the numbers of a model are kept and computed with. */
public enum Precision {
  /** 32-bit floating point throughout. */
  F32,
  /**
   * 16-bit floating point with the range of 32 bits: half the memory, and two to three times the
   * speed on processors with AVX-512 BF16 or on a GPU. Runs everywhere.
   */
  BF16,
  /**
   * Linear layers with 8-bit weights, one scale per output, and inputs rounded to 8 bits as they
   * come, one scale per call; the rest is 32-bit. A quarter of the memory, three to five times the
   * speed on processors with AVX-512 VNNI. On the CPU only; a result depends slightly on what else
   * is in the batch.
   */
  INT8
}
